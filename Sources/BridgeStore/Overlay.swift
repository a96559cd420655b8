public import BridgeModel

/// Something that lies over the panes and takes the keys.
public enum Overlay: Equatable, Sendable {
  /// The keys and what they do; scrolled down by so many lines.
  case help(offset: Int)
  /// What has happened; scrolled up by so many entries.
  case log(offset: Int)
  /// A question.
  case dialog(Dialog)
}

/// A question before something that cannot be taken back. The first answer leaves all as it is, and is the
/// one marked at first.
public struct Dialog: Equatable, Sendable {
  /// What is asked.
  public enum Question: Equatable, Sendable {
    /// Whether to cancel a login under way.
    case cancelLogin(LoginKey)
    /// Whether to quit while that many logins are under way.
    case quit(logins: Int)
    /// Whether to remove a login, and with it the accounts of these ids.
    case remove(TargetID, BridgeLogin, accounts: [Account], network: String)
  }

  /// An answer.
  public enum Answer: Equatable, Sendable {
    /// Leave all as it is.
    case keep
    /// Go to the list, and leave the login as it is.
    case leave
    /// Cancel the login.
    case cancelLogin
    /// Cancel the logins, and quit.
    case quit
    /// Remove the login from there.
    case remove(BridgeLogin.Scope)
  }

  /// What is asked.
  public let question: Question
  /// The answers, in order.
  public let answers: [Answer]
  /// The place of the answer that is marked.
  public internal(set) var focus = 0

  init(_ question: Question) {
    self.question = question
    switch question {
    case .cancelLogin: answers = [.keep, .leave, .cancelLogin]
    case .quit: answers = [.keep, .quit]
    case .remove(_, let login, _, _): answers = [.keep] + login.removeScopes.map(Answer.remove)
    }
  }
}
