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

  /// Whether, according to the API, a new account can be connected now.
  public var takesNewAccount: Bool {
    switch status {
    case .limitReached, .temporarilyUnavailable, .disabled: false
    default: supportsMultipleAccounts || accounts.isEmpty
    }
  }
}
