import Synchronization

/// A clock that only tests advance.
public final class ManualClock: Clock {
  /// A point in the clock's time.
  public struct Instant: InstantProtocol {
    var offset = Swift.Duration.zero
    /// The instant later by a duration.
    public func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
    /// How much later `other` is.
    public func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    /// Whether `a` is earlier than `b`.
    public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct State {
    var now = Instant()
    var lastID = 0
    var sleepers: [Int: (until: Instant, continuation: CheckedContinuation<Void, Never>)] = [:]
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// A clock that starts at zero.
  public init() {}

  /// The current time.
  public var now: Instant { state.withLock { $0.now } }
  /// Zero: the clock has no minimum resolution.
  public var minimumResolution: Swift.Duration { .zero }

  /// Returns at the deadline, or throws if the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if deadline <= state.now || state.cancelled.remove(id) != nil { return true }
          state.sleepers[id] = (deadline, continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let woken = state.withLock { state -> CheckedContinuation<Void, Never>? in
        if let sleeper = state.sleepers.removeValue(forKey: id) { return sleeper.continuation }
        state.cancelled.insert(id)
        return nil
      }
      woken?.resume()
    }
    try Task.checkCancellation()
  }

  /// The number of sleeping tasks.
  public var sleeping: Int { state.withLock { $0.sleepers.count } }

  /// Returns once so many tasks sleep.
  public func until(sleeping count: Int) async { await TestSupport.until { sleeping >= count } }

  /// Advances the time, and wakes the tasks whose deadline has passed.
  public func advance(by duration: Swift.Duration) {
    let woken = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.value.until <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    woken.forEach { $0.resume() }
  }
}
