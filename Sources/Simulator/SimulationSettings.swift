/// How a simulator behaves, apart from its networks. Can be changed while it runs.
public struct SimulationSettings: Equatable, Sendable {
  /// How a network failure is reported to the client that submitted the step.
  public enum Failures: String, CaseIterable, Sendable {
    /// As a session of status `failed` that holds the reason.
    case session
    /// As an HTTP error response with the bridge's own status and code.
    case http
  }

  /// The speed of simulated time relative to the clock, from 0.01 to 100,000.
  public var speed: Double
  /// The delay before each response, in seconds of the clock.
  public var latency: Double
  /// The longest a wait stays open, in simulated seconds; nil for no limit.
  public var longestWait: Double?
  /// Whether the simulated user acts only when a control route says so.
  public var isHandsOff: Bool
  /// How network failures are reported.
  public var failures: Failures

  /// These settings, by default those of a real server.
  public init(
    speed: Double = 1, latency: Double = 0, longestWait: Double? = nil, isHandsOff: Bool = false,
    failures: Failures = .session
  ) {
    self.speed = speed
    self.latency = latency
    self.longestWait = longestWait
    self.isHandsOff = isHandsOff
    self.failures = failures
  }
}
