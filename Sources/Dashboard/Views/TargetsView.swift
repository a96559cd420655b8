import BridgeStore
import Terminal

/// The servers, each with its address and connection state.
enum TargetsView {
  private static let columns = 68

  static func draw(_ state: State, focus: Int, on frame: inout Frame, _ theme: Theme) {
    let columns = min(columns, max(10, frame.size.columns - 6))
    var page = TextPage(columns: columns)
    let names = min(columns / 3, state.targets.map { Text.columns(of: $0.id.name) }.max() ?? 0)
    for (index, target) in state.targets.enumerated() {
      let isMarked = index == focus
      let start = page.lines.count
      if isMarked {
        page.focus = page.lines.count + 1
        page.cursor = (0, page.lines.count, false)
      }
      let name = Text.clipped(target.id.name, to: names).padded(to: names)
      page.line([
        (isMarked ? theme.pointer + " " : "  ", theme.focusedBorder),
        ("\(name)  \(target.address)", isMarked ? Style(bold: true).reversed : .plain),
        (target.id == state.shownTarget ? "  current" : "", theme.quiet),
      ])
      summary(target, state, &page, theme)
      page.addHitRegion(from: start, .target, index)
      page.gap()
    }
    page.text(Wording.moreTargets, theme.quiet)
    let more = page.note(rows: max(0, frame.size.rows - 2))
    let inside = OverlayView.box(
      on: &frame, columns: columns, rows: page.lines.count, title: "Servers",
      note: (more.isEmpty ? "" : "\(more) \(theme.dot) ") + Wording.closes(theme), theme)
    page.draw(on: &frame, in: inside)
  }

  private static func summary(_ target: Target, _ state: State, _ page: inout TextPage, _ theme: Theme) {
    let (link, style) = Wording.reachability(target, state, theme)
    let isKnown = target.reachability == .fresh || !target.bridges.isEmpty
    page.line([
      ("  ", .plain), (link, style), (isKnown ? "  \(Wording.summary(target, theme))" : "", theme.quiet),
    ])
    if target.needsSignIn {
      page.text("\(theme.key(.confirm)) signs in.", theme.quiet, indent: 4)
    } else if let trouble = Wording.trouble(target) {
      page.text(trouble, theme.quiet, indent: 4)
    }
  }
}
