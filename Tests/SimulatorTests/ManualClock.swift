import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Clock {
  struct Instant: InstantProtocol {
    var offset = Swift.Duration.zero
    func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct State {
    var now = Instant()
    var sleepers: [(until: Instant, continuation: CheckedContinuation<Void, Never>)] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Swift.Duration { .zero }

  func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    await withCheckedContinuation { continuation in
      let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        if deadline <= state.now { return [continuation] }
        state.sleepers.append((deadline, continuation))
        let ready = state.watchers.filter { $0.count <= state.sleepers.count }
        state.watchers.removeAll { $0.count <= state.sleepers.count }
        return ready.map(\.continuation)
      }
      woken.forEach { $0.resume() }
    }
  }

  /// Returns once that many are asleep.
  func sleepers(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isReady { continuation.resume() }
    }
  }

  /// Moves the time on, and wakes who has slept enough.
  func advance(by duration: Swift.Duration) {
    let woken = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.until <= state.now }
      state.sleepers.removeAll { $0.until <= state.now }
      return due.map(\.continuation)
    }
    woken.forEach { $0.resume() }
  }
}
