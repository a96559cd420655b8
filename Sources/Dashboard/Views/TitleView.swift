import BridgeModel
import BridgeStore
import Terminal

/// The title: whose bridges these are, how many accounts need the user, and whether the server answers.
enum TitleView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0 else { return }
    let right = standing(state, theme)
    let width = right.reduce(0) { $0 + Text.columns(of: $1.0) }
    var column = rect.right - width
    let room = max(0, column - rect.left - 1)
    drawLeft(state, on: &frame, in: Rect(column: rect.left, row: rect.top, columns: room, rows: 1), theme)
    for (text, style) in right {
      column += frame.write(text, column: column, row: rect.top, style: style)
    }
  }

  private static func drawLeft(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    var parts: [(String, Style)] = [(" drawbridge", theme.title)]
    if let target = state.target {
      if target.isDemo { parts.append(("  DEMO", theme.demo)) }
      if target.isReadOnly { parts.append(("  READ ONLY", theme.warning)) }
      if target.isInsecure { parts.append(("  ! NOT ENCRYPTED", theme.bad)) }
      if state.targets.count > 1 { parts.append(("  \(target.id.name)", theme.heading)) }
      var text = "  \(target.address)"
      if let app = target.info?.app { text += " \(theme.dot) \(app.name) \(app.version)" }
      parts.append((text, .plain))
    }
    var column = rect.left
    for (text, style) in parts {
      column += frame.write(text, column: column, row: rect.top, style: style, columns: rect.right - column)
    }
  }

  /// Counts, and how fresh they are. While all is well this never changes, so that nothing is repainted.
  private static func standing(_ state: State, _ theme: Theme) -> [(String, Style)] {
    let (accounts, needy) = (state.list.accounts, state.list.needy)
    var parts: [(String, Style)] = []
    if needy > 0 { parts.append(("\(needy) need\(needy == 1 ? "s" : "") you", theme.warning)) }
    if state.viewport.columns >= 60 {
      parts.insert(("\(accounts) account\(accounts == 1 ? "" : "s")", .plain), at: 0)
    }
    let elsewhere = state.targets.reduce(0) { $0 + ($1.id == state.shownTarget ? 0 : $1.needy) }
    if elsewhere > 0 { parts.append(("+\(elsewhere) elsewhere", theme.warning)) }
    if state.hiddenQuestions > 0 {
      parts.append((Wording.hiddenQuestions(state.hiddenQuestions, theme), theme.warning))
    }
    if let target = state.target { parts.append(Wording.link(target, state, theme)) }
    return parts.flatMap { [("  ", Style.plain), $0] } + [(" ", .plain)]
  }

}
