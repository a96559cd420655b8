import BridgeModel

/// Logging in and out.
extension World {
  /// How long a session may take in all, in simulated seconds (bridgev2's own limit).
  private static let longestLogin = 30.0 * 60

  func remove(_ loginID: String, of id: String, scope: BridgeLogin.Scope) throws(APIError) -> LoginRemoval {
    let login = try login(loginID, of: id)
    guard login.removeScopes.contains(scope) else {
      throw .invalid("The login cannot be removed from \(scope.rawValue).", at: "scope")
    }
    return LoginRemoval(
      bridgeID: id, loginID: loginID, scope: scope, affectedAccountIDs: drop(loginID, of: id))
  }

  /// Starts a login, and returns with its first step.
  func start(_ start: LoginStart, of id: String) async throws -> LoginSession {
    let network = try network(id)
    guard let flow = network.flows.first(where: { start.flowID == nil || $0.flow.id == start.flowID }) else {
      throw start.flowID == nil
        ? APIError.conflict("This bridge has no way to log in.") : .notFound("login flow")
    }
    let reconnects = try reconnected(start, of: network)
    if reconnects == nil { try checkRoom(network) }
    if let refusal = flow.refusal { throw APIError(refusal) }
    let serial = nextSerial()
    let process = LoginProcess(
      id: "ls_\(serial)_\(UInt32.random(in: .min ... .max))", bridgeID: id, flowID: flow.flow.id,
      reconnects: reconnects,
      values: Values(serial: serial, reconnected: reconnects?.user?.values ?? [:]))
    if flow.startsAfter > 0 { try await pass(flow.startsAfter) }
    guard let first = network.scenes[flow.begins] else { throw APIError.notFound("login flow") }
    sessions[process.id] = process
    latestSessionID = process.id
    enter(process, flow.begins, first, complaint: nil)
    after(Self.longestLogin, process) { world, process in world.expire(process) }
    return process.session
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

  /// Takes the answers to a step of fields or cookies.
  func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of id: String
  ) throws(APIError) -> LoginSession {
    let process = try process(sessionID, of: id)
    guard try process.admit(stepID, type: submission.type) == .current, let scene = process.scene else {
      return process.session
    }
    let fields = submission.fields ?? [:]
    let missing = process.requiredFields.filter { fields[$0] == nil }
    if !missing.isEmpty {
      throw .invalid(missing.map { ("A value is missing.", [.key("fields"), .key($0)]) })
    }
    process.values.merge(fields)
    for (index, rule) in scene.answers.enumerated() where rule.holds(process.values.byName) {
      take("answers[\(index)]", rule.outcome, process)
      break
    }
    return try answer(process)
  }

  /// Waits at a display step until it changes or ends. A client that goes away leaves the login alive.
  func wait(step stepID: String, session sessionID: String, of id: String) async throws -> LoginSession {
    let process = try process(sessionID, of: id)
    guard try process.admit(stepID, type: StepSubmission.wait.type) == .current else {
      return process.session
    }
    let ticket = nextSerial()
    if let longest = settings.longestWait {
      after(longest, process) { _, process in process.wake(ticket) }
    }
    await withTaskCancellationHandler {
      await process.waitForChange(ticket)
    } onCancel: {
      Task { await wake(ticket, in: sessionID) }
    }
    return try answer(process)
  }

  /// How many waits are open in a session.
  func waiting(in sessionID: String) -> Int { sessions[sessionID]?.waiting ?? 0 }

  // MARK: Inside

  /// The session as a submission is answered with it, or its failure as the settings want it told.
  private func answer(_ process: LoginProcess) throws(APIError) -> LoginSession {
    if settings.failures == .http {
      if let failure = process.failure { throw APIError(failure) }
      if process.session.status == .cancelled { throw APIError(.cancelled) }
    }
    return process.session
  }

  private func wake(_ ticket: Int, in sessionID: String) { sessions[sessionID]?.wake(ticket) }

  /// Returns after so many simulated seconds; throws if the call is cancelled meanwhile.
  private func pass(_ seconds: Double) async throws {
    let ticket = nextSerial()
    after(seconds) { world in world.endPause(ticket) }
    await withTaskCancellationHandler {
      await withCheckedContinuation { pauses[ticket] = $0 }
    } onCancel: {
      Task { await endPause(ticket) }
    }
    try Task.checkCancellation()
  }

  func endPause(_ ticket: Int) { pauses.removeValue(forKey: ticket)?.resume() }

  /// The login that a start is for, if it is for one.
  private func reconnected(_ start: LoginStart, of network: Network) throws(APIError) -> BridgeLogin? {
    var loginID = start.loginID
    if let accountID = start.accountID {
      guard let account = accounts[network.id]?.first(where: { $0.accountID == accountID }) else {
        throw .notFound("account")
      }
      loginID = loginID ?? account.loginID
    }
    guard let loginID else { return nil }
    return try login(loginID, of: network.id)
  }

  /// Whether a network takes another login.
  private func checkRoom(_ network: Network) throws(APIError) {
    switch status(of: network) {
    case .limitReached: throw APIError(.tooManyLogins)
    case .temporarilyUnavailable, .disabled:
      throw .conflict("\(network.displayName) takes no new account now.")
    default:
      if !network.supportsMultipleAccounts, !accounts[network.id, default: []].isEmpty {
        throw .conflict(
          "\(network.displayName) takes one account only; reconnect or remove the one there is.")
      }
    }
  }
}

extension Scene.Rule {
  fileprivate func holds(_ values: [String: String]) -> Bool {
    when.holds(values) && !(unless?.holds(values) ?? false)
  }
}

extension User {
  /// What a reconnect knows of the login it is for.
  fileprivate var values: [String: String] {
    ["phone": phoneNumber, "email": email, "username": username].compactMapValues { $0 }
  }
}

/// What the bridges' framework says of itself (bridgev2).
extension Failure {
  static let tooManyLogins = Failure(
    code: "FI.MAU.BRIDGE.TOO_MANY_LOGINS", status: 403, message: "There are as many logins as are allowed.")
  static let cancelled = Failure(
    code: "FI.MAU.BRIDGE.LOGIN_CANCELLED", status: 410, message: "The login was cancelled.")
  /// What a wait is answered with when the login's time is over, or the bridge was restarted.
  static let lost = Failure(
    code: "M_UNKNOWN", status: 500, message: "Something went wrong in this step of the login.")
}
