import BridgeStore
import Logins

/// Fires timers.
@MainActor
final class TimerRunner {
  private let clock: any Clock<Duration>
  private let send: @MainActor (Action) -> Void
  private var tasks: [TimerID: Task<Void, Never>] = [:]

  /// - Parameters:
  ///   - clock: measures the timers.
  ///   - send: takes `fired` actions.
  init(clock: any Clock<Duration> = ContinuousClock(), send: @escaping @MainActor (Action) -> Void) {
    self.clock = clock
    self.send = send
  }

  /// Sets a timer; one that is running starts over.
  func set(_ id: TimerID, seconds: Double) {
    tasks[id.slot]?.cancel()
    tasks[id.slot] = Task { [clock] in
      // The timer may have been set again just after its sleep ended.
      guard (try? await clock.sleep(for: .seconds(seconds))) != nil, !Task.isCancelled else { return }
      tasks[id.slot] = nil
      send(.fired(id))
    }
  }

  /// Stops a timer.
  func cancel(_ id: TimerID) { tasks.removeValue(forKey: id.slot)?.cancel() }

  /// Stops a login's timers.
  func cancel(of login: LoginProcessID) {
    for id in tasks.keys { if case .login(login, _, _) = id { cancel(id) } }
  }

  /// Stops all timers.
  func cancelAll() { tasks.keys.forEach(cancel) }
}
