import BridgeModel
import BridgeStore
import Terminal

/// A form: what to do, what is wrong, and a line for each field.
enum FormView {
  static func write(
    _ step: LoginStep, _ complaint: LoginComplaint?, _ login: Login, to page: inout Page, _ theme: Theme
  ) {
    if let complaint {
      page.text("! " + Wording.complaint(complaint), theme.warning)
      page.gap()
    }
    page.instructions(step.instructions, theme)
    if case .cookies(let step) = step {
      page.text("Sign in at:", theme.quiet)
      page.text(step.url, theme.link)
      if let agent = step.userAgent { page.text("With the browser \(agent)", theme.quiet) }
      page.gap()
    }
    guard let form = login.form else { return }
    let labels = min(page.columns * 2 / 5, form.fields.map { Text.columns(of: $0.label) }.max() ?? 0)
    for (index, field) in form.fields.enumerated() {
      self.field(field, isFocused: index == form.focus, labels, &page, theme)
    }
    if form.fields.isEmpty { page.line("Press Enter to confirm.", theme.heading) }
    if let trouble = login.machine.trouble {
      page.gap()
      page.text("! " + Wording.error(trouble), theme.warning)
    }
  }

  private static func field(
    _ field: Form.Field, isFocused: Bool, _ labels: Int, _ page: inout Page, _ theme: Theme
  ) {
    let start = 2 + labels + 2
    let room = max(1, page.columns - start)
    let marker = isFocused ? theme.pointer + " " : "  "
    let name = Text.clipped(field.label, to: labels).padded(to: labels) + "  "
    let (value, cursor) = window(field, room, theme)
    var cells = Text.cells(marker, theme.focusedBorder)
    cells += Text.cells(name, isFocused ? theme.heading : .plain)
    cells += value
    if isFocused {
      page.cursor = (start + cursor, page.lines.count, true)
      page.focus = page.lines.count
    }
    page.line(cells: cells)
    let indent = String(repeating: " ", count: start)
    if let problem = field.problem { page.line(indent + "! " + Wording.problem(problem), theme.warning) }
    if isFocused, let hint = field.hint ?? field.source.map(Wording.source) {
      page.line(indent + hint, theme.quiet)
      page.focus = page.lines.count - 1
    }
  }

  /// The part of a line of text around the cursor that has room, underlined to its end, and the cursor's
  /// column in it.
  private static func window(_ field: Form.Field, _ room: Int, _ theme: Theme) -> ([Cell], Int) {
    let style = Style(underline: true)
    let line = field.line
    if !field.options.isEmpty {
      let (left, right) = theme.leftAndRight
      return (Text.cells(Text.clipped("\(left) \(line.text) \(right)", to: room), .plain), 0)
    }
    if line.characters.isEmpty {
      let example = Text.clipped(
        field.placeholder ?? (field.isOptional ? "optional" : ""), to: max(0, room - 1))
      return (padded(Text.cells(example, Style(dim: true, underline: true)), room, style), 0)
    }
    // No more characters than there are columns can be in sight, on either side of the cursor.
    func shown(_ characters: ArraySlice<Character>) -> [Cell] {
      let text = field.isSecret ? String(repeating: theme.mask, count: characters.count) : String(characters)
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
