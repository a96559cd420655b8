public import Logins

/// Getting a token for a server, as it is on the screen.
public struct SignInForm: Equatable, Sendable {
  /// Where it stands.
  public enum Phase: Equatable, Sendable {
    /// The server is asked where the user can consent.
    case starting
    /// The user consents in a browser, at that address.
    case waiting(address: String)
    /// It brought no token: why.
    case failed(String)
  }

  /// The server it is for.
  public let target: TargetID
  /// Where it stands.
  public internal(set) var phase = Phase.starting
  /// What is pasted: the address the browser ended on, or a token. Both are credentials.
  public internal(set) var line = LineEditor("")
  /// What was wrong with what was pasted; nil if nothing was.
  public internal(set) var complaint: String?

  /// Whether the server is being asked about what was pasted.
  public internal(set) var isChecking = false
  /// Whether a browser could be opened, as far as that is known.
  public internal(set) var hasBrowser = true

  /// Where the user can consent, once it is known.
  var address: String? { if case .waiting(let address) = phase { address } else { nil } }
}

/// What comes of signing in.
public enum SignInEvent: Equatable, Sendable {
  /// The user can consent at that address.
  case open(address: String)
  /// What was pasted, or brought by a browser, is no answer: why not. The wait goes on.
  case ignored(String)
  /// There is a token, which is in use from now on; and what there is to say of where it is kept.
  case done(String)
  /// There is none, and why.
  case failed(String)
}

/// Whether a server can be asked anything.
public enum Preparation: Equatable, Sendable {
  /// It can; and whether the token allows changes, where the server says it.
  case ready(allowsWriting: Bool?)
  /// It cannot.
  case closed(Target.Closure)
}
