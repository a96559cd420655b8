public import BridgeModel
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A Beeper Desktop API server with simulated networks, over real HTTP on 127.0.0.1.
///
/// Logins run for real: submissions are checked, codes rotate, and a simulated phone acts after a delay. All state
/// is in memory and is lost when the simulator stops.
public struct Simulator: Sendable {
  /// The advertised version: the Beeper Desktop release whose routes are simulated.
  static let version = "4.3.73"

  /// A running simulator's address and tokens.
  public struct Access: Sendable {
    /// The base URL, such as `http://127.0.0.1:23380`.
    public let address: String
    /// The token with full access.
    public let token: String
    /// The read-only token.
    public let readOnlyToken: String
  }

  private let options: SimulatorOptions
  private let clock: any Clock<Duration>
  private let sent: @Sendable (LoginSession) -> Void

  /// Creates a simulator.
  ///
  /// - Parameters:
  ///   - options: the networks to serve, and how to behave.
  ///   - clock: the source of simulated time.
  ///   - sent: called with every login session sent to a client, so that tests can compare it with the screen.
  public init(
    _ options: SimulatorOptions = SimulatorOptions(), clock: any Clock<Duration> = ContinuousClock(),
    sent: @escaping @Sendable (LoginSession) -> Void = { _ in }
  ) {
    self.options = options
    self.clock = clock
    self.sent = sent
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameters:
  ///   - port: the port on 127.0.0.1; 0 for a free one.
  ///   - ready: called once the server accepts connections.
  /// - Throws: the system's error if the port is unavailable.
  public func run(port: Int, ready: @escaping @Sendable (Access) async -> Void) async throws {
    let token = options.token ?? TokenStore.random()
    let readOnlyToken = token + "-read"
    let bound = Mutex(port)
    let routes = Routes(
      world: World(
        options.world, extraAccounts: options.extraAccounts, settings: options.settings, clock: clock),
      setup: SetupProcess(state: options.setup),
      tokens: TokenStore([token: [.read, .write], readOnlyToken: [.read]]),
      faults: Faults(options.faults), start: options.settings,
      clock: clock, isLegacy: options.isLegacy, sent: sent
    ) {
      let port = bound.withLock { $0 }
      return ("http://127.0.0.1:\(port)", port)
    }
    let application = Application(
      router: try routes.router(),
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        let actual = channel.localAddress?.port ?? port
        bound.withLock { $0 = actual }
        await ready(
          Access(address: "http://127.0.0.1:\(actual)", token: token, readOnlyToken: readOnlyToken))
      },
      logger: Logger(label: "simulator") { _ in SwiftLogNoOpLogHandler() })
    try await application.run()
  }
}
