public import BridgeModel
import Logins

/// Which server, of those the dashboard shows.
public struct TargetID: Hashable, Sendable {
  /// The name the user knows it by.
  public var name: String

  /// The target of that name.
  public init(_ name: String) { self.name = name }
}

/// One server of bridges, and what is known of it.
public struct Target: Equatable, Identifiable, Sendable {
  /// Whether the server answers.
  public enum Link: Equatable, Sendable {
    /// It has not answered yet.
    case connecting
    /// It answered last time.
    case fresh
    /// It has not answered since then; what is shown is what was known then.
    case stale(since: Timestamp, ServiceError, failures: Int)
    /// It is asked nothing, for that reason.
    case closed(Closure)
  }

  /// Why a server is asked nothing.
  public enum Closure: Equatable, Sendable {
    /// There is no token for it.
    case noToken
    /// What is set for it cannot be used: what is wrong.
    case unusable(String)
  }

  /// Which target it is.
  public let id: TargetID
  /// The host and port, for people.
  public var address: String
  /// Whether it is the simulator.
  public var isDemo: Bool
  /// Whether the user wants nothing changed there.
  let isKeptAsItIs: Bool
  /// Whether the token allows changes; nil while that is not known.
  var allowsWriting: Bool?
  /// Whether the token crosses a network readably.
  public var isInsecure: Bool
  /// Who answers there.
  public var info: ServerInfo?
  /// Whether it answers.
  public var link = Link.connecting
  /// Its bridges, as last read.
  public internal(set) var bridges: [Bridge] = [] {
    didSet {
      let accounts = bridges.flatMap(\.accounts)
      (self.accounts, needy) = (accounts.count, accounts.count(where: \.status.needsUser))
    }
  }
  /// How many accounts they have.
  public private(set) var accounts = 0
  /// How many of those need the user.
  public private(set) var needy = 0
  /// The logins of the bridges looked at, by bridge id.
  public var logins: [String: [BridgeLogin]] = [:]
  /// The capabilities of the bridges looked at, by bridge id.
  public var capabilities: [String: ProvisioningCapabilities] = [:]
  /// Since when accounts have their status, where the change was seen, by account id.
  public var changes: [String: Timestamp] = [:]

  /// Whether there is something that can ask it.
  var isPrepared: Bool
  /// The bridges whose logins, or capabilities, have been asked for: each is asked once.
  var askedLogins: Set<String> = []
  var askedCapabilities: Set<String> = []
  /// Whether a refresh is under way.
  var isLoading = false
  /// Whether another refresh is wanted when this one is over.
  var isReloadWanted = false

  /// A target nothing is known of yet.
  ///
  /// - Parameters:
  ///   - id: which one it is.
  ///   - address: its host and port, for people.
  ///   - isDemo: whether it is the simulator.
  ///   - isReadOnly: whether the user wants nothing changed there.
  ///   - isInsecure: whether the token crosses a network readably.
  ///   - allowsWriting: whether the token allows changes; nil while that is not known.
  ///   - isPrepared: whether there is something that can ask it.
  public init(
    id: TargetID, address: String, isDemo: Bool = false, isReadOnly: Bool = false, isInsecure: Bool = false,
    allowsWriting: Bool? = nil, isPrepared: Bool = false
  ) {
    self.isPrepared = isPrepared
    isKeptAsItIs = isReadOnly
    self.allowsWriting = allowsWriting
    self.isInsecure = isInsecure
    self.id = id
    self.address = address
    self.isDemo = isDemo
  }

  /// Whether nothing may be changed there: the user said so, or the token allows no more.
  public var isReadOnly: Bool { isKeptAsItIs || allowsWriting == false }

  /// Whether the server does not answer, or is not asked.
  public var isLost: Bool {
    switch link {
    case .stale, .closed: true
    case .connecting, .fresh: false
    }
  }

  /// Whether it is asked nothing.
  var isClosed: Bool { if case .closed = link { true } else { false } }

  /// Whether it is a token that is missing, or that the server refuses.
  public var needsSignIn: Bool {
    switch link {
    case .closed(.noToken): true
    case .stale(_, let error, _): error.kind == .unauthorized
    default: false
    }
  }

  /// The bridge of that id.
  public func bridge(_ id: String) -> Bridge? { bridges.first { $0.id == id } }

  /// The login of that id, if it was read.
  public func login(_ id: String?, of bridgeID: String) -> BridgeLogin? {
    guard let id else { return nil }
    return logins[bridgeID]?.first { $0.loginID == id }
  }

  /// What is known of a bridge's accounts and logins.
  func snapshot(of bridgeID: String) -> BridgeSnapshot {
    BridgeSnapshot(accounts: bridge(bridgeID)?.accounts ?? [], logins: logins[bridgeID])
  }
}
