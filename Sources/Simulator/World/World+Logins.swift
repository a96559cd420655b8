import BridgeModel

/// Logging in and out.
extension World {
  /// The maximum duration of a session, in simulated seconds (bridgev2's own limit).
  private static let maxSessionLifetime = 30.0 * 60

  func remove(_ loginID: String, of id: String, scope: BridgeLogin.Scope) throws(APIError) -> LoginRemoval {
    let login = try login(loginID, of: id)
    guard login.removeScopes.contains(scope) else {
      throw .invalid("The login cannot be removed from \(scope.rawValue).", at: "scope")
    }
    return LoginRemoval(
      bridgeID: id, loginID: loginID, scope: scope, affectedAccountIDs: drop(loginID, of: id))
  }

  /// Starts a login, and returns once it has its first step.
  func start(_ start: LoginStart, of id: String) async throws -> LoginSession {
    let network = try network(id)
    guard let flow = network.flows.first(where: { start.flowID == nil || $0.flow.id == start.flowID }) else {
      throw start.flowID == nil
        ? APIError.conflict("This bridge has no login flows.") : .notFound("login flow")
    }
    let reconnectedLogin = try reconnected(start, of: network)
    if reconnectedLogin == nil, let refusal = refusal(of: network) { throw APIError(refusal) }
    if let refusal = flow.refusal { throw APIError(refusal) }
    let name = reconnectedLogin.flatMap { _ in flow.beginsAgain } ?? flow.begins
    guard let first = network.scenes[name] else { throw APIError.notFound("login flow") }
    let process = add(flow, network, reconnectedLogin)
    guard flow.startsAfter > 0 else {
      enter(process, name, first, complaint: nil)
      return process.session
    }
    inScene(process, after: flow.startsAfter) { world, process in
      world.enter(process, name, first, complaint: nil)
    }
    await change(of: process, nextSerial())
    // It may have been cancelled or lost in the meantime.
    if process.isOver { throw APIError(process.session.status == .cancelled ? .cancelled : .lost) }
    return process.session
  }

  private func add(_ flow: Flow, _ network: Network, _ reconnectedLogin: BridgeLogin?) -> LoginProcess {
    let serial = nextSerial()
    let process = LoginProcess(
      id: "ls_\(serial)_\(UInt32.random(in: .min ... .max))", bridgeID: network.id, flowID: flow.flow.id,
      reconnectedLogin: reconnectedLogin,
      values: Values(serial: serial, reconnected: reconnectedLogin?.values ?? [:]))
    sessions[process.id] = process
    latestSessionID = process.id
    after(Self.maxSessionLifetime, process) { world, process in world.expire(process) }
    if let expiry = flow.expiry {
      after(expiry.after, process) { world, process in world.fail(process, expiry.failure) }
    }
    return process
  }

  func session(_ sessionID: String, of id: String) throws(APIError) -> LoginSession {
    try process(sessionID, of: id).session
  }

  func cancel(_ sessionID: String, of id: String) throws(APIError) {
    let process = try process(sessionID, of: id)
    if process.isOver { throw .notFound("login session") }
    process.end(.cancelled)
    forgetLater(process)
  }

  /// Submits a form or cookies step. While the network is still processing it, a repeated submission joins the wait,
  /// and its values are ignored.
  func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of id: String
  ) async throws -> LoginSession {
    let process = try process(sessionID, of: id)
    guard try process.admit(stepID, type: submission.type) == .current, let scene = process.scene else {
      return process.session
    }
    if !process.hasOpenWait {
      let fields = (submission.fields ?? [:]).filter { process.fieldIDs.contains($0.key) }
      let missing = process.requiredFieldIDs.filter { fields[$0] == nil }
      if !missing.isEmpty {
        throw APIError.invalid(missing.map { ("A value is missing.", [.key("fields"), .key($0)]) })
      }
      process.values.merge(fields)
      let values = process.values.byName
      guard let index = scene.answers.firstIndex(where: { $0.holds(values) }) else { return process.session }
      let rule = scene.answers[index]
      if rule.takes == 0 {
        apply("answers[\(index)]", rule.outcome, process)
        return try response(for: process)
      }
      inScene(process, after: rule.takes) { world, process in
        world.apply("answers[\(index)]", rule.outcome, process)
      }
    }
    return try await joinWait(process)
  }

  /// Waits at a display step until it changes or ends.
  func wait(step stepID: String, session sessionID: String, of id: String) async throws -> LoginSession {
    let process = try process(sessionID, of: id)
    guard try process.admit(stepID, type: StepSubmission.wait.type) == .current else {
      return process.session
    }
    return try await joinWait(process)
  }

  /// The number of open waits in a session.
  func waiting(in sessionID: String) -> Int { sessions[sessionID]?.waiting ?? 0 }

  // MARK: Helpers

  /// Waits for a change, at most as long as the settings allow.
  private func joinWait(_ process: LoginProcess) async throws -> LoginSession {
    let ticket = nextSerial()
    if let longest = settings.longestWait {
      after(longest, process) { _, process in process.wake(ticket) }
    }
    await change(of: process, ticket)
    return try response(for: process)
  }

  /// Returns when the login changes, its ticket is woken, or the server stops.
  private func change(of process: LoginProcess, _ ticket: Int) async {
    let sessionID = process.id
    await withTaskCancellationHandler {
      await process.waitForChange(ticket)
    } onCancel: {
      Task { await wake(ticket, in: sessionID) }
    }
  }

  /// The session as the response to a submission. Throws its failure instead if the settings say so.
  private func response(for process: LoginProcess) throws(APIError) -> LoginSession {
    if settings.failures == .http {
      if let failure = process.failure { throw APIError(failure) }
      if process.session.status == .cancelled { throw APIError(.cancelled) }
    }
    return process.session
  }

  private func wake(_ ticket: Int, in sessionID: String) { sessions[sessionID]?.wake(ticket) }

  /// The login to reconnect; nil for a new account.
  private func reconnected(_ start: LoginStart, of network: Network) throws(APIError) -> BridgeLogin? {
    var loginID = start.loginID
    if let accountID = start.accountID {
      guard let account = accounts[network.id]?.first(where: { $0.accountID == accountID }) else {
        throw .notFound("account")
      }
      guard loginID == nil || loginID == account.loginID else {
        throw .conflict("The account belongs to another login.")
      }
      loginID = account.loginID
    }
    guard let loginID else { return nil }
    return try login(loginID, of: network.id)
  }
}

extension Scene.Rule {
  fileprivate func holds(_ values: [String: String]) -> Bool {
    when.holds(values) && !(unless?.holds(values) ?? false)
  }
}

extension BridgeLogin {
  /// The values that a reconnect starts with.
  fileprivate var values: [String: String] {
    [
      "phone": user?.phoneNumber, "email": user?.email, "username": user?.username, "reconnects": loginID,
    ].compactMapValues { $0 }
  }
}

/// Failures of the bridge framework itself (bridgev2).
extension Failure {
  static let tooManyLogins = Failure(
    code: "FI.MAU.BRIDGE.TOO_MANY_LOGINS", status: 403, message: "The maximum number of logins is reached.")
  static let cancelled = Failure(
    code: "FI.MAU.BRIDGE.LOGIN_CANCELLED", status: 410, message: "The login was cancelled.")
  /// The failure that ends a wait when the login expires or the bridge restarts.
  static let lost = Failure(
    code: "M_UNKNOWN", status: 500, message: "Something went wrong in this step of the login.")
}
