/// A bridge: connects one chat network to Beeper, and holds the accounts on it (`GET /v1/bridges`).
public struct Bridge: Codable, Equatable, Identifiable, Sendable {
  /// Where a bridge runs.
  public struct Provider: ExtensibleEnum {
    /// The provider as the API writes it.
    public let rawValue: String
    /// A provider, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Run by Beeper's servers.
    public static let cloud = Provider(rawValue: "cloud")
    /// Run by the user on a server of their own.
    public static let selfHosted = Provider(rawValue: "self-hosted")
    /// Run on this device.
    public static let local = Provider(rawValue: "local")
    /// Run on this device, by the app itself.
    public static let platformSDK = Provider(rawValue: "platform-sdk")
  }

  /// Whether a new account can be connected now.
  public struct Status: ExtensibleEnum {
    /// The status as the API writes it.
    public let rawValue: String
    /// A status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// No account yet; one can be connected.
    public static let available = Status(rawValue: "available")
    /// Has an account.
    public static let connected = Status(rawValue: "connected")
    /// The plan's account limit is reached.
    public static let limitReached = Status(rawValue: "limit_reached")
    /// Down, but expected to come back.
    public static let temporarilyUnavailable = Status(rawValue: "temporarily_unavailable")
    /// Switched off.
    public static let disabled = Status(rawValue: "disabled")
    /// The server's record has no status that can be read.
    public static let unreadable = Status(rawValue: "unreadable")
  }

  /// The bridge's id, such as `local-whatsapp`.
  public let id: String
  /// The accounts on it.
  public var accounts: [Account]
  /// The number of active accounts.
  public var activeAccountCount: Int
  /// The network's name, for people.
  public var displayName: String
  /// Where it runs.
  public var provider: Provider
  /// Whether a new account can be connected now.
  public var status: Status
  /// Whether the bridge supports more than one account.
  public var supportsMultipleAccounts: Bool
  /// The kind of bridge: `whatsapp`, `slackgo`, ...; an open set.
  public var type: String
  /// The network by which the server groups bridges for counts and limits.
  public var network: String?
  /// The server's description of the status.
  public var statusText: String?
  /// What could not be read of the server's record; nil if all could.
  public package(set) var problem: String?

  private enum CodingKeys: String, CodingKey {
    case id, accounts, activeAccountCount, displayName, provider, status, supportsMultipleAccounts, type
    case network, statusText
  }

  /// A bridge with these properties.
  public init(
    id: String, accounts: [Account] = [], activeAccountCount: Int? = nil, displayName: String,
    provider: Provider, status: Status, supportsMultipleAccounts: Bool, type: String,
    network: String? = nil, statusText: String? = nil
  ) {
    self.id = id
    self.accounts = accounts
    self.activeAccountCount = activeAccountCount ?? accounts.count
    self.displayName = displayName
    self.provider = provider
    self.status = status
    self.supportsMultipleAccounts = supportsMultipleAccounts
    self.type = type
    self.network = network
    self.statusText = statusText
  }

  /// Whether this is a stand-in for a record that cannot be read; the server knows no bridge of its id.
  public var isStandIn: Bool { status == .unreadable && type.isEmpty }

  /// Whether, according to the API, a new account can be connected now.
  public var takesNewAccount: Bool {
    switch status {
    case .limitReached, .temporarilyUnavailable, .disabled: false
    case .unreadable where isStandIn: false
    default: supportsMultipleAccounts || accounts.isEmpty
    }
  }
}

extension Bridge {
  /// Reads what can be read; throws without an id.
  public init(from decoder: any Decoder) throws {
    var record = RecordReader(decoder, CodingKeys.self)
    let list: ItemList<Account>? = record.list(.accounts)
    var accounts = list?.items ?? []
    if let id = accounts.first?.bridge.id, !id.isEmpty, record.whole(.id) == nil {
      self.id = id
    } else {
      id = try record.id(.id)
    }
    provider = record.required(.provider, Provider(rawValue: ""))
    type = record.required(.type, id)
    displayName = record.required(.displayName, type)
    status = record.required(.status, .unreadable)
    // The server refuses what it does not support.
    supportsMultipleAccounts = record.required(.supportsMultipleAccounts, true)
    let reference = Account.BridgeReference(id: id, provider: provider, type: type)
    accounts += (list?.problems ?? []).map { Account.unreadable($0, on: reference) }
    self.accounts = accounts
    activeAccountCount = record.value(.activeAccountCount) ?? accounts.count
    network = record.text(.network)
    statusText = record.text(.statusText, Limit.text)
    problem = record.problem ?? (list == nil ? "`accounts` is missing" : nil)
  }

  /// A stand-in for a bridge whose record cannot be read.
  package static func unreadable(_ problem: String) -> Bridge {
    var bridge = Bridge(
      id: problem, displayName: "Unreadable bridge", provider: .init(rawValue: ""), status: .unreadable,
      supportsMultipleAccounts: false, type: "")
    bridge.problem = problem
    return bridge
  }
}
