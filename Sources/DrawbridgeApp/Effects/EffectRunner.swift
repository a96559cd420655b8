import BridgeModel
import BridgeStore

/// The runners of effects, and what concerns several of them: cancelling, and the end. Results come back as actions.
@MainActor
final class EffectRunner {
  let server: ServerRunner
  let signIn: SignInRunner
  let host: HostActionRunner
  let storage: StorageRunner
  let timers: TimerRunner

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

  /// Ends effects that last.
  func cancel(_ id: EffectID) {
    switch id {
    case .signIn: signIn.cancel()
    case .timer(let timer): timers.cancel(timer)
    case .login(let login):
      timers.cancel(of: login)
      server.cancelReads(of: login)
    }
  }

  /// Stops what is under way, and cancels these sessions and those being started.
  ///
  /// - Parameters:
  ///   - sessions: the sessions to cancel on their servers.
  ///   - saved: what the next run would have to know if none could be cancelled.
  func end(cancelling sessions: [LoginSessionReference], saving saved: [SavedSession]) async {
    signIn.cancel()
    timers.cancelAll()
    let gone = await server.end(cancelling: sessions)
    await storage.close(
      saving: saved.filter { session in
        !gone.contains { $0.target.name == session.target && $0.sessionID == session.sessionID }
      })
  }
}
