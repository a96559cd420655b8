import BridgeStore
import Terminal

/// The footer: the keys that do something here and now, and always the ways out and to the help.
enum FooterView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0 else { return }
    let items = theme.keymap.footer(state).map { ($0.keys[0].name, $0.label) }
    let end = theme.keymap.footerEnd(state.context).map { ($0.keys[0].name, $0.label) }
    let reserved = end.reduce(0) { $0 + width($1) + 2 }
    var column = rect.left + 1
    for item in items {
      guard column + width(item) + reserved <= rect.right else { break }
      column = draw(item, on: &frame, column: column, row: rect.top, theme) + 2
    }
    for item in end where column + width(item) <= rect.right {
      column = draw(item, on: &frame, column: column, row: rect.top, theme) + 2
    }
  }

  private static func width(_ item: (String, String)) -> Int {
    Text.columns(of: item.0) + 1 + Text.columns(of: item.1)
  }

  private static func draw(
    _ item: (String, String), on frame: inout Frame, column: Int, row: Int, _ theme: Theme
  ) -> Int {
    var column = column
    column += frame.write(item.0, column: column, row: row, style: theme.code)
    column += frame.write(" " + item.1, column: column, row: row)
    return column
  }
}
