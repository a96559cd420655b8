public import BridgeModel
public import Logins

/// A log entry.
public struct Activity: Equatable, Sendable {
  /// What happened.
  public enum Event: Equatable, Sendable {
    /// The server answered for the first time.
    case connected(accounts: Int)
    /// The server stopped answering.
    case serverLost(ServiceError)
    /// The server answers again.
    case serverBack
    /// The server is misconfigured; the text says how.
    case misconfigured(String)
    /// A new token was obtained; the text says where it is stored.
    case signedIn(String)
    /// An account's status changed.
    case statusChanged(Account, network: String, from: Account.Status)
    /// An account appeared.
    case accountAppeared(Account, network: String)
    /// An account disappeared.
    case accountGone(Account, network: String)
    /// A login ended.
    case loginEnded(network: String, LoginOutcome)
    /// A login was removed.
    case removed(network: String, LoginRemoval)
    /// A login could not be removed.
    case removalFailed(network: String, ServiceError)
    /// Details of a bridge could not be read.
    case detailsMissing(network: String, ServiceError)
  }

  /// When it happened.
  public let at: Timestamp
  /// The server it happened on.
  public let target: TargetID
  /// What happened.
  public let event: Event
}
