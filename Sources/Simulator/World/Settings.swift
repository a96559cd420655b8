/// The settings of the simulated server, apart from its networks.
struct Settings: Equatable, Sendable {
  typealias Failures = SimulatorOptions.Failures

  /// The speed of simulated time relative to the clock; greater than 0.
  var speed = 1.0
  /// The delay before each response, in seconds of the clock.
  var latency = 0.0
  /// The longest a wait stays open, in simulated seconds; nil for no limit.
  var longestWait: Double?
  /// Whether the simulated user acts only when a control route says so.
  var isHandsOff = false
  var failures = Failures.session
}
