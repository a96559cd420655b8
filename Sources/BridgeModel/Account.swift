/// One identity on one network (`GET /v1/accounts`).
public struct Account: Codable, Equatable, Sendable {
  /// A short reference to an account's bridge.
  public struct BridgeReference: Codable, Equatable, Sendable {
    /// The bridge's id.
    public var id: String
    /// Where it runs.
    public var provider: Bridge.Provider
    /// The kind of bridge.
    public var type: String

    /// A reference to a bridge.
    public init(id: String, provider: Bridge.Provider, type: String) {
      self.id = id
      self.provider = provider
      self.type = type
    }
  }

  /// The state of an account's connection.
  public struct Status: ExtensibleEnum {
    /// The status as the API writes it.
    public let rawValue: String
    /// A status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Works.
    public static let connected = Status(rawValue: "connected")
    /// The connection is being established.
    public static let connecting = Status(rawValue: "connecting")
    /// Works, and fetches older messages.
    public static let backfilling = Status(rawValue: "backfilling")
    /// Was never connected, or not on this device.
    public static let connectionRequired = Status(rawValue: "connection_required")
    /// Logged out; the user must log in again.
    public static let reconnectRequired = Status(rawValue: "reconnect_required")
    /// The user must do something in the network's own app.
    public static let attentionRequired = Status(rawValue: "attention_required")
    /// The connection is lost, and expected to come back.
    public static let disconnected = Status(rawValue: "disconnected")
    /// Switched off.
    public static let disabled = Status(rawValue: "disabled")
    /// The server's record has no status that can be read.
    static let unreadable = Status(rawValue: "unreadable")

    /// Whether the account needs attention.
    public var needsAttention: Bool {
      self == .reconnectRequired || self == .connectionRequired || self == .attentionRequired
    }
  }

  /// The account's id, such as `slackgo.T01-U02`.
  public var accountID: String
  /// The bridge it is on.
  public var bridge: BridgeReference
  /// The state of its connection.
  public var status: Status
  /// The account's user on the network.
  public var user: User
  /// The login it belongs to; one login may hold several accounts.
  public var loginID: String?
  /// The network's name.
  public var network: String?
  /// The server's description of the status.
  public var statusText: String?
  /// What could not be read of the server's record; nil if all could.
  public package(set) var problem: String?

  /// Whether this is a stand-in for a record that cannot be read; the server knows no account of its id.
  public var isStandIn: Bool { status == .unreadable && user.id.isEmpty }

  private enum CodingKeys: String, CodingKey {
    case accountID, bridge, status, user, loginID, network, statusText
  }

  /// An account with these properties.
  public init(
    accountID: String, bridge: BridgeReference, status: Status, user: User, loginID: String? = nil,
    network: String? = nil, statusText: String? = nil
  ) {
    self.accountID = accountID
    self.bridge = bridge
    self.status = status
    self.user = user
    self.loginID = loginID
    self.network = network
    self.statusText = statusText
  }
}

extension Account {
  /// Reads what can be read; throws without an account id.
  public init(from decoder: any Decoder) throws {
    var record = RecordReader(decoder, CodingKeys.self)
    accountID = try record.id(.accountID)
    bridge = record.required(.bridge, BridgeReference(id: "", provider: .init(rawValue: ""), type: ""))
    status = record.required(.status, .unreadable)
    user = record.required(.user, User(id: accountID))
    loginID = record.whole(.loginID)
    network = record.text(.network)
    statusText = record.text(.statusText, Limit.text)
    problem = record.problem
  }

  /// A stand-in for an account whose record cannot be read.
  static func unreadable(_ problem: String, on bridge: BridgeReference) -> Account {
    var account = Account(
      accountID: "\(bridge.id), \(problem)", bridge: bridge, status: .unreadable, user: User(id: ""))
    account.problem = problem
    return account
  }
}

extension Account.BridgeReference {
  /// Reads what can be read.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    id = record.whole(.id) ?? ""
    provider = record.value(.provider) ?? Bridge.Provider(rawValue: "")
    type = record.text(.type) ?? ""
  }
}
