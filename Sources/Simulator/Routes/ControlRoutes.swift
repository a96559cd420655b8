import BridgeModel
import HTTPTypes
import Hummingbird

/// `/simulator`: controls that trigger events and faults while the simulator runs. They need no token.
struct ControlRoutes: Sendable {
  let world: World
  let setup: SetupProcess
  let tokens: TokenStore
  let faults: Faults
  /// The initial settings, which a reset restores.
  let start: SimulationSettings

  func add(to group: RouterGroup<SimulatorContext>) {
    group.get("settings") { _, _ in try JSONResponse(await world.settings.json) }
    group.post("settings") { request, _ in try await changeSettings(request) }
    addFaults(to: group.group("faults"))
    addWorld(to: group)
    addSessions(to: group.group("login-sessions"))
  }

  private func changeSettings(_ request: Request) async throws -> JSONResponse {
    var body = try await JSONBody(request)
    var settings = await world.settings
    settings.speed = body.optionalNumber("speed", SimulationSettings.speeds) ?? settings.speed
    settings.latency = body.optionalNumber("latency", SimulationSettings.seconds) ?? settings.latency
    if body.isNull("longestWait") {
      settings.longestWait = nil
    } else {
      settings.longestWait =
        body.optionalNumber("longestWait", SimulationSettings.seconds) ?? settings.longestWait
    }
    settings.isHandsOff = body.optionalBool("handsOff") ?? settings.isHandsOff
    if let failures = body.optionalOneOf("failures", SimulationSettings.Failures.allCases.map(\.rawValue)) {
      settings.failures = SimulationSettings.Failures(rawValue: failures) ?? settings.failures
    }
    try body.checkAll()
    await world.change(settings)
    return try JSONResponse(settings.json)
  }

  private func addFaults(to group: RouterGroup<SimulatorContext>) {
    group.get { _, _ in try JSONResponse(Items(items: faults.all)) }
    group.delete { _, _ in
      faults.clear()
      return try JSONResponse(Items(items: faults.all))
    }
    group.post { request, _ in
      var body = try await JSONBody(request)
      let fault = try Fault(&body)
      return try JSONResponse(faults.add(fault), status: .created)
    }
  }

  private func addWorld(to group: RouterGroup<SimulatorContext>) {
    group.post("accounts/:account") { request, context in
      var body = try await JSONBody(request)
      let (status, text) = (body.string("status"), body.optionalString("statusText"))
      let login = body.optionalString("loginStatus")
      try body.checkAll()
      return try JSONResponse(
        await world.change(context.id("account"), to: status, text: text, loginStatus: login))
    }
    group.post("setup") { request, _ in
      var body = try await JSONBody(request)
      let state = body.oneOf("state", AppSetup.State.all.map(\.rawValue))
      try body.checkAll()
      await setup.put(AppSetup.State(rawValue: state))
      return try JSONResponse(await setup.snapshot())
    }
    group.post("verifications") { _, _ in try JSONResponse(await setup.receive(), status: .created) }
    group.get("outcomes") { _, _ in try JSONResponse(Items(items: await world.outcomes)) }
    group.post("restart") { _, _ in
      await world.loseSessions()
      return Response(status: .noContent)
    }
    group.post("reset") { _, _ in
      faults.clear()
      await world.change(start)
      await world.reset()
      await setup.reset()
      await tokens.reset()
      return Response(status: .noContent)
    }
  }

  private func addSessions(to group: RouterGroup<SimulatorContext>) {
    group.get { _, _ in try JSONResponse(Items(items: await world.sessionViews)) }
    group.get(":session") { _, context in try JSONResponse(await world.sessionView(context.id("session"))) }
    group.post(":session/events/:event") { _, context in
      try JSONResponse(await world.trigger(context.id("event"), in: context.id("session")))
    }
    group.post(":session/act") { _, context in
      try JSONResponse(await world.trigger(nil, in: context.id("session")))
    }
    group.post(":session/rotate") { _, context in
      try JSONResponse(await world.rotate(context.id("session")))
    }
    group.post(":session/expire") { _, context in
      try await world.expire(context.id("session"))
      return Response(status: .noContent)
    }
  }
}

extension SimulationSettings {
  /// The allowed speeds of simulated time.
  static let speeds = 0.01...100_000.0
  /// The allowed durations, in seconds.
  static let seconds = 0.0...86_400.0

  fileprivate var json: JSONValue {
    .object([
      "speed": .number(speed), "latency": .number(latency),
      "longestWait": longestWait.map(JSONValue.number) ?? .null, "handsOff": .bool(isHandsOff),
      "failures": .string(failures.rawValue),
    ])
  }
}
