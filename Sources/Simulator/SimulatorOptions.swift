public import BridgeModel

/// What a simulator serves, and how.
public struct SimulatorOptions: Sendable {
  /// How a failure of a network is told to who submitted the step.
  public enum Failures: String, CaseIterable, Sendable {
    /// As a session that has failed, with the reason in it.
    case session
    /// As an error answer with the bridge's own status and code.
    case http
  }

  /// The bearer token; nil for a random one. With `-read` added it is a token that allows reading only.
  public var token: String?
  /// The networks.
  public var world: SimulatedWorld
  /// How many accounts there are beside those of the world, for size.
  public var extraAccounts = 0
  /// Whether logins go by the names that servers of early 2026 have for them.
  public var isLegacy = false
  /// How far the app is set up at the beginning.
  public var setup = AppSetup.State.ready
  /// How much faster than the clock the simulated time runs, from 0.01 to 100,000.
  public var speed = 1.0
  /// The seconds before every answer begins.
  public var latency = 0.0
  /// The seconds after which a wait is answered even if nothing happened; nil for never.
  public var longestWait: Double?
  /// Whether the simulated person does nothing unless the control routes say so.
  public var isHandsOff = false
  /// How a failure of a network is told.
  public var failures = Failures.session

  /// What is to go wrong from the beginning.
  public var faults: [Fault] = []

  /// The usual simulator, of a world.
  public init(world: SimulatedWorld = .builtIn) { self.world = world }

  var settings: Settings {
    Settings(
      speed: speed, latency: latency, longestWait: longestWait, isHandsOff: isHandsOff, failures: failures)
  }
}
