import BridgeModel
import BridgeStore
import Logins

/// Makes calls to servers, and sends their answers back as actions.
///
/// A connection and its generation are read together, when an effect is performed. If the token changes while a call is
/// under way, its answer may be about the old one.
@MainActor
final class ServerRunner {
  private let connections: any Connections
  private let clock: any Clock<Duration>
  private let send: @MainActor (Action) -> Void
  /// Reads of logins, which can be cancelled.
  private var reads: [LoginProcessID: [Int: (call: Task<LoginAnswer, Never>, delivery: Task<Void, Never>)]] =
    [:]
  /// Sessions being started: their ids are unknown, and at the end they have to be cancelled too.
  private var starts: [Int: (request: LoginRequest, answer: Task<LoginAnswer, Never>)] = [:]
  private var callsMade = 0

  /// - Parameters:
  ///   - connections: the connections to servers.
  ///   - clock: measures the second that cancelling may take at the end.
  ///   - send: takes the answers.
  init(
    _ connections: any Connections, clock: any Clock<Duration> = ContinuousClock(),
    send: @escaping @MainActor (Action) -> Void
  ) {
    self.connections = connections
    self.clock = clock
    self.send = send
  }

  /// Starts an effect.
  func perform(_ effect: ServerEffect) {
    switch effect {
    case .connect(let id): Task { send(.answered(.connected(id, await connections.connect(to: id)))) }
    case .loadInfo(let id): read(id) { .info(id, await Result.catching($0.info)) }
    case .loadBridges(let id): read(id) { .bridges(id, await Result.catching($0.bridges)) }
    case .loadLogins(let id, let bridge):
      read(id) { service in
        .logins(id, bridge: bridge, await Result.catching { try await service.logins(of: bridge) })
      }
    case .loadCapabilities(let id, let bridge):
      read(id) { service in
        .capabilities(
          id, bridge: bridge, await Result.catching { try await service.capabilities(of: bridge) })
      }
    case .removeLogin(let id, let bridge, let login, let scope, let network):
      guard let connection = connections[id] else { return }
      Task {
        let result = await Result.catching {
          try await connection.service.removeLogin(login, of: bridge, scope: scope)
        }
        send(.answered(.removal(id, bridge: bridge, login: login, network: network, result)))
      }
    case .checkSession(let saved):
      read(TargetID(saved.target)) { service in
        .checked(
          saved,
          await Result.catching { try await service.loginSession(saved.sessionID, of: saved.bridgeID) })
      }
    case .login(let request): call(request)
    }
  }

  /// Gives up the reads of a login.
  func cancelReads(of login: LoginProcessID) {
    for read in (reads.removeValue(forKey: login) ?? [:]).values {
      read.delivery.cancel()
      read.call.cancel()
    }
  }

  /// Cancels sessions on their servers, those still being started too. Gives up after one second.
  ///
  /// - Returns: the sessions that are gone. The next run asks about the others.
  func end(cancelling sessions: [LoginSessionReference]) async -> Set<LoginSessionReference> {
    typealias Pending = (session: @Sendable () async -> LoginSessionReference?, connection: Connection?)
    let known: [Pending] = sessions.map { session in ({ session }, connections[session.target]) }
    let starting: [Pending] = starts.values.map { start in
      let made: @Sendable () async -> LoginSessionReference? = {
        guard case .started(.success(let made)) = await start.answer.value else { return nil }
        return LoginSessionReference(
          target: start.request.target, bridgeID: start.request.bridgeID, sessionID: made.loginSessionID)
      }
      return (made, connections[start.request.target])
    }
    return await withTaskGroup(of: LoginSessionReference?.self) { [clock] group in
      for (session, connection) in known + starting {
        group.addTask {
          await clock.value(within: .seconds(1)) {
            guard let session = await session(), await Self.isGone(session, connection) else { return nil }
            return session
          } ?? nil
        }
      }
      var gone: Set<LoginSessionReference> = []
      for await case let session? in group { gone.insert(session) }
      return gone
    }
  }

  private nonisolated static func isGone(
    _ session: LoginSessionReference, _ connection: Connection?
  ) async -> Bool {
    guard let connection else { return false }
    switch await LoginCall.cancel(session: session.sessionID)
      .answer(from: connection.service, bridge: session.bridgeID).error?.kind
    {
    case nil, .notFound, .gone: return true
    default: return false
    }
  }

  private func call(_ request: LoginRequest) {
    guard let connection = connections[request.target] else { return }
    callsMade += 1
    let number = callsMade
    let answer = Task {
      let answer = await request.call.answer(from: connection.service, bridge: request.bridgeID)
      // A 401 means the call had no effect, so that it is safe to repeat with the new token.
      guard answer.error?.kind == .unauthorized, let current = connections[request.target],
        current.generation != connection.generation
      else { return answer }
      return await request.call.answer(from: current.service, bridge: request.bridgeID)
    }
    if case .start = request.call { starts[number] = (request, answer) }
    let delivery = Task {
      let result = await answer.value
      starts[number] = nil
      reads[request.id]?[number] = nil
      if Task.isCancelled { return }
      send(.answered(.login(request.id, generation: request.generation, result)))
    }
    if request.call.isRead { reads[request.id, default: [:]][number] = (answer, delivery) }
  }

  /// Reads something. If the connection was replaced meanwhile, the new one is asked instead.
  private func read(
    _ id: TargetID, _ call: @escaping @Sendable (any BridgeService) async -> Action.Answer
  ) {
    guard let connection = connections[id] else { return }
    Task {
      var answer = await call(connection.service)
      if let current = connections[id], current.generation != connection.generation {
        answer = await call(current.service)
      }
      send(.answered(answer))
    }
  }
}

extension LoginCall {
  /// Whether the call can be cut off without changing anything.
  fileprivate var isRead: Bool {
    switch self {
    case .loadFlows, .poll, .reconcile: true
    case .start, .submit, .wait, .cancel: false
    }
  }
}
