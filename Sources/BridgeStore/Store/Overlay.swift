public import BridgeModel
import Logins

/// Something that lies over the panes and takes the keys.
public enum Overlay: Equatable, Sendable {
  /// The keys and what they do; scrolled down by so many lines.
  case help(offset: Int)
  /// What has happened; scrolled up by so many entries.
  case log(offset: Int)
  /// The servers; the one at that place is marked.
  case targets(focus: Int)
  /// The signing in.
  case signIn(SignInForm)
  /// A question.
  case dialog(Dialog)
}

extension Overlay {
  /// Whether it asks whether to sign in to that server.
  func asksToSignIn(to id: TargetID) -> Bool {
    if case .dialog(let dialog) = self { dialog.question == .signIn(id) } else { false }
  }
}

/// A question, as before something that cannot be taken back. The first answer is the one marked at first, and takes
/// nothing away.
public struct Dialog: Equatable, Sendable {
  /// What is asked.
  public enum Question: Equatable, Sendable {
    /// Whether to cancel a login under way.
    case cancelLogin(LoginKey)
    /// Whether to quit while that many logins are under way.
    case quit(logins: Int)
    /// Whether to remove a login, and with it the accounts of these ids.
    case remove(TargetID, BridgeLogin, accounts: [Account], network: String)
    /// What to do with a session that an earlier run left.
    case leftBehind(SessionNote)
    /// Whether to sign in to a server that refuses the token, or has none.
    case signIn(TargetID)
    /// Which of these to open.
    case open([Openable])
    /// Which of these to copy.
    case copy([Copyable])
  }

  /// An answer.
  public enum Answer: Equatable, Sendable {
    /// Leave all as it is.
    case keep
    /// Go to the list, and leave the login as it is.
    case leave
    /// Cancel the login.
    case cancelLogin
    /// Cancel the login, and choose another flow.
    case chooseAgain
    /// Cancel the logins, and quit.
    case quit
    /// Quit, and leave the logins for the next run.
    case quitKeeping
    /// Go on with the session.
    case resume
    /// Sign in.
    case signIn
    /// Open that.
    case open(Openable)
    /// Copy that.
    case copy(Copyable)
    /// Remove the login from there.
    case remove(BridgeLogin.Scope)
  }

  /// What is asked.
  public let question: Question
  /// The answers, in order.
  public let answers: [Answer]
  /// The place of the answer that is marked.
  public internal(set) var focus = 0

  /// A question with those answers.
  init(_ question: Question, _ answers: [Answer]) {
    self.question = question
    self.answers = answers
  }
}
