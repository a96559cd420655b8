public import BridgeModel
import Logins

/// A login in progress, saved so that the next run can resume or cancel it. Contains no secrets.
public struct SavedSession: Codable, Equatable, Sendable {
  /// The target's name.
  public var target: String
  /// The bridge.
  public var bridgeID: String
  /// The session.
  public var sessionID: String
  /// The network's display name.
  public var network: String
  /// The flow it was started with, if known.
  public var flow: LoginFlow?
  /// The account to reconnect; nil for a new one.
  public var accountID: String?
  /// When it was started, in seconds since 1970 in UTC.
  public var began: Double

  /// A session with these properties.
  public init(
    target: String, bridgeID: String, sessionID: String, network: String, flow: LoginFlow? = nil,
    accountID: String? = nil, began: Double
  ) {
    self.target = target
    self.bridgeID = bridgeID
    self.sessionID = sessionID
    self.network = network
    self.flow = flow
    self.accountID = accountID
    self.began = began
  }
}

/// A session that an earlier run left, until the user has decided about it.
struct TrackedSession: Equatable, Sendable {
  /// What is known of it. A session that ended, or that this run took over, is no longer tracked.
  enum Phase: Equatable, Sendable {
    /// Its server has not been asked, or could not say. The server's next answer leads to `checking`.
    case unchecked
    /// Its server is being asked. The answer leads to `waiting`, back to `unchecked`, or to its removal.
    case checking
    /// It is still waiting on its server. The question leads to `asked`.
    case waiting
    /// The user was asked, and may decide later.
    case asked
  }

  let session: SavedSession
  var phase = Phase.unchecked
}

/// What earlier runs saved.
public struct SavedState: Equatable, Sendable {
  /// Sessions that were neither ended nor cancelled.
  public var sessions: [SavedSession]
  /// The flow that created each login, by server name and login id.
  public var rememberedFlows: [String: [String: String]]
  /// Whether anything can be saved for the next run.
  public var canSave: Bool

  /// By default, nothing was saved.
  public init(
    sessions: [SavedSession] = [], rememberedFlows: [String: [String: String]] = [:], canSave: Bool = true
  ) {
    self.canSave = canSave
    self.sessions = sessions
    self.rememberedFlows = rememberedFlows
  }
}
