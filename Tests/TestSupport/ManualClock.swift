import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: Clock {
  /// A point of its time.
  public struct Instant: InstantProtocol {
    var offset = Swift.Duration.zero
    /// Later by so much.
    public func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
    /// How much later another is.
    public func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    /// Whether one is earlier.
    public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct State {
    var now = Instant()
    var lastID = 0
    var sleepers: [Int: (until: Instant, continuation: CheckedContinuation<Void, Never>)] = [:]
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// A clock that begins at zero.
  public init() {}

  /// The time.
  public var now: Instant { state.withLock { $0.now } }
  /// None.
  public var minimumResolution: Swift.Duration { .zero }

  /// Returns once the time has come.
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

  /// How many are asleep.
  public var sleeping: Int { state.withLock { $0.sleepers.count } }

  /// Moves the time on, and wakes who has slept enough.
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
