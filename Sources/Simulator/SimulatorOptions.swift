public import BridgeModel

/// The networks a simulator serves, and how it behaves.
public struct SimulatorOptions: Sendable {
  /// How a network failure is reported to the client that submitted the step.
  public enum Failures: String, CaseIterable, Sendable {
    /// As a session of status `failed` that holds the reason.
    case session
    /// As an HTTP error response with the bridge's own status and code.
    case http
  }

  /// The bearer token; nil for a random one. The same token with the suffix `-read` is read-only.
  public var token: String?
  /// The networks.
  public var world: SimulatedWorld
  /// The number of accounts to add to those of the world, to test at scale.
  public var extraAccounts = 0
  /// Whether logins are called `connections`, as on servers of early 2026.
  public var isLegacy = false
  /// The app's initial setup state.
  public var setup = AppSetup.State.ready
  /// The speed of simulated time relative to the clock, from 0.01 to 100,000.
  public var speed = 1.0
  /// The delay before each response, in seconds of the clock.
  public var latency = 0.0
  /// The longest a wait stays open, in simulated seconds; nil for no limit.
  public var longestWait: Double?
  /// Whether the simulated user acts only when a control route says so.
  public var isHandsOff = false
  /// How network failures are reported.
  public var failures = Failures.session

  /// The faults active at the start.
  public var faults: [Fault] = []

  /// The default options, for a world.
  public init(world: SimulatedWorld = .builtIn) { self.world = world }

  var settings: Settings {
    Settings(
      speed: speed, latency: latency, longestWait: longestWait, isHandsOff: isHandsOff, failures: failures)
  }
}
