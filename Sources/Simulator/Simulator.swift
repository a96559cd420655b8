public import BridgeModel
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A Beeper Desktop API server with simulated networks, over real HTTP on 127.0.0.1.
///
/// Its logins really run: answers are judged, codes rotate, a simulated phone acts after a while. Everything
/// lives in memory and is gone with it.
public struct Simulator: Sendable {
  /// The version that is announced: of the Beeper Desktop whose routes these are.
  static let version = "4.3.73"

  /// Where a running simulator answers.
  public struct Endpoint: Sendable {
    /// Its address.
    public let address: String
    /// The token it wants.
    public let token: String
    /// A token that allows reading only.
    public let readOnlyToken: String
  }

  private let options: SimulatorOptions
  private let clock: any Clock<Duration>
  private let sent: @Sendable (LoginSession) -> Void

  /// A simulator that behaves so.
  ///
  /// - Parameters:
  ///   - options: what it serves, and how.
  ///   - clock: what the simulated time goes by.
  ///   - sent: called with every login session that is answered: what tests hold a screen against.
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
  ///   - ready: called once it can be reached.
  /// - Throws: what the system says if the port cannot be had.
  public func run(port: Int, ready: @escaping @Sendable (Endpoint) async -> Void) async throws {
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
          Endpoint(address: "http://127.0.0.1:\(actual)", token: token, readOnlyToken: readOnlyToken))
      },
      logger: Logger(label: "simulator") { _ in SwiftLogNoOpLogHandler() })
    try await application.run()
  }
}
