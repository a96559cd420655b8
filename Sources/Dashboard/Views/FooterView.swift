import BridgeStore
import Terminal

/// The footer: the keys that work in this context, and always those for quit, back and help.
enum FooterView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0 else { return }
    let context = state.context
    let end = theme.keymap.footerEnd(context)
    let reserved = end.reduce(0) { $0 + width($1, context) + 2 }
    var column = rect.left + 1
    for command in theme.keymap.footer(state) where theme.offers(command.name) {
      guard column + width(command, context) + reserved <= rect.right else { break }
      column = draw(command, context, on: &frame, column: column, row: rect.top, theme) + 2
    }
    for command in end where column + width(command, context) <= rect.right {
      column = draw(command, context, on: &frame, column: column, row: rect.top, theme) + 2
    }
  }

  private static func width(_ command: Command, _ context: Context) -> Int {
    Text.columns(of: keyName(command, context)) + 1 + Text.columns(of: command.label(in: context))
  }

  private static func draw(
    _ command: Command, _ context: Context, on frame: inout Frame, column: Int, row: Int, _ theme: Theme
  ) -> Int {
    frame.addHitRegion(
      Rect(column: column, row: row, columns: width(command, context), rows: 1), .command, command.name.index)
    var column = column
    column += frame.write(keyName(command, context), column: column, row: row, style: theme.code)
    column += frame.write(" " + command.label(in: context), column: column, row: row)
    return column
  }

  private static func keyName(_ command: Command, _ context: Context) -> String {
    command.keys(in: context).first?.name ?? ""
  }
}
