import BridgeModel
import BridgeStore

/// Hands each effect to the runner that performs it. Results come back as actions.
@MainActor
final class EffectRunner {
  private let server: ServerRunner
  private let signIn: SignInRunner
  private let host: HostActionRunner
  private let storage: StorageRunner
  private let timers: TimerRunner

  init(
    server: ServerRunner, signIn: SignInRunner, host: HostActionRunner, storage: StorageRunner,
    timers: TimerRunner
  ) {
    self.server = server
    self.signIn = signIn
    self.host = host
    self.storage = storage
    self.timers = timers
  }

  /// Starts an effect that is not the screen's own, nor the end.
  func perform(_ effect: Work) {
    switch effect {
    case .server(let effect): server.perform(effect)
    case .signIn(let effect): signIn.perform(effect)
    case .host(let action): host.perform(action)
    case .storage(let effect): storage.perform(effect)
    case .timer(let id, let seconds): timers.set(id, seconds: seconds)
    case .cancel(let id): cancel(id)
    }
  }

  /// The effects that go on outside the terminal.
  enum Work {
    case server(ServerEffect)
    case signIn(SignInEffect)
    case host(HostAction)
    case storage(StorageEffect)
    case timer(TimerID, seconds: Double)
    case cancel(EffectID)
  }

  private func cancel(_ id: EffectID) {
    switch id {
    case .signIn: signIn.cancel()
    case .timer(let timer): timers.cancel(timer)
    case .login(let key):
      timers.cancel(of: key)
      server.cancelReads(of: key)
    }
  }

  /// Stops what is under way, and cancels these sessions and those being started.
  ///
  /// - Parameters:
  ///   - sessions: the sessions to cancel on their servers.
  ///   - notes: what the next run would have to know if none could be cancelled.
  func end(cancelling sessions: [LoginSessionReference], saving notes: [SavedSession]) async {
    signIn.cancel()
    timers.cancelAll()
    let gone = await server.end(cancelling: sessions)
    await storage.close(
      saving: notes.filter { note in
        !gone.contains { $0.target.name == note.target && $0.sessionID == note.sessionID }
      })
  }
}
