/// The simulated time: seconds since the world began, some times faster than those of the clock behind it.
struct Timeline: Sendable {
  private let clockTime: @Sendable () -> Double
  private let sleepUntil: @Sendable (Double) async throws -> Void
  /// How much faster the simulated time runs; more than 0.
  private(set) var speed: Double
  /// A moment in both times.
  private var anchor = (clock: 0.0, simulated: 0.0)

  init<C: Clock>(_ clock: C, speed: Double) where C.Duration == Duration {
    let start = clock.now
    clockTime = { start.duration(to: clock.now).seconds }
    sleepUntil = { try await clock.sleep(until: start.advanced(by: .seconds($0)), tolerance: nil) }
    self.speed = speed
  }

  /// The simulated seconds that have passed.
  var now: Double { anchor.simulated + (clockTime() - anchor.clock) * speed }

  /// Lets the time run at another speed from now on.
  mutating func setSpeed(_ speed: Double) {
    anchor = (clockTime(), now)
    self.speed = speed
  }

  /// Returns when that moment has come, as the speed is now.
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
