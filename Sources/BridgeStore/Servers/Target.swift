public import BridgeModel
import Logins

/// Identifies a server.
public struct TargetID: Hashable, Sendable {
  /// The user's name for it.
  public var name: String

  /// The server of that name.
  public init(_ name: String) { self.name = name }
}

/// A server of bridges, and everything known about it.
public struct Target: Equatable, Identifiable, Sendable {
  /// Whether the server answers.
  public enum Reachability: Equatable, Sendable {
    /// It has not answered yet.
    case connecting
    /// The last read succeeded.
    case fresh
    /// Every read since then has failed, possibly with an error response; the data shown is older.
    case stale(since: Timestamp, ServiceError, failures: Int)
    /// It is not contacted, for this reason.
    case unavailable(UnavailableReason)
  }

  /// Why a server is not contacted.
  public enum UnavailableReason: Equatable, Sendable {
    /// There is no token for it.
    case noToken
    /// It is misconfigured; the text says how.
    case misconfigured(String)
  }

  /// What was done about a refused token.
  enum Refusal: Equatable, Sendable {
    /// Nothing: the token is not refused.
    case none
    /// The stored token is being read again.
    case readingTokenAgain
    /// The user was told.
    case reported
  }

  /// Its name.
  public let id: TargetID
  /// Host and port, for display.
  public var address: String
  /// Whether it is the simulator.
  public var isDemo: Bool
  /// Whether the user made it read-only.
  let isReadOnlyByChoice: Bool
  /// Whether the token allows changes; nil if unknown.
  var allowsWriting: Bool?
  /// Whether the token is sent unencrypted.
  public var isInsecure: Bool
  /// Its app and version, once read.
  public var info: ServerInfo?
  /// Whether it answers.
  public var reachability = Reachability.connecting
  /// Its bridges, as last read.
  public internal(set) var bridges: [Bridge] = [] {
    didSet {
      let accounts = bridges.flatMap(\.accounts)
      (accountCount, needingAttention) = (accounts.count, accounts.count(where: \.status.needsAttention))
    }
  }
  /// The number of accounts on its bridges.
  public private(set) var accountCount = 0
  /// The number of those accounts that need attention.
  public private(set) var needingAttention = 0
  /// Logins by bridge id, for the bridges looked at.
  public var logins: [String: [BridgeLogin]] = [:]
  /// Capabilities by bridge id, for the bridges looked at.
  public var capabilities: [String: ProvisioningCapabilities] = [:]
  /// When each account's status changed, by account id, if the change was seen.
  public var changes: [String: Timestamp] = [:]

  /// Whether it has a client.
  var hasConnection: Bool
  /// The bridges whose logins or capabilities were requested; each is requested once, until `readDetailsAgain`.
  var askedLogins: Set<String> = []
  var askedCapabilities: Set<String> = []
  /// Whether a refresh is in progress.
  var isLoading = false
  /// The logins being removed, by bridge.
  var removals: [String: Set<String>] = [:]
  /// What was done about a refused token.
  var refusal = Refusal.none
  /// Whether to refresh again after the current refresh.
  var isReloadWanted = false

  /// A server that has not been read yet.
  ///
  /// - Parameters:
  ///   - id: its name.
  ///   - address: host and port, for display.
  ///   - isDemo: whether it is the simulator.
  ///   - isReadOnly: whether the user made it read-only.
  ///   - isInsecure: whether the token is sent unencrypted.
  ///   - allowsWriting: whether the token allows changes; nil if unknown.
  ///   - hasConnection: whether it has a client.
  public init(
    id: TargetID, address: String, isDemo: Bool = false, isReadOnly: Bool = false, isInsecure: Bool = false,
    allowsWriting: Bool? = nil, hasConnection: Bool = false
  ) {
    self.hasConnection = hasConnection
    isReadOnlyByChoice = isReadOnly
    self.allowsWriting = allowsWriting
    self.isInsecure = isInsecure
    self.id = id
    self.address = address
    self.isDemo = isDemo
  }

  /// Whether changes are ruled out, by the user's choice or by the token's permissions.
  public var isReadOnly: Bool { isReadOnlyByChoice || allowsWriting == false }

  /// Whether the server does not answer, or is not contacted.
  public var isLost: Bool {
    switch reachability {
    case .stale, .unavailable: true
    case .connecting, .fresh: false
    }
  }

  /// Whether it is not contacted.
  var isUnavailable: Bool { if case .unavailable = reachability { true } else { false } }

  /// Whether its token is missing or refused.
  public var needsSignIn: Bool {
    switch reachability {
    case .unavailable(.noToken): true
    case .stale(_, let error, _): error.kind == .unauthorized
    default: false
    }
  }

  /// Has the logins and capabilities of every bridge requested again once they are looked at.
  mutating func readDetailsAgain() { (askedLogins, askedCapabilities) = ([], []) }

  /// The bridge of that id.
  public func bridge(_ id: String) -> Bridge? { bridges.first { $0.id == id } }

  /// The login of that id, if it was read.
  public func login(_ id: String?, of bridgeID: String) -> BridgeLogin? {
    guard let id else { return nil }
    return logins[bridgeID]?.first { $0.loginID == id }
  }

  /// Whether the login of an account is being removed.
  public func isRemoving(_ account: Account, of bridgeID: String) -> Bool {
    account.loginID.map { removals[bridgeID]?.contains($0) == true } ?? false
  }

  /// A bridge's accounts and logins, as far as known.
  func snapshot(of bridgeID: String) -> BridgeSnapshot {
    BridgeSnapshot(accounts: bridge(bridgeID)?.accounts ?? [], logins: logins[bridgeID])
  }
}
