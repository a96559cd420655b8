import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// The servers of this run: how each is reached, with which token, and the client that speaks to it.
@MainActor
final class Connector {
  /// The clients there are, by target.
  private(set) var clients: [TargetID: any BridgeService] = [:]

  private let choices: [TargetID: TargetChoice]
  private let folder: ConfigurationFolder?
  private let environment: [String: String]

  /// Tokens that were found or given in this run, and come before what is kept.
  private var tokens: [TargetID: AccessToken]
  private var uses: [TargetID: Use] = [:]
  /// Clients that were replaced: what is under way there ends by itself.
  private var retired: [any BridgeService] = []
  /// The connecting that was asked for last.
  private var connecting: [TargetID: Task<Preflight.Permission?, any Error>] = [:]
  /// How many clients each server has had.
  private(set) var made: [TargetID: Int] = [:]

  /// What a client was made with.
  private struct Use: Equatable {
    let token: AccessToken
    let isReadOnly: Bool
  }

  /// Servers.
  ///
  /// - Parameters:
  ///   - choices: the servers.
  ///   - tokens: what is known of their tokens already.
  ///   - environment: where files and proxies are.
  init(_ choices: [TargetChoice], tokens: [TargetID: AccessToken], _ environment: [String: String]) {
    self.choices = Dictionary(choices.map { ($0.id, $0) }) { first, _ in first }
    self.tokens = tokens
    self.environment = environment
    folder = ConfigurationFolder(environment)
  }

  /// Makes a client of a server, or keeps the one there is if nothing has changed.
  ///
  /// - Parameter id: the server.
  /// - Returns: what its token allows; nil if there is none.
  /// - Throws: what is set for it and cannot be used.
  func connect(to id: TargetID) async throws -> Preflight.Permission? {
    // One after the other: the last one asked for has the last word.
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
      // Somebody has signed in elsewhere meanwhile.
      tokens[id] = kept
      return try await connectNow(to: id)
    }
    try use(token, allowsWriting: permission != .reading, for: choice)
    return permission
  }

  /// Has a server's calls made with that token from now on.
  private func use(_ token: AccessToken, allowsWriting: Bool, for choice: TargetChoice) throws {
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

  /// Makes a client of a server, where the dashboard is up and takes every answer.
  func prepare(_ id: TargetID) async -> Preparation {
    do {
      guard let permission = try await connect(to: id) else { return .closed(.noToken) }
      return permission.preparation
    } catch {
      return Self.closed(error)
    }
  }

  private static func closed(_ error: any Error) -> Preparation {
    .closed(.unusable(Problem(any: error).text.replacing("\n", with: " ")))
  }

  /// A way to sign in to a server.
  func signIn(to id: TargetID) throws -> SignIn {
    guard var choice = choices[id] else { throw Problem("there is no target named \(id.name).") }
    let folder = try Configured.folder(environment)
    if !choice.isKnown {
      choice.entry.name = try Configured.name(for: choice, in: TargetFile(folder).load())
    }
    return SignIn(choice: choice, folder: folder, environment: environment)
  }

  /// Takes a new token of a server, and says whether that can be asked with it.
  func take(_ kept: SignIn.Kept, of id: TargetID) -> Preparation {
    tokens[id] = kept.token
    guard let choice = choices[id] else { return .closed(.noToken) }
    do {
      try use(kept.token, allowsWriting: kept.allowsWriting, for: choice)
      return .ready(allowsWriting: kept.allowsWriting)
    } catch {
      return Self.closed(error)
    }
  }

  /// Closes all connections.
  func shutdown() async {
    for client in Array(clients.values) + retired { await client.shutdown() }
    (clients, uses, retired) = ([:], [:], [])
  }

  private func token(of choice: TargetChoice) async throws -> AccessToken? {
    if let token = tokens[choice.id] { return token }
    return try await keptToken(of: choice)
  }

  private func keptToken(of choice: TargetChoice) async throws -> AccessToken? {
    guard choice.isKnown, let folder else { return nil }
    return try await Vault(folder).token(of: choice.entry)
  }
}
