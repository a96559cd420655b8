import BridgeModel
import BridgeStore
import DesktopAPI
import Imaging

/// Performs effects that need the network or time, and sends what comes of them back as actions.
@MainActor
final class EffectRunner {
  private let connector: Connector
  private let send: @MainActor (Action) -> Void
  private var timers: [TimerID: Task<Void, Never>] = [:]
  /// Sessions that are being made: nobody knows their ids yet, and at the end they have to be cancelled too.
  private var starts: [LoginKey: (order: LoginOrder, answer: Task<Action.LoginAnswer, Never>)] = [:]

  init(_ connector: Connector, send: @escaping @MainActor (Action) -> Void) {
    self.connector = connector
    self.send = send
  }

  /// Starts an effect; one that is for the event loop itself is none of the runner's.
  func perform(_ effect: Effect) {
    switch effect {
    case .prepare(let id): Task { send(.answered(.prepared(id, await connector.prepare(id)))) }
    case .loadInfo(let id):
      read(id) { client in .info(id, await caught { try await client.info() }) }
    case .loadBridges(let id):
      read(id) { client in .bridges(id, await caught { try await client.bridges() }) }
    case .loadLogins(let id, let bridge):
      read(id) { client in
        .logins(id, bridge: bridge, await caught { try await client.logins(of: bridge) })
      }
    case .loadCapabilities(let id, let bridge):
      read(id) { client in
        .capabilities(
          id, bridge: bridge, await caught { try await client.capabilities(of: bridge) })
      }
    case .remove(let id, let bridge, let login, let scope, let network):
      answer(id) { client in
        .removal(
          id, network: network,
          await caught { try await client.removeLogin(login, of: bridge, scope: scope) })
      }
    case .check(let note):
      read(TargetID(note.target)) { client in
        .checked(note, await caught { try await client.loginSession(note.sessionID, of: note.bridgeID) })
      }
    case .readPicture(let key, let file): read(file, key)
    case .login(let order): carryOut(order)
    case .schedule(let timer, let seconds): schedule(timer, seconds)
    case .signIn, .pasteSignIn, .cancelSignIn, .run, .note, .rememberFlow, .notify, .suspend, .redraw, .quit:
      break
    }
  }

  /// Cancels sessions on their servers, those that are just being made too, and gives up after a second.
  ///
  /// Says which sessions are gone; the next run asks about the others.
  func cancel(_ sessions: [LoginSessionReference]) async -> Set<String> {
    let (clients, starts) = (connector.clients, Array(starts.values))
    let (cancelled, continuation) = AsyncStream<String>.makeStream()
    Task {
      await withTaskGroup(of: Void.self) { group in
        for session in sessions {
          group.addTask {
            guard let client = clients[session.target] else { return }
            let result = await caught {
              try await client.cancelLogin(session.sessionID, of: session.bridgeID)
            }
            if result.isGone { continuation.yield(session.sessionID) }
          }
        }
        for (order, answer) in starts {
          group.addTask {
            guard case .started(.success(let made)) = await answer.value else { return }
            try? await clients[order.target]?.cancelLogin(made.loginSessionID, of: order.bridgeID)
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
    // No terminal shows more, and it is scaled at every paint.
    let picture = Task.detached { Picture(file: file.bytes)?.scaled(width: 600, height: 400) }
    Task {
      if let picture = await picture.value { send(.answered(.picture(key, file, picture))) }
    }
  }

  private func carryOut(_ order: LoginOrder) {
    guard let client = connector.clients[order.target] else { return }
    let answer = Task {
      let made = connector.made[order.target]
      let answer = await order.answer(from: client)
      // The token was changed meanwhile. What is refused for its sake was not done, so that it can be asked again.
      guard answer.error?.kind == .unauthorized, connector.made[order.target] != made,
        let new = connector.clients[order.target]
      else { return answer }
      return await order.answer(from: new)
    }
    if case .start = order.command { starts[order.key] = (order, answer) }
    Task {
      let result = await answer.value
      if case .started = result { starts[order.key] = nil }
      send(.answered(.login(order.key, generation: order.generation, result)))
    }
  }

  private func answer(
    _ id: TargetID, _ call: @escaping @Sendable (any BridgeService) async -> Action.Answer
  ) {
    guard let client = connector.clients[id] else { return }
    Task { send(.answered(await call(client))) }
  }

  /// Reads something. Where the client was replaced meanwhile, what the old one says is no news: the new one is asked.
  private func read(
    _ id: TargetID, _ call: @escaping @Sendable (any BridgeService) async -> Action.Answer
  ) {
    guard let client = connector.clients[id] else { return }
    Task {
      let made = connector.made[id]
      var answer = await call(client)
      if connector.made[id] != made, let new = connector.clients[id] { answer = await call(new) }
      send(.answered(answer))
    }
  }

  private func schedule(_ timer: TimerID, _ seconds: Double) {
    timers[timer.slot]?.cancel()
    timers[timer.slot] = Task {
      // It may have been replaced just after its sleep was over.
      guard (try? await Task.sleep(for: .seconds(seconds))) != nil, !Task.isCancelled else { return }
      timers[timer.slot] = nil
      send(.fired(timer))
    }
  }
}

extension Result<Void, ServiceError> {
  /// Whether what was to be cancelled is there no longer.
  fileprivate var isGone: Bool {
    switch self {
    case .success: true
    case .failure(let error): error.kind == .notFound || error.kind == .gone
    }
  }
}

extension LoginOrder {
  /// Carries the command out.
  fileprivate func answer(from client: any BridgeService) async -> Action.LoginAnswer {
    let session = sessionID ?? ""
    switch command {
    case .loadFlows:
      return .flows(await caught { try await client.loginFlows(of: bridgeID) })
    case .submit(let submission, let stepID):
      return .submitted(
        await caught {
          try await client.submit(submission, step: stepID, session: session, of: bridgeID)
        })
    case .wait(let stepID):
      return .waited(
        await caught {
          try await client.wait(step: stepID, session: session, of: bridgeID)
        })
    case .start(let start):
      return .started(await caught { try await client.startLogin(start, of: bridgeID) })
    // The store makes a timer of `later`; no order carries one.
    case .poll, .later:
      return .polled(
        await caught {
          try await client.loginSession(session, of: bridgeID)
        })
    case .cancel:
      let result = await caught {
        try await client.cancelLogin(session, of: bridgeID)
      }
      if case .failure(let error) = result { return .cancelled(error) }
      return .cancelled(nil)
    case .lookAround:
      return .lookedAround(
        await caught {
          let bridge = try await client.bridge(bridgeID)
          return LoginSurroundings(
            accounts: bridge.accounts, logins: try await client.logins(of: bridgeID))
        })
    }
  }
}
