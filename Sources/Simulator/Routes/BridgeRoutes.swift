import BridgeModel
import Hummingbird

/// `/v1/bridges`: bridges, their logins and login sessions.
struct BridgeRoutes: Sendable {
  let world: World
  let isLegacy: Bool
  let sent: @Sendable (LoginSession) -> Void

  func add(to group: RouterGroup<SimulatorContext>) {
    group.get { _, _ in try JSONResponse(Items(items: await world.bridges)) }
    group.get(":bridge") { _, context in try JSONResponse(await world.bridge(context.id("bridge"))) }
    group.get(":bridge/capabilities") { _, context in
      try JSONResponse(await world.capabilities(context.id("bridge")))
    }
    group.get(":bridge/login-flows") { _, context in
      try JSONResponse(Items(items: await world.flows(context.id("bridge"))))
    }
    addLogins(to: group.group(RouterPath(isLegacy ? ":bridge/connections" : ":bridge/logins")))
    addSessions(to: group.group(":bridge/login-sessions"))
  }

  private func addLogins(to group: RouterGroup<SimulatorContext>) {
    group.get { _, context in try JSONResponse(Items(items: await world.logins(context.id("bridge")))) }
    group.get(":login") { _, context in
      try JSONResponse(await world.login(context.id("login"), of: context.id("bridge")))
    }
    group.post(":login/remove") { request, context in
      var body = try await JSONBody(request)
      let scope = body.oneOf("scope", ["current-device", "all-devices"])
      try body.check()
      return try JSONResponse(
        await world.remove(
          context.id("login"), of: context.id("bridge"), scope: BridgeLogin.Scope(rawValue: scope)))
    }
  }

  private func addSessions(to group: RouterGroup<SimulatorContext>) {
    group.post { request, context in
      var body = try await JSONBody(request)
      let start = LoginStart(
        flowID: body.optionalString("flowID"), loginID: body.optionalString("loginID"),
        accountID: body.optionalString("accountID"))
      try body.check()
      return try answer(await world.start(start, of: context.id("bridge")))
    }
    group.get(":session") { _, context in
      try answer(await world.session(context.id("session"), of: context.id("bridge")))
    }
    group.delete(":session") { _, context in
      let (session, bridge) = (try context.id("session"), try context.id("bridge"))
      try await world.cancel(session, of: bridge)
      return try JSONResponse(["bridgeID": bridge, "loginSessionID": session, "status": "cancelled"])
    }
    group.post(":session/steps/:step") { request, context in
      let submission = try await StepSubmission(request)
      let (session, bridge, step) = (
        try context.id("session"), try context.id("bridge"), try context.id("step")
      )
      if submission.type == StepSubmission.wait.type {
        return try answer(await world.wait(step: step, session: session, of: bridge))
      }
      return try answer(await world.submit(submission, step: step, session: session, of: bridge))
    }
  }

  private func answer(_ session: LoginSession) throws -> JSONResponse {
    sent(session)
    return isLegacy
      ? try JSONResponse(JSONValue(encoding: session).withLegacyNames) : try JSONResponse(session)
  }
}

extension StepSubmission {
  fileprivate init(_ request: Request) async throws {
    var body = try await JSONBody(request)
    self.init(
      type: body.oneOf("type", ["user_input", "cookies", "display_and_wait"]),
      fields: body.optionalStringMap("fields"), lastURL: body.optionalString("lastURL"),
      source: body.optionalOneOf("source", ["api", "webview", "browser_extension"]).map(Source.init))
    try body.check()
  }
}

extension JSONValue {
  /// A login session with the keys of servers of early 2026.
  fileprivate var withLegacyNames: JSONValue {
    guard case .object(var members) = self else { return self }
    members["connection"] = members.removeValue(forKey: "login")
    members["connectionID"] = members.removeValue(forKey: "loginID")
    return .object(members)
  }
}
