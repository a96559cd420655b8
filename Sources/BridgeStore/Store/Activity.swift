public import BridgeModel
public import Logins

/// Something that happened and is worth a line in the log.
public struct Activity: Equatable, Sendable {
  /// What happened.
  public enum Event: Equatable, Sendable {
    /// The server answered for the first time, with so many accounts.
    case connected(accounts: Int)
    /// The server stopped to answer.
    case serverLost(ServiceError)
    /// The server answers again.
    case serverBack
    /// What is set for the server cannot be used: what is wrong.
    case unusable(String)
    /// There is a new token, and what there is to say of where it is kept.
    case signedIn(String)
    /// An account's status changed.
    case statusChanged(Account, network: String, from: Account.Status)
    /// An account is new.
    case accountAppeared(Account, network: String)
    /// An account is gone.
    case accountGone(Account, network: String)
    /// A login ended.
    case loginEnded(network: String, LoginOutcome)
    /// A login was removed.
    case removed(network: String, LoginRemoval)
    /// Something the user asked for was refused.
    case refused(ServiceError)
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
