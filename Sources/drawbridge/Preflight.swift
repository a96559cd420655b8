import BridgeModel
import BridgeStore
import DesktopAPI

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
    let known = await withTaskGroup(of: TokenIntrospection?.self) { group in
      group.addTask { try? await client.introspect(token) }
      group.addTask {
        try? await Task.sleep(for: .seconds(patience))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    await client.shutdown()
    guard let known else { return .unknown }
    return known.active ? (known.allowsWriting ? .writing : .reading) : .refused
  }

  /// The answers there are to begin with; none if the server takes its time.
  static func answers(of client: DesktopClient, _ id: TargetID) async -> [Action.Answer] {
    let info = Task { await caught { try await client.info() } }
    let bridges = Task { await caught { try await client.bridges() } }
    let first = await withTaskGroup(
      of: Result<[Bridge], ServiceError>?.self, returning: Result<[Bridge], ServiceError>?.self
    ) { group in
      group.addTask { await bridges.value }
      group.addTask {
        guard (try? await Task.sleep(for: .seconds(patience))) != nil else { return nil }
        bridges.cancel()
        info.cancel()
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    guard let first else { return [] }
    if case .success = first { return [.info(id, await info.value), .bridges(id, first)] }
    info.cancel()
    return [.bridges(id, first)]
  }
}

/// The result of a service's call, its error kept.
///
/// The closure's error is untyped because closures don't infer a typed one; a service throws nothing but
/// `ServiceError`, and what else might come is told as a broken call.
func caught<Value>(_ call: () async throws -> Value) async -> Result<Value, ServiceError> {
  do {
    return .success(try await call())
  } catch {
    return .failure(
      error as? ServiceError ?? ServiceError(.connectionLost, message: "The call broke: \(error)", route: ""))
  }
}
