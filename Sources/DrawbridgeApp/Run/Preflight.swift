import Authorization
import BridgeModel
import BridgeStore
import ServerTransport

/// Contacts a server before the dashboard takes over the terminal: obvious errors appear at the shell prompt, and
/// the first frame already shows the accounts.
enum Preflight {
  /// The time limit in seconds. The dashboard itself waits for slower servers.
  static let timeout: Double = 2

  /// What a token allows, as far as its server reports it.
  enum Permission {
    case writing, reading, unknown, refused
    /// The server took too long to say.
    case unanswered

    /// Whether the token allows changes; nil if unknown.
    var allowsWriting: Bool? {
      switch self {
      case .writing: true
      case .reading: false
      case .unknown, .unanswered, .refused: nil
      }
    }

    /// The result for the dashboard. A refused token counts as ready: the first call reports the refusal.
    var connectResult: ConnectResult { .ready(allowsWriting: allowsWriting) }
  }

  /// Asks a server what a token allows (`POST /oauth/introspect`); `.unanswered` without an answer within `seconds`,
  /// `.unknown` if the server answers with an error. Throws if the certificates or the proxy cannot be used.
  static func permission(
    of token: AccessToken, at address: ServerAddress, _ access: ServerAccess, within seconds: Double,
    clock: any Clock<Duration> = ContinuousClock()
  ) async throws(Problem) -> Permission {
    let client: AuthorizationClient
    do throws(ServerAccess.Problem) {
      client = try AuthorizationClient(address: address, access: access)
    } catch {
      throw Problem(error)
    }
    let answer = await clock.value(within: .seconds(seconds)) {
      await Result.catching { try await client.introspect(token) }
    }
    await client.shutdown()
    guard let answer else { return .unanswered }
    guard case .success(let known) = answer else { return .unknown }
    return known.active ? (known.allowsWriting ? .writing : .reading) : .refused
  }

  /// The dashboard's first answers; empty if the server is slow.
  static func answers(
    of client: any BridgeService, _ id: TargetID, clock: any Clock<Duration> = ContinuousClock()
  ) async -> [Action.Answer] {
    async let info = clock.value(within: .seconds(timeout)) {
      await Result.catching { try await client.info() }
    }
    let bridges = await clock.value(within: .seconds(timeout)) {
      await Result.catching { try await client.bridges() }
    }
    guard let bridges else { return [] }
    // Without bridges, the server info is of no use.
    guard case .success = bridges, let info = await info else { return [.bridges(id, bridges)] }
    return [.info(id, info), .bridges(id, bridges)]
  }
}
