public import BridgeModel

/// What the login machine wants done. Every answer comes back with the machine's generation as it was then.
public enum LoginCommand: Equatable, Sendable {
  /// List the bridge's flows, and answer with `flowsLoaded`.
  case loadFlows
  /// Make a session, and answer with `started`. Not to be repeated.
  case start(LoginStart)
  /// Answer a step of fields or cookies, and answer with `submitted`. Not to be repeated.
  case submit(StepSubmission, stepID: String)
  /// Wait at a display step, and answer with `waited`. Never to be aborted: some bridges end the login then.
  case wait(stepID: String)
  /// Read the session, and answer with `polled`.
  case poll
  /// Cancel the session, and answer with `cancelled`.
  case cancel
  /// List the bridge's accounts and logins, and answer with `lookedAround`.
  case lookAround
  /// Say `fired` after so many seconds.
  case later(LoginTimer, seconds: Double)
}

/// What a login's timers are for.
public enum LoginTimer: Hashable, Sendable {
  /// To read the session.
  case poll
  /// To wait again.
  case wait
  /// To cancel again.
  case cancel
  /// To look around again.
  case lookAround
}

/// What a look around found.
public struct LoginSurroundings: Equatable, Sendable {
  /// The bridge's accounts.
  public var accounts: [Account]
  /// The bridge's logins; nil where they are not known.
  public var logins: [BridgeLogin]?

  /// What there is.
  public init(accounts: [Account], logins: [BridgeLogin]?) {
    self.accounts = accounts
    self.logins = logins
  }
}
