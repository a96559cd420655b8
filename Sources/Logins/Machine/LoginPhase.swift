public import BridgeModel

/// The phase of a login. Each case documents how it is left. In addition, `cancel` leads from `loadingFlows` and
/// `choosingFlow` to `ended`, and from `starting`, `editing`, `submitting`, `waiting` and `resyncing` to `cancelling`.
public enum LoginPhase: Equatable, Sendable {
  /// Waiting for the bridge's flows. The answer leads to `choosingFlow`, to `starting` if there is only one flow, to
  /// `ended(.noFlows)` if there is none, or to `ended(.failed)` on an error.
  case loadingFlows
  /// The user is choosing a flow. The choice leads to `starting`.
  case choosingFlow([LoginFlow])
  /// The session is being created. The session leads to its step or its end, an error to `ended(.failed)`.
  case starting
  /// The user fills in fields or gets cookies. `submit` leads to `submitting`; a poll may show another step or an
  /// end. A poll answered with 404 or 410 leads to `resyncing`.
  case editing(LoginStep, complaint: LoginComplaint?)
  /// The values were submitted. The session leads to the next step, to `editing` with a complaint, or to its end; an
  /// error leads to `resyncing`.
  case submitting(LoginStep)
  /// The user acts elsewhere while something is displayed. The answer to a wait or poll leads to another step or an
  /// end. A poll answered with 404 or 410 leads to `resyncing`. The
  /// same step with new content is a rotation, and stays here.
  case waiting(LoginStep, LoginWait)
  /// The session is being read: after any failed submit, after a 404 or 410, or to resume it. Its state decides what
  /// comes next; if the session is gone, whether the account exists decides.
  case resyncing(LoginStep?)
  /// The session is being cancelled. Success, a 404 or 410, an error that is neither transient nor a 401, or the third
  /// error leads to `ended`, or to `loadingFlows` if the user wants another flow. So does a failed start, which leaves no
  /// session.
  case cancelling
  /// Over. `retry` starts the same flow again, `otherFlow` offers the flows; otherwise it is closed.
  case ended(LoginOutcome)

  /// The current step, if there is one.
  public var step: LoginStep? {
    switch self {
    case .editing(let step, _), .submitting(let step), .waiting(let step, _): step
    case .resyncing(let step): step
    default: nil
    }
  }

  /// The phase's name, for logs and assertions: nothing of its content.
  public var name: String {
    switch self {
    case .loadingFlows: "loadingFlows"
    case .choosingFlow: "choosingFlow"
    case .starting: "starting"
    case .editing: "editing"
    case .submitting: "submitting"
    case .waiting: "waiting"
    case .resyncing: "resyncing"
    case .cancelling: "cancelling"
    case .ended: "ended"
    }
  }

  /// Whether the login is over.
  public var isEnded: Bool { if case .ended = self { true } else { false } }
}

/// How long something has been displayed.
public struct LoginWait: Equatable, Sendable {
  /// When the step appeared.
  public var stepShownAt: Timestamp
  /// When its current content appeared: the last rotation.
  public var contentShownAt: Timestamp
  /// The number of times its content has changed.
  public var rotations: Int
  /// Whether the content is known to date from `contentShownAt`. In a resumed session, it may be older.
  public var isAgeKnown = true
}

/// Why a form is shown again.
public enum LoginComplaint: Equatable, Sendable {
  /// The network rejected the values; the step's instructions say why.
  case rejected
  /// The server refused the call; the session is still waiting.
  case refused(ServiceError)
  /// The response was lost; the session still asks the same.
  case responseLost(ServiceError)
}

/// How a login ended.
public enum LoginOutcome: Equatable, Sendable {
  /// The account is connected.
  case complete(LoginCompletion)
  /// It failed, for this reason.
  case failed(LoginFailure)
  /// It was cancelled. If the server could not be told, the session expires there.
  case cancelled(reachedServer: Bool)
  /// The session is gone, for an unknown reason. The account was looked for and does not exist, or the server could not
  /// be asked for it.
  case lost(wasLookedFor: Bool)
  /// The bridge offers no way to log in.
  case noFlows
}

/// The result of a completed login.
public struct LoginCompletion: Equatable, Sendable {
  /// The account, if the server reports it.
  public var account: Account?
  /// The login, if the server reports it.
  public var login: BridgeLogin?
  /// The server's final instructions.
  public var instructions: String?
  /// The login to reconnect, if another identity replaced it.
  public var replacedLoginID: String?
  /// Whether the answer was lost, and the account was found in the server's list.
  public var wasReconciled = false
}

/// Why a login failed.
public enum LoginFailure: Equatable, Sendable {
  /// The session reports a failure.
  case session(LoginSession.Failure)
  /// A call failed.
  case call(ServiceError)
  /// The response to the start was lost: it is unknown whether there is a session.
  case startLost(ServiceError)
  /// The session failed without a reason.
  case unexplained
}
