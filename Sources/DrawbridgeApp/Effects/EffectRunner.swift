import BridgeModel
import BridgeStore
import Imaging
import Logins

/// Performs effects that need the network or a timer, and sends their results back as actions.
@MainActor
final class EffectRunner {
  private let connector: Connector
  private let send: @MainActor (Action) -> Void
  private var timers: [TimerID: Task<Void, Never>] = [:]
  /// Sessions being created. Their ids are still unknown, but on exit they have to be cancelled too.
  private var starts: [LoginKey: (request: LoginRequest, answer: Task<LoginAnswer, Never>)] = [:]

  init(_ connector: Connector, send: @escaping @MainActor (Action) -> Void) {
    self.connector = connector
    self.send = send
  }

  /// Starts an effect. Effects handled by the event loop are ignored.
  func perform(_ effect: Effect) {
    switch effect {
    case .connect(let id): Task { send(.answered(.connected(id, await connector.prepare(id)))) }
    case .loadInfo(let id):
      read(id) { client in .info(id, await Result.catching { try await client.info() }) }
    case .loadBridges(let id):
      read(id) { client in .bridges(id, await Result.catching { try await client.bridges() }) }
    case .loadLogins(let id, let bridge):
      read(id) { client in
        .logins(id, bridge: bridge, await Result.catching { try await client.logins(of: bridge) })
      }
    case .loadCapabilities(let id, let bridge):
      read(id) { client in
        .capabilities(
          id, bridge: bridge, await Result.catching { try await client.capabilities(of: bridge) })
      }
    case .remove(let id, let bridge, let login, let scope, let network):
      answer(id) { client in
        .removal(
          id, network: network,
          await Result.catching { try await client.removeLogin(login, of: bridge, scope: scope) })
      }
    case .check(let note):
      read(TargetID(note.target)) { client in
        .checked(
          note, await Result.catching { try await client.loginSession(note.sessionID, of: note.bridgeID) })
      }
    case .readPicture(let key, let file): read(file, key)
    case .login(let request): make(request)
    case .schedule(let timer, let seconds): schedule(timer, seconds)
    case .signIn, .pasteSignIn, .cancelSignIn, .run, .note, .rememberFlow, .notify, .suspend, .redraw, .quit:
      break
    }
  }

  /// Cancels sessions on their servers, including those still being created. Gives up after one second.
  ///
  /// Returns the ids of the sessions that are gone. The next run asks about the others.
  func cancel(_ sessions: [LoginSessionReference]) async -> Set<String> {
    let (clients, starts) = (connector.clients, Array(starts.values))
    let (cancelled, continuation) = AsyncStream<String>.makeStream()
    Task {
      await withTaskGroup(of: Void.self) { group in
        for session in sessions {
          group.addTask {
            guard let client = clients[session.target] else { return }
            let result = await Result.catching {
              try await client.cancelLogin(session.sessionID, of: session.bridgeID)
            }
            if result.isGone { continuation.yield(session.sessionID) }
          }
        }
        for (request, answer) in starts {
          group.addTask {
            guard case .started(.success(let made)) = await answer.value else { return }
            try? await clients[request.target]?.cancelLogin(made.loginSessionID, of: request.bridgeID)
          }
        }
      }
      continuation.finish()
    }
    Task {
      try? await Task.sleep(for: .seconds(1))
      continuation.finish()
    }
    var gone: Set<String> = []
    for await session in cancelled { gone.insert(session) }
    return gone
  }

  private func read(_ file: LoginAttachment, _ key: LoginKey) {
    // No terminal shows more pixels, and every paint scales the picture.
    let picture = Task.detached { Picture(file: file.bytes)?.scaled(width: 600, height: 400) }
    Task {
      if let picture = await picture.value { send(.answered(.picture(key, file, picture))) }
    }
  }

  private func make(_ request: LoginRequest) {
    guard let client = connector.clients[request.target] else { return }
    let made = connector.made[request.target]
    let answer = Task {
      let answer = await request.call.answer(from: client, bridge: request.bridgeID)
      // A 401 means the call had no effect, so it is safe to repeat with the new token.
      guard answer.error?.kind == .unauthorized, connector.made[request.target] != made,
        let new = connector.clients[request.target]
      else { return answer }
      return await request.call.answer(from: new, bridge: request.bridgeID)
    }
    if case .start = request.call { starts[request.key] = (request, answer) }
    Task {
      let result = await answer.value
      if case .started = result { starts[request.key] = nil }
      send(.answered(.login(request.key, generation: request.generation, result)))
    }
  }

  private func answer(
    _ id: TargetID, _ call: @escaping @Sendable (any BridgeService) async -> Action.Answer
  ) {
    guard let client = connector.clients[id] else { return }
    Task { send(.answered(await call(client))) }
  }

  /// Performs a read. If the client was replaced in the meantime, its answer is dropped and the new client is asked.
  private func read(
    _ id: TargetID, _ call: @escaping @Sendable (any BridgeService) async -> Action.Answer
  ) {
    guard let client = connector.clients[id] else { return }
    let made = connector.made[id]
    Task {
      var answer = await call(client)
      if connector.made[id] != made, let new = connector.clients[id] { answer = await call(new) }
      send(.answered(answer))
    }
  }

  private func schedule(_ timer: TimerID, _ seconds: Double) {
    timers[timer.slot]?.cancel()
    timers[timer.slot] = Task {
      // The timer may have been replaced right after its sleep ended.
      guard (try? await Task.sleep(for: .seconds(seconds))) != nil, !Task.isCancelled else { return }
      timers[timer.slot] = nil
      send(.fired(timer))
    }
  }
}

extension Result<Void, ServiceError> {
  /// Whether the session no longer exists.
  fileprivate var isGone: Bool {
    switch self {
    case .success: true
    case .failure(let error): error.kind == .notFound || error.kind == .gone
    }
  }
}
