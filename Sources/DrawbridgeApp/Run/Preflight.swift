import Authorization
import BridgeModel
import BridgeStore
import ServerTransport

/// The first look at a server, before the terminal is taken over: what is plainly wrong is said at the
/// shell's prompt, and the first picture has the accounts on it.
enum Preflight {
  /// The seconds that the first look may take. A server that needs longer is waited for on the dashboard.
  private static let patience: Double = 2

  /// What a token allows, as far as its server says it.
  enum Permission {
    case writing, reading, unknown, refused

    /// Whether it allows changes; nil where that is not known.
    var allowsWriting: Bool? {
      switch self {
      case .writing: true
      case .reading: false
      case .unknown, .refused: nil
      }
    }

    /// What it means to the dashboard: a refusal is told by the first answer.
    var preparation: Preparation { .ready(allowsWriting: allowsWriting) }
  }

  /// What a token allows (`POST /oauth/introspect`). A server that does not say is asked again by what the user does.
  static func permission(
    of token: AccessToken, at address: ServerAddress, _ access: ServerAccess
  ) async throws -> Permission {
    let client: AuthorizationClient
    do throws(ServerAccess.Problem) {
      client = try AuthorizationClient(address: address, access: access)
    } catch {
      throw Problem(error)
    }
    let answer = await inTime { await Result.catching { try await client.introspect(token) } }
    await client.shutdown()
    guard case .success(let known) = answer else { return .unknown }
    return known.active ? (known.allowsWriting ? .writing : .reading) : .refused
  }

  /// The answers there are to begin with; none if the server takes its time.
  static func answers(of client: any BridgeService, _ id: TargetID) async -> [Action.Answer] {
    let info = Task { await Result.catching { try await client.info() } }
    let bridges = await inTime { await Result.catching { try await client.bridges() } }
    guard let bridges else {
      info.cancel()
      return []
    }
    // Who answers is of no interest where nothing else is answered.
    if case .failure = bridges { info.cancel() }
    return [.info(id, await info.value), .bridges(id, bridges)]
  }

  /// What a call gives; nil if it takes too long, and is then given up.
  private static func inTime<Value: Sendable>(_ call: @escaping @Sendable () async -> Value) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
      group.addTask { await call() }
      group.addTask {
        try? await Task.sleep(for: .seconds(patience))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
