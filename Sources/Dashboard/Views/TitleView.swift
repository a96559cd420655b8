import BridgeModel
import BridgeStore
import Terminal

/// The title: the server, how many accounts need attention, and whether the server answers.
enum TitleView {
  /// A text that is preceded by two spaces.
  private typealias Part = (text: String, style: Style)

  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0, let target = state.target else { return }
    let marks = marks(target, state, theme)
    let urgent = urgent(state, theme)
    var reachability = [Wording.reachability(target, state, theme)]
    var name: [Part] = [("drawbridge", theme.title)]
    var (total, others) = (total(state), others(state, theme))
    func isTight() -> Bool { width(name + marks + total + urgent + others + reachability) > rect.columns }
    // If space is short, drop what the user already knows first.
    if isTight() { total = [] }
    if isTight() && !marks.isEmpty { name = [] }
    if isTight() { others = [] }
    if isTight(), let short = Wording.shortReachability(target, theme) { reachability = [short] }
    let right = total + urgent + others + reachability
    // The last part is followed by one space.
    let start = rect.right - width(right) - 1
    put(name + marks + address(target, theme), on: &frame, from: rect.left - 1, to: start, row: rect.top)
    put(right, on: &frame, from: start, to: rect.right, row: rect.top)
  }

  private static func width(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + 2 + Text.columns(of: $1.text) } }

  private static func put(_ parts: [Part], on frame: inout Frame, from start: Int, to end: Int, row: Int) {
    var column = start
    for (text, style) in parts where column + 2 < end {
      column += 2
      column += frame.write(text, column: column, row: row, style: style, columns: end - column)
    }
  }

  /// What the user must know about a server before acting on it.
  private static func marks(_ target: Target, _ state: State, _ theme: Theme) -> [Part] {
    var parts: [Part] = []
    if target.isDemo { parts.append(("DEMO", theme.demo)) }
    if target.isReadOnly { parts.append(("READ-ONLY", theme.warning)) }
    if target.isInsecure { parts.append(("! NOT ENCRYPTED", theme.bad)) }
    if state.targets.count > 1 { parts.append((target.id.name, theme.heading)) }
    return parts
  }

  private static func address(_ target: Target, _ theme: Theme) -> [Part] {
    let app = target.info.map { " \(theme.dot) \($0.app.name) \($0.app.version)" } ?? ""
    return [(target.address + app, .plain)]
  }

  private static func total(_ state: State) -> [Part] {
    let count = state.list.accountCount
    return state.viewport.columns >= 60 ? [("\(count) account\(count == 1 ? "" : "s")", .plain)] : []
  }

  /// What needs the user on this server. While all is well, the right half stays unchanged, so that nothing is
  /// repainted.
  private static func urgent(_ state: State, _ theme: Theme) -> [Part] {
    var parts: [Part] = []
    let needingAttention = state.list.needingAttention
    if needingAttention > 0 {
      parts.append(("\(needingAttention) need\(needingAttention == 1 ? "s" : "") you", theme.warning))
    }
    if state.hiddenLoginsNeedingInput > 0 {
      parts.append((Wording.hiddenLoginsNeedingInput(state.hiddenLoginsNeedingInput, theme), theme.warning))
    }
    return parts
  }

  private static func others(_ state: State, _ theme: Theme) -> [Part] {
    let count = state.targets.reduce(0) { $0 + ($1.id == state.shownTarget ? 0 : $1.needingAttention) }
    return count > 0 ? [("\(count) need\(count == 1 ? "s" : "") you on other servers", theme.warning)] : []
  }
}
