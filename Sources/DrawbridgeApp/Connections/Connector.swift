import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// The servers of this run, with their tokens and connections.
@MainActor
final class Connector: Connections {
  /// Makes a service for a server, and finds out what a token allows there. Tests replace both.
  struct Backend: Sendable {
    var service: @Sendable (ServerAddress, AccessToken, ServerAccess) throws(Problem) -> any BridgeService
    var permission:
      @Sendable (AccessToken, ServerAddress, ServerAccess, _ timeout: Double) async throws(Problem) ->
        Preflight.Permission

    /// The Beeper Desktop API.
    static let desktop = Backend(
      service: { (address, token, access) throws(Problem) in
        do throws(ServerAccess.Problem) {
          return try DesktopClient(address: address, token: token, access: access)
        } catch {
          throw Problem(error)
        }
      },
      permission: { (token, address, access, timeout) throws(Problem) in
        try await Preflight.permission(of: token, at: address, access, within: timeout)
      })
  }

  private var connections: [TargetID: Connection] = [:]
  private let backend: Backend
  private let targets: [TargetID: ResolvedTarget]
  private let folder: ConfigurationFolder?
  private let environment: [String: String]

  /// Tokens found or entered in this run. They take precedence over stored ones.
  private var tokens: [TargetID: AccessToken]
  private var configurations: [TargetID: ClientConfiguration] = [:]
  /// Replaced clients, kept open so that their pending calls can finish.
  private var retired: [any BridgeService] = []
  /// The latest connection attempts.
  private var connecting: [TargetID: Task<Preflight.Permission?, any Error>] = [:]
  /// The number of connections each server has had so far.
  private var generations: [TargetID: Int] = [:]

  /// The configuration of a client.
  private struct ClientConfiguration: Equatable {
    let token: AccessToken
    let isReadOnly: Bool
  }

  /// A connector without clients.
  ///
  /// - Parameters:
  ///   - targets: the servers of this run.
  ///   - tokens: the tokens already known.
  ///   - environment: the variables that determine folders and proxies.
  ///   - backend: makes the services.
  init(
    _ targets: [ResolvedTarget], tokens: [TargetID: AccessToken] = [:], _ environment: [String: String],
    backend: Backend = .desktop
  ) {
    self.backend = backend
    self.targets = Dictionary(targets.map { ($0.id, $0) }) { first, _ in first }
    self.tokens = tokens
    self.environment = environment
    folder = ConfigurationFolder(environment)
  }

  subscript(id: TargetID) -> Connection? { connections[id] }

  /// Connects to a server, or keeps the present connection if its token and permission have not changed.
  ///
  /// - Parameters:
  ///   - id: the server.
  ///   - timeout: the seconds that the server may take to say what the token allows; nil for its own timeout.
  /// - Returns: what the token allows; nil if there is no token.
  /// - Throws: a problem with the server's settings or token.
  func openConnection(to id: TargetID, within timeout: Double? = nil) async throws -> Preflight.Permission? {
    // Attempts run one after another, so that the latest one wins.
    let before = connecting[id]
    let attempt = Task {
      _ = await before?.result
      return try await connectNow(to: id, timeout)
    }
    connecting[id] = attempt
    return try await attempt.value
  }

  private func connectNow(to id: TargetID, _ timeout: Double?) async throws -> Preflight.Permission? {
    guard let target = targets[id], let token = try await token(of: target) else { return nil }
    let address = try target.address()
    let access = target.access(environment)
    let permission = try await backend.permission(token, address, access, timeout ?? access.timeout)
    if permission == .refused, token.reveal() != environment["BEEPER_ACCESS_TOKEN"], tokens[id] == token,
      let stored = try await storedToken(of: target), stored != token
    {
      // The user has signed in elsewhere in the meantime.
      tokens[id] = stored
      return try await connectNow(to: id, timeout)
    }
    try use(token, allowsWriting: permission != .reading, for: target)
    return permission
  }

  /// Uses this token for all further calls to a server.
  private func use(_ token: AccessToken, allowsWriting: Bool, for target: ResolvedTarget) throws {
    let id = target.id
    let address = try target.address()
    var access = target.access(environment)
    if !allowsWriting { access.isReadOnly = true }
    let configuration = ClientConfiguration(token: token, isReadOnly: access.isReadOnly)
    if configurations[id] == configuration { return }
    let service = try backend.service(address, token, access)
    connections[id].map { retired.append($0.service) }
    generations[id, default: 0] += 1
    connections[id] = Connection(service: service, generation: generations[id] ?? 0)
    configurations[id] = configuration
  }

  /// Connects while the dashboard is running. Errors are part of the result.
  func connect(to id: TargetID) async -> ConnectResult {
    do {
      guard let permission = try await openConnection(to: id) else { return .unavailable(.noToken) }
      return permission.connectResult
    } catch {
      return Self.misconfigured(error)
    }
  }

  private static func misconfigured(_ error: any Error) -> ConnectResult {
    .unavailable(.misconfigured(Problem(any: error).description.replacing("\n", with: " ")))
  }

  /// A sign-in to a server.
  func signIn(to id: TargetID) throws -> SignIn {
    guard let target = targets[id] else { throw Problem("there is no target named \(id.name).") }
    let folder = try RunConfiguration.folder(environment)
    let entry = try target.entryToKeep(in: TargetFile(folder).load())
    return SignIn(target: target, entry: entry, folder: folder, environment: environment)
  }

  /// Switches a server to a new token; returns whether it is usable.
  func use(_ stored: SignIn.StoredToken, of id: TargetID) -> ConnectResult {
    tokens[id] = stored.token
    guard let target = targets[id] else { return .unavailable(.noToken) }
    do {
      try use(stored.token, allowsWriting: stored.allowsWriting, for: target)
      return .ready(allowsWriting: stored.allowsWriting)
    } catch {
      return Self.misconfigured(error)
    }
  }

  /// Closes all connections.
  func shutdown() async {
    for service in connections.values.map(\.service) + retired { await service.shutdown() }
    (connections, configurations, retired) = ([:], [:], [])
  }

  private func token(of target: ResolvedTarget) async throws -> AccessToken? {
    if let token = tokens[target.id] { return token }
    return try await RunConfiguration.token(for: target, folder, environment)
  }

  /// Whether the token of a server is in the Secret Service, which may first ask the user to unlock it.
  func needsKeyring(for id: TargetID) throws -> Bool {
    guard tokens[id] == nil, let target = targets[id], let folder, target.isStored,
      try target.isNamed || RunConfiguration.givenToken(for: target, environment) == nil
    else { return false }
    return try CredentialFile(folder).place(of: target.entry.name)?.isSecretService ?? false
  }

  private func storedToken(of target: ResolvedTarget) async throws -> AccessToken? {
    guard target.isStored, let folder else { return nil }
    return try await Vault(folder).token(of: target.entry)
  }
}
