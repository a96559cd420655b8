import BridgeStore
import Terminal

/// The footer: the keys that work in this context, and always those for quit, back and help.
enum FooterView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0 else { return }
    let end = theme.keymap.footerEnd(state.context)
    let reserved = end.reduce(0) { $0 + width($1) + 2 }
    var column = rect.left + 1
    for binding in theme.keymap.footer(state) {
      guard column + width(binding) + reserved <= rect.right else { break }
      column = draw(binding, on: &frame, column: column, row: rect.top, theme) + 2
    }
    for binding in end where column + width(binding) <= rect.right {
      column = draw(binding, on: &frame, column: column, row: rect.top, theme) + 2
    }
  }

  private static func width(_ binding: Binding) -> Int {
    Text.columns(of: binding.keys[0].name) + 1 + Text.columns(of: binding.label)
  }

  private static func draw(
    _ binding: Binding, on frame: inout Frame, column: Int, row: Int, _ theme: Theme
  ) -> Int {
    frame.mark(Rect(column: column, row: row, columns: width(binding), rows: 1), .binding, binding.name.place)
    var column = column
    column += frame.write(binding.keys[0].name, column: column, row: row, style: theme.code)
    column += frame.write(" " + binding.label, column: column, row: row)
    return column
  }
}
