public import BridgeModel

/// A call that a login needs. Each has a corresponding `LoginAnswer`.
public enum LoginCall: Equatable, Sendable {
  /// List the bridge's flows.
  case loadFlows
  /// Start a session. Never repeated.
  case start(LoginStart)
  /// Answer a step of fields or cookies. Never repeated.
  case submit(StepSubmission, stepID: String, session: String)
  /// Wait at a display step. Never aborted: some bridges end the login when the request goes away.
  case wait(stepID: String, session: String)
  /// Read the session.
  case poll(session: String)
  /// Cancel the session.
  case cancel(session: String)
  /// List the bridge's accounts and logins.
  case reconcile
}

/// The answer to a `LoginCall`.
public enum LoginAnswer: Equatable, Sendable {
  /// To `loadFlows`.
  case flows(Result<[LoginFlow], ServiceError>)
  /// To `start`.
  case started(Result<LoginSession, ServiceError>)
  /// To `submit`.
  case submitted(Result<LoginSession, ServiceError>)
  /// To `wait`.
  case waited(Result<LoginSession, ServiceError>)
  /// To `poll`.
  case polled(Result<LoginSession, ServiceError>)
  /// To `cancel`: why it failed, or nil.
  case cancelled(ServiceError?)
  /// To `reconcile`.
  case reconciled(Result<BridgeSnapshot, ServiceError>)

  /// Why the call failed; nil if it succeeded.
  public var error: ServiceError? {
    switch self {
    case .flows(.failure(let error)), .started(.failure(let error)), .submitted(.failure(let error)),
      .waited(.failure(let error)), .polled(.failure(let error)), .cancelled(let error?),
      .reconciled(.failure(let error)):
      error
    default: nil
    }
  }
}

/// What a login machine wants done.
public enum LoginCommand: Equatable, Sendable {
  /// Make a call, and bring its answer back with the machine's current generation.
  case call(LoginCall)
  /// Bring `fired` back after that many seconds, with the machine's current generation.
  case later(LoginTimer, seconds: Double)
}

/// What a login's timer repeats.
public enum LoginTimer: Hashable, Sendable {
  /// Read the session.
  case poll
  /// Wait again.
  case wait
  /// Cancel again.
  case cancel
  /// List the bridge's accounts and logins again.
  case reconcile
}

/// A bridge's accounts and logins at one moment.
public struct BridgeSnapshot: Equatable, Sendable {
  /// The accounts.
  public var accounts: [Account]
  /// The logins; nil if unknown.
  public var logins: [BridgeLogin]?

  /// A snapshot.
  public init(accounts: [Account], logins: [BridgeLogin]?) {
    self.accounts = accounts
    self.logins = logins
  }
}
