import BridgeModel
import BridgeStore
import Logins
import Terminal

/// A form: instructions, complaints, a picture if there is one, and a line for each field.
enum FormView {
  /// The minimum height of a picture, in rows.
  private static let fewestPictureRows = 6

  /// Writes a form for a pane of this many rows; a picture may use the spare ones.
  static func write(
    _ step: LoginStep, _ complaint: LoginComplaint?, _ login: LoginProcess, to page: inout TextPage,
    rows: Int,
    _ theme: Theme
  ) {
    guard login.form?.attachments.isEmpty == false else {
      return write(step, complaint, login, 0, to: &page, theme)
    }
    var plain = TextPage(columns: page.columns)
    write(step, complaint, login, 0, to: &plain, theme)
    write(step, complaint, login, max(fewestPictureRows, rows - plain.lines.count - 1), to: &page, theme)
  }

  private static func write(
    _ step: LoginStep, _ complaint: LoginComplaint?, _ login: LoginProcess, _ pictureRows: Int,
    to page: inout TextPage,
    _ theme: Theme
  ) {
    if let complaint {
      page.text("! " + Wording.complaint(complaint), theme.warning)
      page.gap()
    }
    page.instructions(step.instructions, theme)
    if case .cookies(let step) = step {
      page.text("Sign in at:", theme.quiet)
      page.text(step.url, theme.link)
      if let agent = step.userAgent {
        page.text("Use this browser, or the network may log you out early:", theme.quiet)
        page.text(agent, theme.quiet)
      }
      page.gap()
    }
    if let warning = Wording.reconnectWarning(login) {
      page.text(warning, theme.quiet)
      page.gap()
    }
    guard let form = login.form else { return }
    if !form.problems.isEmpty {
      page.text("! " + Wording.unreadableFields(form.problems), theme.warning)
      page.gap()
    }
    attachments(form, login, pictureRows, &page, theme)
    if let note = form.pasteNote {
      self.note(note, form, &page, theme)
    } else if form.fields.contains(where: { $0.source != nil }) {
      page.text(Wording.pasteHere, theme.heading)
      page.gap()
    }
    let labels = min(page.columns * 2 / 5, form.fields.map { Text.columns(of: $0.label) }.max() ?? 0)
    for (index, field) in form.fields.enumerated() {
      let isFocused = index == form.focus
      let start = page.lines.count
      self.field(field, isFocused: isFocused, isMasked: !(isFocused && form.isRevealed), labels, &page, theme)
      page.addHitRegion(from: start, .field, index)
    }
    if form.showsTop { page.focus = 0 }
    if form.fields.isEmpty { page.line("Press \(theme.key(.confirm, in: .form)) to confirm.", theme.heading) }
    if let trouble = login.machine.trouble {
      page.gap()
      page.text("! " + Wording.error(trouble), theme.warning)
    }
  }

  /// The step's files, and the first picture among them.
  private static func attachments(
    _ form: Form, _ login: LoginProcess, _ pictureRows: Int, _ page: inout TextPage, _ theme: Theme
  ) {
    if form.unreadable > 0 { page.text("! " + Wording.unreadable(form.unreadable), theme.warning) }
    if form.attachments.isEmpty { return }
    if pictureRows > 0, let picture = login.pictures.lazy.compactMap(\.picture).first {
      for line in PictureView.lines(of: picture, columns: page.columns, rows: pictureRows, theme) {
        page.line(cells: line)
      }
      page.gap()
    }
    for attachment in form.attachments { page.text(Wording.attachment(attachment, theme), theme.quiet) }
    if let path = login.savedPath { page.text(Wording.saved(path), theme.quiet) }
    page.gap()
  }

  /// The result of a paste.
  private static func note(_ note: Form.PasteNote, _ form: Form, _ page: inout TextPage, _ theme: Theme) {
    page.text(Wording.pasted(note, of: form, theme), note.found == 0 ? theme.warning : theme.good)
    if let agent = note.otherAgent { page.text("! " + Wording.otherAgent(agent), theme.warning) }
    page.gap()
  }

  /// The mark before a browser value: missing, valid or invalid.
  private static func mark(_ field: Form.Field, _ theme: Theme) -> (String, Style)? {
    guard field.source != nil else { return nil }
    if field.problem != nil { return ("!", theme.warning) }
    if !field.line.text.isEmpty { return (theme.pick("✓", "+"), theme.good) }
    return (field.isOptional ? " " : theme.pick("·", "-"), theme.quiet)
  }

  private static func field(
    _ field: Form.Field, isFocused: Bool, isMasked: Bool, _ labels: Int, _ page: inout TextPage,
    _ theme: Theme
  ) {
    let mark = mark(field, theme)
    let start = 2 + (mark == nil ? 0 : 2) + labels + 2
    let room = max(1, page.columns - start)
    let marker = isFocused ? theme.pointer + " " : "  "
    let name = Text.clipped(field.label, to: labels).padded(to: labels) + "  "
    let (value, cursor) = window(field, isMasked: isMasked, room, theme)
    var cells = Text.cells(marker, theme.focusedBorder)
    if let (glyph, style) = mark { cells += Text.cells(glyph + " ", style) }
    cells += Text.cells(name, isFocused ? theme.heading : .plain)
    cells += value
    if isFocused {
      page.cursor = (start + cursor, page.lines.count, true)
      page.focus = page.lines.count
    }
    page.line(cells: cells)
    if let problem = field.problem {
      page.text("! " + Wording.problem(problem), theme.warning, indent: start)
    }
    if isFocused, let hint = field.hint ?? field.source.map(Wording.source) {
      page.text(hint, theme.quiet, indent: start)
      page.focus = page.lines.count - 1
    }
  }

  /// The part of a line around the cursor that fits, underlined to the full width, and the cursor's column in it.
  private static func window(
    _ field: Form.Field, isMasked: Bool, _ room: Int, _ theme: Theme
  ) -> ([Cell], Int) {
    let style = Style(underline: true)
    let line = field.line
    if !field.options.isEmpty {
      let (left, right) = theme.leftAndRight
      let choice = line.text.isEmpty ? (field.isOptional ? "none" : "choose") : line.text
      let style = line.text.isEmpty ? theme.quiet : .plain
      return (Text.cells(Text.clipped("\(left) \(choice) \(right)", to: room), style), 0)
    }
    if line.characters.isEmpty {
      let example = Text.clipped(
        field.placeholder ?? (field.isOptional ? "optional" : ""), to: max(0, room - 1))
      return (padded(Text.cells(example, Style(dim: true, underline: true)), room, style), 0)
    }
    // No more characters than columns are visible on either side of the cursor.
    func shown(_ characters: ArraySlice<Character>) -> [Cell] {
      let text =
        field.isSecret && isMasked
        ? String(repeating: theme.mask, count: characters.count) : String(characters)
      return Text.cells(text, style)
    }
    var before = shown(line.characters[..<line.cursor].suffix(room))
    while before.columns >= room { before.removeFirst() }
    let cursor = before.columns
    var cells = before
    for cell in shown(line.characters[line.cursor...].prefix(room)) {
      guard cells.columns + cell.glyph.columns <= room else { break }
      cells.append(cell)
    }
    return (padded(cells, room, style), cursor)
  }

  private static func padded(_ cells: [Cell], _ room: Int, _ style: Style) -> [Cell] {
    cells + Array(repeating: Cell(.space, style: style), count: max(0, room - cells.columns))
  }
}
