public import BridgeModel

extension Action.Answer {
  /// The server that refused the token with this answer; nil if none did. Reading bridges tells that by itself.
  func refusingTarget(in logins: [Login]) -> TargetID? {
    switch self {
    case .logins(let id, _, .failure(let error)), .capabilities(let id, _, .failure(let error)),
      .removal(let id, _, .failure(let error)):
      error.kind == .unauthorized ? id : nil
    case .login(let key, _, let answer):
      answer.error?.kind == .unauthorized ? logins.first { $0.id == key }?.target : nil
    default: nil
    }
  }
}

extension Action.LoginAnswer {
  /// Why there is no answer; nil if there is one.
  public var error: ServiceError? {
    switch self {
    case .flows(.failure(let error)), .started(.failure(let error)), .submitted(.failure(let error)),
      .waited(.failure(let error)), .polled(.failure(let error)), .cancelled(let error?),
      .lookedAround(.failure(let error)):
      error
    default: nil
    }
  }
}
