public import BridgeStore
public import Terminal

/// The positions of the dashboard's parts in a terminal of some size.
///
/// From `splitColumns` columns on, list and detail are side by side; below, the focused pane fills the terminal.
public struct Layout: Equatable, Sendable {
  /// The narrowest terminal that shows two panes.
  public static let splitColumns = 76

  /// The title, at the top.
  public let title: Rect
  /// The bridge list.
  public let list: Rect
  /// The account detail, or the wizard.
  public let detail: Rect
  /// Both panes together.
  public let panes: Rect
  /// The activity line.
  public let activity: Rect
  /// The footer, at the bottom.
  public let footer: Rect
  /// Whether both panes are visible.
  public let isSplit: Bool

  /// The layout for a terminal of that size.
  public init(_ size: Size) {
    title = Rect(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    let below = max(0, size.rows - 1)
    let lines = min(2, max(0, below - 3))
    panes = Rect(column: 0, row: 1, columns: size.columns, rows: below - lines)
    activity = Rect(column: 0, row: panes.bottom, columns: size.columns, rows: min(1, lines))
    footer = Rect(column: 0, row: activity.bottom, columns: size.columns, rows: max(0, lines - 1))
    isSplit = size.columns >= Self.splitColumns
    guard isSplit else {
      list = panes
      detail = panes
      return
    }
    let width = min(48, max(36, size.columns - 76))
    list = Rect(column: 0, row: panes.top, columns: width, rows: panes.rows)
    detail = Rect(column: width, row: panes.top, columns: size.columns - width, rows: panes.rows)
  }

  /// The sizes that the store needs.
  public static func viewport(of size: Size) -> Viewport {
    let layout = Layout(size)
    return Viewport(
      columns: size.columns, rows: size.rows, listLines: max(1, layout.list.rows - 2),
      hiddenHelpLines: max(0, HelpView.lineCount - HelpView.room(in: size)),
      logLines: LogView.room(in: size))
  }
}
