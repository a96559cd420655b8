public import BridgeModel
public import ServerTransport

/// A `BridgeService` over the Beeper Desktop API, for one server and one token.
public struct DesktopClient: BridgeService {
  private let transport: Transport
  private let loginsPath = LoginsPathMemory()

  /// A client for the server at that address.
  ///
  /// - Parameters:
  ///   - address: the server's address.
  ///   - token: the token for the calls; nil to make only calls that need none.
  ///   - access: how to reach the server.
  /// - Throws: a problem with `access`.
  public init(
    address: ServerAddress, token: AccessToken?, access: ServerAccess = ServerAccess()
  ) throws(ServerAccess.Problem) {
    transport = try Transport(address: address, token: token, access: access)
  }

  /// Closes the connections; no call may follow.
  public func shutdown() async { await transport.shutdown() }

  /// The server's name, version and endpoints (`GET /v1/info`).
  public func info() async throws(ServiceError) -> ServerInfo { try await transport.call(.info) }

  /// The server info, with a timeout in seconds.
  func info(within seconds: Double) async throws(ServiceError) -> ServerInfo {
    var endpoint = Endpoint.info
    endpoint.timeout = seconds
    return try await transport.call(endpoint)
  }

  /// The setup state of the app behind the server (`GET /v1/app/setup`).
  public func setup() async throws(ServiceError) -> AppSetup { try await transport.call(.setup) }

  /// All bridges (`GET /v1/bridges`).
  public func bridges() async throws(ServiceError) -> [Bridge] {
    let list = try await transport.call(.bridges).items
    return list.items + list.problems.map(Bridge.unreadable)
  }

  /// One bridge (`GET /v1/bridges/{bridgeID}`).
  public func bridge(_ bridgeID: String) async throws(ServiceError) -> Bridge {
    try await transport.call(.bridge(bridgeID))
  }

  /// The capabilities of a bridge (`GET .../capabilities`).
  public func capabilities(of bridgeID: String) async throws(ServiceError) -> ProvisioningCapabilities {
    try await transport.call(.capabilities(of: bridgeID))
  }

  /// The login flows of a bridge (`GET .../login-flows`).
  public func loginFlows(of bridgeID: String) async throws(ServiceError) -> [LoginFlow] {
    let list = try await transport.call(.loginFlows(of: bridgeID)).items
    return list.items + list.problems.map(LoginFlow.unreadable)
  }

  /// The logins of a bridge (`GET .../logins`, or `.../connections`).
  public func logins(of bridgeID: String) async throws(ServiceError) -> [BridgeLogin] {
    try await withPathFallback { name throws(ServiceError) in
      try await transport.call(.logins(of: bridgeID, as: name))
    }.items.items.map { login in
      var login = login
      if login.bridgeID.isEmpty { login.bridgeID = bridgeID }
      return login
    }
  }

  /// Removes a login (`POST .../logins/{loginID}/remove`, or `.../connections/...`).
  public func removeLogin(
    _ loginID: String, of bridgeID: String, scope: BridgeLogin.Scope
  ) async throws(ServiceError) -> LoginRemoval {
    try await withPathFallback { name throws(ServiceError) in
      try await transport.call(.remove(loginID, of: bridgeID, scope: scope, as: name))
    }
  }

  /// Starts a login session (`POST .../login-sessions`).
  public func startLogin(
    _ start: LoginStart, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    let route = Endpoint.start(start, of: bridgeID)
    return try check(try await transport.call(route), is: nil, on: bridgeID, route.route)
  }

  /// The current state of a login session (`GET .../login-sessions/{loginSessionID}`).
  public func loginSession(
    _ sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    let route = Endpoint.session(sessionID, of: bridgeID)
    return try check(try await transport.call(route), is: sessionID, on: bridgeID, route.route)
  }

  /// Cancels a login session (`DELETE .../login-sessions/{loginSessionID}`).
  public func cancelLogin(_ sessionID: String, of bridgeID: String) async throws(ServiceError) {
    _ = try await transport.call(.cancel(sessionID, of: bridgeID))
  }

  /// Answers a step (`POST .../steps/{stepID}`).
  public func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    let route = Endpoint.submit(submission, step: stepID, session: sessionID, of: bridgeID)
    return try check(try await transport.call(route), is: sessionID, on: bridgeID, route.route)
  }

  /// Waits at a display step (`POST .../steps/{stepID}` without fields): up to 15 minutes.
  public func wait(
    step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    try await submit(.wait, step: stepID, session: sessionID, of: bridgeID)
  }

  /// A session, if it is the expected one: a cache in between, or a server that numbers its sessions anew, may answer
  /// with another one.
  private func check(
    _ session: LoginSession, is id: String?, on bridgeID: String, _ route: String
  ) throws(ServiceError) -> LoginSession {
    let isOther = id.map { $0 != session.loginSessionID } ?? false
    guard !isOther, session.bridgeID.isEmpty || session.bridgeID == bridgeID else {
      throw ServiceError(
        .invalidResponse, message: "The server answered with another login session.", route: route)
    }
    return session
  }

  /// Calls a route under the path name that has worked, or under both until one has.
  private func withPathFallback<Value>(
    _ call: (LoginsPath) async throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    if let known = loginsPath.known { return try await call(known) }
    let first: ServiceError
    do {
      let value = try await call(.logins)
      loginsPath.worked(.logins)
      return value
    } catch {
      // A 404 may mean the login or the path name.
      guard error.kind == .notFound else { throw error }
      first = error
    }
    do {
      let value = try await call(.connections)
      loginsPath.worked(.connections)
      return value
    } catch {
      // If neither name is found, the login does not exist.
      throw error.kind == .notFound ? first : error
    }
  }
}
