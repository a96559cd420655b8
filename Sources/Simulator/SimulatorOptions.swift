public import BridgeModel

/// The networks a simulator serves, and how it behaves.
public struct SimulatorOptions: Sendable {
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
  /// How it behaves at the start.
  public var settings = SimulationSettings()
  /// The faults active at the start.
  public var faults: [Fault] = []

  /// The default options, for a world.
  public init(world: SimulatedWorld = .builtIn) { self.world = world }
}
