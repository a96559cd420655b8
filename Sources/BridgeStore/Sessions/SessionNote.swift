public import BridgeModel
import Logins

/// What is noted of a login under way, so that the next run can go on with it or cancel it. No secret is in it.
public struct SessionNote: Codable, Equatable, Sendable {
  /// The target's name.
  public var target: String
  /// The bridge.
  public var bridgeID: String
  /// The session.
  public var sessionID: String
  /// The network's name, for people.
  public var network: String
  /// The flow it was begun with, where that is known.
  public var flow: LoginFlow?
  /// The account it reconnects; nil for a new one.
  public var accountID: String?
  /// When it was begun, in seconds since 1970 in UTC.
  public var began: Double

  /// A note with these properties.
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

/// What earlier runs have left.
public struct Recollection: Equatable, Sendable {
  /// Sessions that were neither ended nor cancelled.
  public var sessions: [SessionNote]
  /// The flow that made a login, by target name and login id.
  public var flows: [String: [String: String]]
  /// Whether there is a place to keep things for the next run.
  public var isLasting: Bool

  /// What there is.
  public init(sessions: [SessionNote] = [], flows: [String: [String: String]] = [:], isLasting: Bool = true) {
    self.isLasting = isLasting
    self.sessions = sessions
    self.flows = flows
  }
}
