public import Logins

/// The sign-in on the screen: obtains a token for a server.
public struct SignInForm: Equatable, Sendable {
  /// The stage of a sign-in.
  public enum Phase: Equatable, Sendable {
    /// Asking the server for its consent page.
    case starting
    /// The user consents in a browser, at this address.
    case waiting(address: String)
    /// There is no token, for this reason.
    case failed(String)
  }

  /// The server it is for.
  public let target: TargetID
  /// The current stage.
  public internal(set) var phase = Phase.starting
  /// The pasted text: the address the browser ended on, or a token. Both are credentials.
  public internal(set) var line = LineEditor("")
  /// What was wrong with the pasted text; nil if nothing was.
  public internal(set) var complaint: String?

  /// Whether the server is checking the pasted text.
  public internal(set) var isChecking = false
  /// Whether a browser could be opened, as far as known.
  public internal(set) var hasBrowser = true

  /// The address of the consent page, once known.
  var address: String? { if case .waiting(let address) = phase { address } else { nil } }
}

/// The progress or result of a sign-in.
public enum SignInEvent: Equatable, Sendable {
  /// The user can consent at this address.
  case open(address: String)
  /// What was pasted, or sent by a browser, is not an answer, for this reason. The wait continues.
  case ignored(String)
  /// A token was obtained and is in use; the text says where it is stored.
  case done(String)
  /// There is no token, for this reason.
  case failed(String)
}

/// Whether a server is ready for requests.
public enum ConnectResult: Equatable, Sendable {
  /// Ready. `allowsWriting` is nil if the server does not report it.
  case ready(allowsWriting: Bool?)
  /// Not ready, for this reason.
  case unavailable(Target.UnavailableReason)
}
