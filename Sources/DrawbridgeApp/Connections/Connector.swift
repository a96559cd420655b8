import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// The servers of this run, with their tokens and clients.
@MainActor
final class Connector {
  /// The current clients, by target.
  private(set) var clients: [TargetID: any BridgeService] = [:]

  private let choices: [TargetID: ResolvedTarget]
  private let folder: ConfigurationFolder?
  private let environment: [String: String]

  /// Tokens found or entered in this run. They take precedence over stored ones.
  private var tokens: [TargetID: AccessToken]
  private var uses: [TargetID: Use] = [:]
  /// Replaced clients, kept open so that their pending calls can finish.
  private var retired: [any BridgeService] = []
  /// The latest connection attempts.
  private var connecting: [TargetID: Task<Preflight.Permission?, any Error>] = [:]
  /// The number of clients each server has had so far.
  private(set) var made: [TargetID: Int] = [:]

  /// The configuration of a client.
  private struct Use: Equatable {
    let token: AccessToken
    let isReadOnly: Bool
  }

  /// A connector without clients.
  ///
  /// - Parameters:
  ///   - choices: the servers of this run.
  ///   - tokens: the tokens already known.
  ///   - environment: the variables that determine folders and proxies.
  init(_ choices: [ResolvedTarget], tokens: [TargetID: AccessToken], _ environment: [String: String]) {
    self.choices = Dictionary(choices.map { ($0.id, $0) }) { first, _ in first }
    self.tokens = tokens
    self.environment = environment
    folder = ConfigurationFolder(environment)
  }

  /// Makes a client for a server, or keeps the current one if its token and permission have not changed.
  ///
  /// - Parameter id: the server.
  /// - Returns: what the token allows; nil if there is no token.
  /// - Throws: a problem with the server's settings or token.
  func connect(to id: TargetID) async throws -> Preflight.Permission? {
    // Attempts run one after another, so that the latest one wins.
    let before = connecting[id]
    let now = Task {
      _ = await before?.result
      return try await connectNow(to: id)
    }
    connecting[id] = now
    return try await now.value
  }

  private func connectNow(to id: TargetID) async throws -> Preflight.Permission? {
    guard let choice = choices[id], let token = try await token(of: choice) else { return nil }
    let address = try choice.address()
    let access = choice.access(environment)
    let permission = try await Preflight.permission(of: token, at: address, access)
    if permission == .refused, token.reveal() != environment["BEEPER_ACCESS_TOKEN"], tokens[id] == token,
      let kept = try await keptToken(of: choice), kept != token
    {
      // The user has signed in elsewhere in the meantime.
      tokens[id] = kept
      return try await connectNow(to: id)
    }
    try use(token, allowsWriting: permission != .reading, for: choice)
    return permission
  }

  /// Uses this token for all further calls to a server.
  private func use(_ token: AccessToken, allowsWriting: Bool, for choice: ResolvedTarget) throws {
    let id = choice.id
    let address = try choice.address()
    var access = choice.access(environment)
    if !allowsWriting { access.isReadOnly = true }
    let use = Use(token: token, isReadOnly: access.isReadOnly)
    if uses[id] == use { return }
    clients[id].map { retired.append($0) }
    do throws(ServerAccess.Problem) {
      clients[id] = try DesktopClient(address: address, token: token, access: access)
    } catch {
      throw Problem(error)
    }
    uses[id] = use
    made[id, default: 0] += 1
  }

  /// Connects while the dashboard is running. Errors are part of the result.
  func prepare(_ id: TargetID) async -> ConnectResult {
    do {
      guard let permission = try await connect(to: id) else { return .unavailable(.noToken) }
      return permission.preparation
    } catch {
      return Self.unusable(error)
    }
  }

  private static func unusable(_ error: any Error) -> ConnectResult {
    .unavailable(.unusable(Problem(any: error).text.replacing("\n", with: " ")))
  }

  /// A sign-in to a server.
  func signIn(to id: TargetID) throws -> SignIn {
    guard var choice = choices[id] else { throw Problem("there is no target named \(id.name).") }
    let folder = try RunConfiguration.folder(environment)
    if !choice.isKnown {
      choice.entry.name = try RunConfiguration.name(for: choice, in: TargetFile(folder).load())
    }
    return SignIn(choice: choice, folder: folder, environment: environment)
  }

  /// Switches a server to a new token; returns whether it is usable.
  func take(_ kept: SignIn.Kept, of id: TargetID) -> ConnectResult {
    tokens[id] = kept.token
    guard let choice = choices[id] else { return .unavailable(.noToken) }
    do {
      try use(kept.token, allowsWriting: kept.allowsWriting, for: choice)
      return .ready(allowsWriting: kept.allowsWriting)
    } catch {
      return Self.unusable(error)
    }
  }

  /// Closes all connections.
  func shutdown() async {
    for client in Array(clients.values) + retired { await client.shutdown() }
    (clients, uses, retired) = ([:], [:], [])
  }

  private func token(of choice: ResolvedTarget) async throws -> AccessToken? {
    if let token = tokens[choice.id] { return token }
    return try await keptToken(of: choice)
  }

  private func keptToken(of choice: ResolvedTarget) async throws -> AccessToken? {
    guard choice.isKnown, let folder else { return nil }
    return try await Vault(folder).token(of: choice.entry)
  }
}
