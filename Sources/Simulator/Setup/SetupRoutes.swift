import BridgeModel
import HTTPTypes
import Hummingbird

/// `/v1/app/setup`: signing in to Beeper, and verifying this device.
struct SetupRoutes: Sendable {
  let setup: SetupProcess
  let tokens: TokenStore

  func add(to router: Router<SimulatorContext>) {
    let open = router.group("v1/app/setup").add(
      middleware: Authorized(tokens: tokens) { _ in await setup.state == .needsLogin }
    ).add(middleware: ErrorFormatter())
    open.get { _, _ in try JSONResponse(await setup.snapshot()) }
    addSignIn(to: open)
    let closed = router.group("v1/app/setup").add(middleware: Authorized(tokens: tokens))
      .add(middleware: ErrorFormatter())
    addRecovery(to: closed.group("verification/recovery-key"))
    addVerifications(to: closed.group("verifications"))
  }

  private func addSignIn(to group: RouterGroup<SimulatorContext>) {
    group.post("start") { _, _ in
      try JSONResponse(
        JSONValue.object([
          "setupRequestID": .string(try await setup.start()), "signInMethods": .array([.string("email")]),
        ]))
    }
    group.post("email") { request, _ in
      var body = try await JSONBody(request)
      let (email, id) = (body.string("email"), body.string("setupRequestID"))
      try body.check()
      try await setup.email(email, id)
      return Response(status: .noContent)
    }
    group.post("response") { request, _ in
      var body = try await JSONBody(request)
      let (code, id) = (body.string("response"), body.string("setupRequestID"))
      try body.check()
      switch try await setup.response(code, id) {
      case .signedIn(let answer): return try JSONResponse(answer)
      case .registrationRequired(let answer): return try JSONResponse(answer)
      }
    }
    group.post("register") { request, _ in
      var body = try await JSONBody(request)
      let (name, id, lead) = (
        body.string("username"), body.string("setupRequestID"), body.string("leadToken")
      )
      if body.optionalBool("acceptTerms") != true { body.complain("Must be true.", "acceptTerms") }
      try body.check()
      return try JSONResponse(try await setup.register(name, lead: lead, id))
    }
  }

  private func addRecovery(to group: RouterGroup<SimulatorContext>) {
    group.post { request, _ in
      var body = try await JSONBody(request)
      let key = body.string("recoveryKey")
      try body.check()
      try await setup.verify(recoveryKey: key)
      return try await session()
    }
    group.post("reset") { request, _ in
      var body = try await JSONBody(request)
      let existing = body.optionalString("existingRecoveryKey")
      try body.check()
      let key = try await setup.resetRecoveryKey(existing: existing)
      return try JSONResponse(
        JSONValue.object([
          "recoveryKey": .string(key), "session": try JSONValue(encoding: await setup.snapshot()),
        ]))
    }
    group.post("reset/confirm") { request, _ in
      var body = try await JSONBody(request)
      let key = body.string("recoveryKey")
      try body.check()
      try await setup.confirmReset(key)
      return try await session()
    }
  }

  private func addVerifications(to group: RouterGroup<SimulatorContext>) {
    group.get { _, _ in try JSONResponse(Items(items: await setup.verifications)) }
    group.post { request, _ in
      var body = try await JSONBody(request)
      let purpose = body.optionalOneOf("purpose", ["login", "device"])
      _ = body.optionalString("userID")
      try body.check()
      return try await answer(setup.create(purpose: purpose ?? "login"))
    }
    group.post("qr/scan") { request, _ in
      var body = try await JSONBody(request)
      let data = body.string("data")
      try body.check()
      return try await answer(setup.scan(data))
    }
    group.get(":verification") { _, context in
      try await answer(setup.verification(context.id("verification")))
    }
    group.post(":verification/cancel") { request, context in
      var body = try await JSONBody(request)
      let (code, reason) = (body.optionalString("code"), body.optionalString("reason"))
      try body.check()
      return try await answer(setup.cancel(context.id("verification"), code: code, reason: reason))
    }
    for (path, action) in [
      ("accept", "accept"), ("qr/confirm-scanned", "qr.confirmScanned"), ("sas/start", "sas.start"),
      ("sas/confirm", "sas.confirm"),
    ] {
      group.post(RouterPath(":verification/" + path)) { _, context in
        try await answer(setup.act(action, on: context.id("verification")))
      }
    }
  }

  private func answer(_ verification: Verification) async throws -> JSONResponse {
    try JSONResponse(
      JSONValue.object([
        "session": try JSONValue(encoding: await setup.snapshot()),
        "verification": try JSONValue(encoding: verification),
      ]))
  }

  private func session() async throws -> JSONResponse {
    try JSONResponse(["session": try await setup.snapshot()])
  }
}
