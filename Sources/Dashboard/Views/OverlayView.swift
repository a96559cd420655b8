import BridgeStore
import Terminal

/// What covers the panes: an opaque box in the middle.
enum OverlayView {
  static func draw(_ state: State, on frame: inout Frame, _ theme: Theme) {
    switch state.overlays.last {
    case .help(let offset): HelpView.draw(offset: offset, on: &frame, theme)
    case .log(let offset): LogView.draw(state, offset: offset, on: &frame, theme)
    case .targets(let focus): TargetsView.draw(state, focus: focus, on: &frame, theme)
    case .signIn(let signIn): SignInView.draw(signIn, state, on: &frame, theme)
    case .dialog(let dialog): DialogView.draw(dialog, state, on: &frame, theme)
    case nil: break
    }
  }

  /// Draws an empty box with a border around an area of this size, and returns that area.
  static func box(
    on frame: inout Frame, columns: Int, rows: Int, title: String, note: String = "", _ theme: Theme
  ) -> Rect {
    let rect = frame.bounds.centered(columns: columns + 4, rows: rows + 2)
    frame.fill(rect, style: .plain)
    frame.cursor = nil
    return Panel.draw(on: &frame, rect, title: title, note: note, isFocused: true, theme).inset(columns: 1)
  }
}

/// The help: all keys with their descriptions, by group.
enum HelpView {
  private static let columns = 76

  /// The number of lines in the help; the user's keys do not change it.
  static let lineCount = lines(.standard).count

  /// The number of visible lines.
  static func room(in size: Size) -> Int { max(0, size.rows - 4) }

  private static func lines(_ keymap: Keymap) -> [(keys: String, text: String)] {
    keymap.groups.flatMap { group in
      [("", group.title)]
        + group.commands.map { ($0.keys.map(\.name).joined(separator: " "), $0.description) } + [("", "")]
    }.dropLast()
  }

  static func draw(offset: Int, on frame: inout Frame, _ theme: Theme) {
    let room = room(in: frame.size)
    let note =
      lineCount > room ? "arrows scroll \(theme.dot) \(Wording.closes(theme))" : Wording.closes(theme)
    let inside = OverlayView.box(
      on: &frame, columns: columns, rows: min(room, lineCount), title: "Keys", note: note, theme)
    let offset = min(offset, max(0, lineCount - inside.rows))
    let lines = lines(theme.keymap)
    let keyColumns = min(21, inside.columns / 3)
    for row in 0..<min(inside.rows, lineCount - offset) {
      let (keys, text) = lines[offset + row]
      if keys.isEmpty {
        frame.write(
          text, column: inside.left, row: inside.top + row, style: theme.heading, columns: inside.columns)
        continue
      }
      frame.write(
        keys, column: inside.left, row: inside.top + row, style: theme.code, columns: keyColumns - 1)
      frame.write(
        text, column: inside.left + keyColumns, row: inside.top + row,
        columns: inside.columns - keyColumns)
    }
  }
}

/// The log of this run, the newest entry at the bottom.
enum LogView {
  /// The number of visible lines.
  static func room(in size: Size) -> Int { max(0, size.rows - 6) }

  static func draw(_ state: State, offset: Int, on frame: inout Frame, _ theme: Theme) {
    let inside = OverlayView.box(
      on: &frame, columns: max(0, frame.size.columns - 8), rows: room(in: frame.size), title: "Log",
      note: Wording.closes(theme), theme)
    let offset = min(offset, max(0, state.activity.count - inside.rows))
    let entries = state.activity.dropLast(offset).suffix(inside.rows)
    if entries.isEmpty { frame.write("No activity yet.", column: inside.left, row: inside.top) }
    for (row, entry) in entries.enumerated() {
      frame.write(
        ActivityView.line(entry, state), column: inside.left, row: inside.top + row,
        style: ActivityView.style(entry, theme), columns: inside.columns)
    }
  }
}

/// A question, with its answers below it.
enum DialogView {
  static func draw(_ dialog: Dialog, _ state: State, on frame: inout Frame, _ theme: Theme) {
    let wording = Wording.dialog(dialog, state, theme)
    let columns = min(60, max(10, frame.size.columns - 6))
    var page = TextPage(columns: columns)
    page.text(wording.text)
    page.gap()
    for (index, answer) in wording.answers.enumerated() {
      let isMarked = index == dialog.focus
      if isMarked {
        page.focus = page.lines.count
        page.cursor = (0, page.lines.count, false)
      }
      let style = isMarked ? Style(bold: true).reversed : .plain
      page.line("\(isMarked ? theme.pointer : " ") \(answer) ", style)
      page.addHitRegion(from: page.lines.count - 1, .answer, index)
    }
    let inside = OverlayView.box(
      on: &frame, columns: columns, rows: page.lines.count, title: wording.title, theme)
    page.draw(on: &frame, in: inside)
  }
}
