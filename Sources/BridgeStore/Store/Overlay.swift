public import BridgeModel
import Logins

/// Something that covers the panes and has keyboard focus.
public enum Overlay: Equatable, Sendable {
  /// The key help, scrolled down by this many lines.
  case help(offset: Int)
  /// The log, scrolled up by this many entries.
  case log(offset: Int)
  /// The server list. `focus` is the index of the marked server.
  case targets(focus: Int)
  /// The sign-in dialog.
  case signIn(SignInForm)
  /// A question.
  case dialog(Dialog)
}

extension Overlay {
  /// Whether it is the question whether to sign in to this server.
  func asksToSignIn(to id: TargetID) -> Bool {
    if case .dialog(let dialog) = self { dialog.question == .signIn(id) } else { false }
  }
}

/// A question, asked before something irreversible, for example. The first answer has the initial focus, and is
/// harmless.
public struct Dialog: Equatable, Sendable {
  /// What is asked.
  public enum Question: Equatable, Sendable {
    /// Whether to cancel a login in progress.
    case cancelLogin(LoginKey)
    /// Whether to quit while this many logins are in progress.
    case quit(logins: Int)
    /// Whether to remove a login together with these accounts.
    case remove(TargetID, BridgeLogin, accounts: [Account], network: String)
    /// What to do with a session left by an earlier run.
    case leftBehind(SavedSession)
    /// Whether to sign in to a server that refuses the token, or has none.
    case signIn(TargetID)
    /// Which of these to open.
    case open([Openable])
    /// Which of these to copy.
    case copy([Copyable])
  }

  /// An answer.
  public enum Answer: Equatable, Sendable {
    /// Change nothing.
    case keep
    /// Go to the list; the login continues.
    case leave
    /// Cancel the login.
    case cancelLogin
    /// Cancel the login, and choose another flow.
    case chooseAgain
    /// Cancel the logins, and quit.
    case quit
    /// Quit, and keep the logins for the next run.
    case quitKeeping
    /// Resume the session.
    case resume
    /// Sign in.
    case signIn
    /// Open that.
    case open(Openable)
    /// Copy that.
    case copy(Copyable)
    /// Remove the login in this scope.
    case remove(BridgeLogin.Scope)
  }

  /// What is asked.
  public let question: Question
  /// The answers, in order.
  public let answers: [Answer]
  /// Index of the focused answer.
  public internal(set) var focus = 0

  /// A question with its answers; the first one has the focus.
  init(_ question: Question, _ answers: [Answer]) {
    self.question = question
    self.answers = answers
  }
}
