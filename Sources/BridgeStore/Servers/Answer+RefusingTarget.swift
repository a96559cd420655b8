import BridgeModel
import Logins

extension Action.Answer {
  /// The server that refused the token with this answer; nil if none did. Leaves out bridge reads, which report a
  /// refusal themselves.
  func refusingTarget(in logins: Keyed<LoginProcess>) -> TargetID? {
    switch self {
    case .logins(let id, _, .failure(let error)), .capabilities(let id, _, .failure(let error)),
      .removal(let id, _, _, _, .failure(let error)):
      error.kind == .unauthorized ? id : nil
    case .login(let id, _, let answer):
      answer.error?.kind == .unauthorized ? logins[id: id]?.target : nil
    default: nil
    }
  }
}
