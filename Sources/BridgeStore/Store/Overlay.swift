public import BridgeModel

/// Something that covers the panes and has keyboard focus.
public enum Overlay: Equatable, Sendable {
  /// The keys and what they do, scrolled down by that many lines.
  case help(offset: Int)
  /// The activity log, scrolled up by that many entries.
  case log(offset: Int)
  /// The servers, with the position of the marked one.
  case targets(focus: Int)
  /// The sign-in.
  case signIn(SignInForm)
  /// A question.
  case dialog(Dialog)
}

/// A question with its answers. The first answer is the safe one, and marked at first.
public struct Dialog: Equatable, Sendable {
  /// What is asked.
  public enum Question: Equatable, Sendable {
    /// Whether to cancel a login in progress.
    case cancelLogin(LoginProcessID)
    /// Whether to quit while logins are in progress.
    case quit
    /// Whether to remove a login, and with it these accounts.
    case removeLogin(TargetID, BridgeLogin, accounts: [Account], network: String)
    /// What to do with a session that an earlier run left.
    case savedSession(SavedSession)
    /// Whether to sign in to a server that refuses the token, or has none.
    case signIn(TargetID)
    /// What to open.
    case open
    /// What to copy.
    case copy
  }

  /// An answer. Each belongs to one question, and carries all it needs.
  public enum Answer: Equatable, Sendable {
    /// To `cancelLogin`: keep the login, and return to it.
    case continueLogin
    /// To `cancelLogin`: return to the list, and keep the login running.
    case leaveRunning(LoginProcessID)
    /// To `cancelLogin`: cancel the login.
    case cancelLogin(LoginProcessID)
    /// To `cancelLogin`: cancel the login, and choose another flow.
    case changeFlow(LoginProcessID)
    /// To `quit`: do not quit.
    case stay
    /// To `quit`: quit, and leave the logins to the next run.
    case quitKeepingLogins
    /// To `quit`: quit, and cancel the logins.
    case quitCancellingLogins
    /// To `removeLogin`: keep it.
    case keepAccount
    /// To `removeLogin`: remove it from there.
    case removeLogin(TargetID, BridgeLogin, BridgeLogin.Scope, network: String)
    /// To `savedSession`: resume the login. Escape postpones the decision.
    case resume(SavedSession)
    /// To `savedSession`: cancel the login.
    case cancelSaved(SavedSession)
    /// To `signIn`: do not sign in.
    case notNow
    /// To `signIn`: sign in.
    case signIn(TargetID)
    /// To `open`: open this.
    case open(Openable)
    /// To `copy`: copy nothing.
    case dontCopy
    /// To `copy`: copy this.
    case copy(Copyable)
  }

  /// What is asked.
  public let question: Question
  /// The answers, in order.
  public let answers: [Answer]
  /// The position of the marked answer.
  public internal(set) var focus = 0

  init(_ question: Question, _ answers: [Answer]) {
    self.question = question
    self.answers = answers
  }
}
