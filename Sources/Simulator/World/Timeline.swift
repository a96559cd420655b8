/// Simulated time: seconds since the world began, at a multiple of the speed of an underlying clock.
struct Timeline: Sendable {
  private let clockTime: @Sendable () -> Double
  private let sleepUntil: @Sendable (Double) async throws -> Void
  /// The speed relative to the clock; greater than 0.
  private(set) var speed: Double
  /// One instant in both times, in seconds.
  private var anchor = (clock: 0.0, simulated: 0.0)

  init<C: Clock>(_ clock: C, speed: Double) where C.Duration == Duration {
    let start = clock.now
    clockTime = { start.duration(to: clock.now).seconds }
    sleepUntil = { try await clock.sleep(until: start.advanced(by: .seconds($0)), tolerance: nil) }
    self.speed = speed
  }

  /// The simulated seconds since the world began.
  var now: Double { anchor.simulated + (clockTime() - anchor.clock) * speed }

  /// Changes the speed from now on.
  mutating func setSpeed(_ speed: Double) {
    anchor = (clockTime(), now)
    self.speed = speed
  }

  /// Returns at that simulated time, computed with the current speed.
  func sleep(until moment: Double) async throws {
    try await sleepUntil(anchor.clock + (moment - anchor.simulated) / speed)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
