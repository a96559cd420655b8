/// A login keeps accounts of a bridge connected: a linked device, a session or a token. Early servers call it a
/// connection.
public struct BridgeLogin: Codable, Equatable, Sendable {
  /// Where to remove a login from.
  public struct Scope: ExtensibleEnum {
    /// The scope as the API writes it.
    public let rawValue: String
    /// A scope, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// From this device only.
    public static let currentDevice = Scope(rawValue: "current-device")
    /// From all of the user's devices.
    public static let allDevices = Scope(rawValue: "all-devices")
  }

  /// The state of a login.
  public struct Status: ExtensibleEnum {
    /// The status as the API writes it.
    public let rawValue: String
    /// A status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Works.
    public static let connected = Status(rawValue: "connected")
    /// The connection is being established.
    public static let connecting = Status(rawValue: "connecting")
    /// The user must log in again.
    public static let needsLogin = Status(rawValue: "needs_login")
    /// Was logged out.
    public static let loggedOut = Status(rawValue: "logged_out")
    /// The server does not know.
    public static let unknown = Status(rawValue: "unknown")
  }

  /// The bridge it is on.
  public var bridgeID: String
  /// The login's id.
  public var loginID: String
  /// Where it can be removed from; empty if it cannot be removed.
  public var removeScopes: [Scope]
  /// The state of the login.
  public var status: Status
  /// The accounts it holds.
  public var accountIDs: [String]?
  /// The server's description of the status.
  public var statusText: String?
  /// The user who logged in.
  public var user: User?

  /// A login with these properties.
  public init(
    bridgeID: String, loginID: String, removeScopes: [Scope], status: Status, accountIDs: [String]? = nil,
    statusText: String? = nil, user: User? = nil
  ) {
    self.bridgeID = bridgeID
    self.loginID = loginID
    self.removeScopes = removeScopes
    self.status = status
    self.accountIDs = accountIDs
    self.statusText = statusText
    self.user = user
  }
}

extension BridgeLogin {
  /// Reads what can be read; throws without a login id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    loginID = try record.id(.loginID)
    bridgeID = record.whole(.bridgeID) ?? ""
    removeScopes = record.list(.removeScopes)?.items ?? []
    status = record.value(.status) ?? .unknown
    accountIDs = record.list(.accountIDs)?.items
    statusText = record.text(.statusText, Limit.text)
    user = record.value(.user)
  }
}
