public import BridgeModel

/// Where one login stands. Each case says how it is left.
public enum LoginPhase: Equatable, Sendable {
  /// Asks the bridge for its flows. Leaves by the answer: to `choosingFlow`, to `starting` when there is one
  /// flow, to `ended(.noFlows)` when there is none, to `ended(.failed)` on an error.
  case loadingFlows
  /// The user chooses a flow. Leaves by the choice, to `starting`.
  case choosingFlow([LoginFlow])
  /// The session is being made. Leaves by the session, to its step or its end; by an error, to
  /// `ended(.failed)`.
  case starting
  /// The user fills in fields or brings cookies. Leaves by `submit`, to `submitting`; by a poll that shows
  /// another step or an end.
  case editing(LoginStep, complaint: LoginComplaint?)
  /// The server has the answers. Leaves by the session: to the next step, to `editing` with a complaint, to
  /// its end; by a lost answer, to `resyncing`.
  case submitting(LoginStep)
  /// The user acts elsewhere while something is displayed. Leaves by the wait's or a poll's answer: another
  /// step, or an end. The same step with new content is a rotation, and stays here.
  case waiting(LoginStep, LoginWait)
  /// Nobody knows how the last call ended. Leaves by what the session says; if the session is gone, by
  /// whether the account is there after all.
  case resyncing(LoginStep?)
  /// The session is being cancelled. Leaves by the answer, or after three tries.
  case cancelling
  /// Over. Leaves by `retry` (same flow) or `chooseAgain` (other flow), or is closed.
  case ended(LoginOutcome)

  /// The step on the screen, if there is one.
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
  /// Since when the step has been on the screen.
  public var began: Timestamp
  /// Since when its present content has been: the last rotation.
  public var since: Timestamp
  /// How many times its content has changed.
  public var rotations: Int
  /// Whether its content is known to be no older than that: what a session shows that was taken up may be.
  public var isAgeKnown = true
}

/// Why a form is on the screen again.
public enum LoginComplaint: Equatable, Sendable {
  /// The network did not take the answers; the step's instructions say why.
  case rejected
  /// The server refused the call, and the session still waits.
  case refused(ServiceError)
  /// The answer was lost, and the session still asks for the same.
  case answerLost(ServiceError)
}

/// How a login ended.
public enum LoginOutcome: Equatable, Sendable {
  /// The account is connected.
  case complete(LoginCompletion)
  /// It failed, and why.
  case failed(LoginFailure)
  /// It was cancelled. Where the server could not be told, the session ends there by itself.
  case cancelled(serverTold: Bool)
  /// The session is gone, the account is not there, and nobody says why.
  case lost
  /// The bridge offers no way to log in.
  case noFlows
}

/// What a completed login brought.
public struct LoginCompletion: Equatable, Sendable {
  /// The account, where the server says it.
  public var account: Account?
  /// The login, where the server says it.
  public var login: BridgeLogin?
  /// The server's last words.
  public var instructions: String?
  /// The login that was to be reconnected, if another identity took its place.
  public var replaced: String?
  /// Whether the answer was lost, and the account was found by looking.
  public var foundByLooking = false
}

/// Why a login failed.
public enum LoginFailure: Equatable, Sendable {
  /// The session says so.
  case session(LoginSession.Failure)
  /// A call was refused.
  case call(ServiceError)
  /// The session says that it failed, and not why.
  case unexplained
}
