/// How the simulated server behaves, besides what its networks do.
struct Settings: Equatable, Sendable {
  typealias Failures = SimulatorOptions.Failures

  /// How much faster than the clock the simulated time runs; more than 0.
  var speed = 1.0
  /// The seconds before every answer begins, by the clock.
  var latency = 0.0
  /// The seconds after which a wait is answered even if nothing happened; nil for never.
  var longestWait: Double?
  /// Whether the simulated person does nothing unless told to.
  var isHandsOff = false
  var failures = Failures.session
}
