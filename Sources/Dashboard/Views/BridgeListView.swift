import BridgeModel
import BridgeStore
import Logins
import Terminal

/// The bridge list: accounts that need attention, then all others by where their bridges run, then networks that can
/// be connected.
enum BridgeListView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    let list = state.list
    let isFocused = state.pane == .list
    let note = list.selected.map { "\($0 + 1)/\(list.rows.count)" } ?? ""
    var inside = Panel.draw(
      on: &frame, rect, title: "Accounts", note: note, isFocused: isFocused, theme)
    if let line = filterLine(state, theme), inside.rows > 1 {
      drawFilter(line, state, on: &frame, in: inside, theme)
      inside = Rect(
        column: inside.left, row: inside.top + 1, columns: inside.columns, rows: inside.rows - 1)
    }
    if list.rows.isEmpty { return drawEmpty(state, on: &frame, in: inside, theme) }
    let names = nameColumns(state)
    for row in 0..<inside.rows where list.items.indices.contains(list.offset + row) {
      let line = Rect(column: inside.left, row: inside.top + row, columns: inside.columns, rows: 1)
      switch list.items[list.offset + row] {
      case .header(let section):
        frame.write(
          " " + Wording.section(section), column: line.left, row: line.top,
          style: section == .needsAttention ? theme.warning : theme.quiet, columns: line.columns)
      case .row(let item, let index):
        let isSelected = index == list.selected
        frame.addHitRegion(line, .row, index)
        draw(item, isSelected: isSelected, state, names, on: &frame, in: line, theme)
        if isSelected {
          if isFocused { frame.restyle(line) { $0 = Style(bold: true, reverse: true) } }
          frame.cursor = frame.cursor ?? Frame.Cursor(at: line.origin, visible: false)
        }
      }
    }
  }

  private static func draw(
    _ row: Row, isSelected: Bool, _ state: State, _ names: Int, on frame: inout Frame, in line: Rect,
    _ theme: Theme
  ) {
    let (target, bridge, account) = state.resolve(row)
    let login = state.loginProcesses.first { $0.row == row.id && $0.id != state.shownLoginID }
    let isRemoving = account.map { target.isRemoving($0, of: bridge.id) } ?? false
    let look =
      isRemoving
      ? .removing(theme)
      : login.map { StatusStyle($0, theme) }
        ?? account.map { StatusStyle($0.status, theme) } ?? StatusStyle(bridge.status, theme)
    let weight = Style(bold: isSelected)
    if isSelected { frame.write(theme.marker, column: line.left, row: line.top, style: theme.focusedBorder) }
    frame.write(look.glyph, column: line.left + 1, row: line.top, style: look.style)
    frame.write(
      bridge.displayName, column: line.left + 3, row: line.top, style: weight,
      columns: account == nil ? line.columns - 3 : names)
    let word = account?.status == .connected && login == nil ? "" : look.word
    let wordStart = line.right - Text.columns(of: word)
    if let account {
      let start = line.left + 3 + names + 1
      let room = wordStart - start - (word.isEmpty ? 0 : 1)
      frame.write(Wording.identity(account), column: start, row: line.top, style: weight, columns: room)
    }
    if wordStart > line.left + 3 + min(names, line.columns) {
      frame.write(word, column: wordStart, row: line.top, style: look.style)
    }
  }

  /// The width of the network column: the longest name, up to 15 columns.
  private static func nameColumns(_ state: State) -> Int {
    let bridges = state.target?.bridges ?? []
    let names = bridges.filter { !$0.accounts.isEmpty }.map(\.displayName)
    return min(15, names.map(Text.columns).max() ?? 0)
  }

  private static func filterLine(_ state: State, _ theme: Theme) -> String? {
    if let line = state.filterLine { return line.text }
    return state.list.filter.isEmpty ? nil : state.list.filter
  }

  private static func drawFilter(
    _ text: String, _ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme
  ) {
    let count = " \(state.list.rows.count) of \(state.list.rowCount)"
    let room = rect.columns - 2 - Text.columns(of: count)
    frame.write("/", column: rect.left, row: rect.top, style: theme.warning)
    let width = frame.write(
      text, column: rect.left + 1, row: rect.top, style: Style(bold: true), columns: room)
    frame.write(
      count, column: rect.right - Text.columns(of: count), row: rect.top, style: theme.quiet)
    guard let line = state.filterLine else { return }
    let before = Text.columns(of: String(line.characters.prefix(line.cursor)))
    frame.cursor = Frame.Cursor(
      at: Point(column: rect.left + 1 + min(before, width), row: rect.top), visible: true)
  }

  private static func drawEmpty(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    var page = TextPage(columns: max(0, rect.columns - 1))
    if !state.list.filter.isEmpty {
      page.text("Nothing matches. \(theme.key(.back)) clears the filter.", theme.quiet)
    } else {
      page.text(Wording.emptyList(state.target, theme), theme.quiet)
    }
    page.draw(
      on: &frame, in: Rect(column: rect.left + 1, row: rect.top, columns: page.columns, rows: rect.rows))
  }
}
