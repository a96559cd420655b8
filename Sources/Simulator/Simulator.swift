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
  /// Where a running simulator answers.
  public struct Endpoint: Sendable {
    /// Its address.
    public let address: String
    /// The token it wants.
    public let token: String
  }

  private let token: String
  private let clock: any Clock<Duration>
  private let sent: @Sendable (LoginSession) -> Void

  /// A simulator that wants that token.
  ///
  /// - Parameters:
  ///   - token: the bearer token; nil for a random one.
  ///   - clock: what the simulated phones go by.
  ///   - sent: called with every login session that is answered: what tests hold a screen against.
  public init(
    token: String? = nil, clock: any Clock<Duration> = ContinuousClock(),
    sent: @escaping @Sendable (LoginSession) -> Void = { _ in }
  ) {
    self.token = token ?? Self.randomToken()
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
    let bound = Mutex(port)
    let routes = Routes(world: World(networks: Network.all, clock: clock), token: token, sent: sent) {
      Self.info(port: bound.withLock { $0 })
    }
    let application = Application(
      router: routes.router(),
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        let actual = channel.localAddress?.port ?? port
        bound.withLock { $0 = actual }
        await ready(Endpoint(address: "http://127.0.0.1:\(actual)", token: token))
      },
      logger: Logger(label: "simulator") { _ in SwiftLogNoOpLogHandler() })
    try await application.run()
  }

  private static func info(port: Int) -> ServerInfo {
    let address = "http://127.0.0.1:\(port)"
    return ServerInfo(
      app: .init(name: "Beeper Simulator", version: Routes.version, bundleID: "drawbridge.simulator"),
      platform: .init(os: "simulated", arch: "simulated"),
      server: .init(
        status: "running", baseURL: address, hostname: "127.0.0.1", port: port, remoteAccess: false,
        mcpEnabled: false),
      endpoints: .object(["spec": .string(address + "/v1/spec")]))
  }

  private static func randomToken() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(random.next() as UInt64, radix: 36) }.joined()
  }
}
