import BridgeModel
import BridgeStore
import Logins
import Terminal

/// The activity line: the last event, or the response to the last key.
enum ActivityView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    guard rect.rows > 0 else { return }
    if let notice = state.notice {
      frame.write(
        " " + Wording.notice(notice, state, theme), column: rect.left, row: rect.top,
        style: style(notice, theme),
        columns: rect.columns)
      return
    }
    guard let last = state.activity.last else { return }
    frame.write(
      " " + line(last, state), column: rect.left, row: rect.top, style: style(last, theme),
      columns: rect.columns)
  }

  private static func style(_ notice: Notice, _ theme: Theme) -> Style {
    switch notice {
    case .report(.opened), .report(.copied), .report(.saved): theme.good
    default: theme.warning
    }
  }

  /// A log entry as one line.
  static func line(_ activity: Activity, _ state: State) -> String {
    let place = state.targets.count > 1 ? "\(activity.target.name): " : ""
    return "\(TimeText.time(activity.at, state)) \(place)\(Wording.event(activity.event))"
  }

  /// The style of an entry: failures stand out.
  static func style(_ activity: Activity, _ theme: Theme) -> Style {
    switch activity.event {
    case .serverLost, .misconfigured, .removalFailed, .loginEnded(_, .failed), .loginEnded(_, .lost):
      theme.bad
    case .statusChanged(let account, _, _) where account.status.needsAttention: theme.warning
    default: theme.quiet
    }
  }
}
