import BridgeModel
import HTTPTypes
import Hummingbird

/// All routes of the server.
struct Routes: Sendable {
  let world: World
  let setup: SetupProcess
  let tokens: TokenStore
  let faults: Faults
  let start: SimulationSettings
  let clock: any Clock<Duration>
  /// Whether logins are called `connections`, as on servers of early 2026.
  let isLegacy: Bool
  let sent: @Sendable (LoginSession) -> Void
  let address: @Sendable () -> (base: String, port: Int)

  func router() throws -> Router<SimulatorContext> {
    let router = Router(context: SimulatorContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ErrorFormatter())
    router.add(middleware: FaultInjection(world: world, faults: faults, clock: clock))
    let specification = try Specification.document(isLegacy: isLegacy)
    router.get("v1/spec") { _, _ in try JSONResponse(specification) }
    router.get("v1/info") { _, _ in try JSONResponse(info) }
    authorization.add(to: router)
    SetupRoutes(setup: setup, tokens: tokens).add(to: router)
    ControlRoutes(world: world, setup: setup, tokens: tokens, faults: faults, start: start).add(
      to: router.group("simulator"))
    let api = router.group("v1").add(middleware: Authorized(tokens: tokens)).add(middleware: ErrorFormatter())
    AccountRoutes(world: world).add(to: api.group("accounts"))
    BridgeRoutes(world: world, isLegacy: isLegacy, sent: sent).add(to: api.group("bridges"))
    return router
  }

  private var authorization: AuthorizationRoutes {
    AuthorizationRoutes(tokens: tokens, world: world) { address().base }
  }

  private var info: ServerInfo {
    let (base, port) = address()
    return ServerInfo(
      app: .init(name: "Beeper Simulator", version: Simulator.version, bundleID: "drawbridge.simulator"),
      platform: .init(os: "simulated", arch: "simulated"),
      server: .init(
        status: "running", baseURL: base, hostname: "127.0.0.1", port: port, remoteAccess: false,
        mcpEnabled: false),
      endpoints: .object([
        "oauth": .object(authorization.endpoints.mapValues(JSONValue.string)),
        "spec": .string(base + "/v1/spec"), "mcp": .string(base + "/v0/mcp"),
        "ws_events": .string("ws" + base.dropFirst("http".count) + "/v1/ws"),
      ]))
  }
}
