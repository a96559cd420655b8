/// The operations of a bridge server, regardless of its protocol.
///
/// The calls are those of the Beeper Desktop API; ids are the server's own strings. Any call may wait for the
/// network behind the bridge, and `wait` waits for the user, often for minutes.
public protocol BridgeService: Sendable {
  /// The server's name, version and addresses.
  func info() async throws(ServiceError) -> ServerInfo
  /// All bridges, with their accounts.
  func bridges() async throws(ServiceError) -> [Bridge]
  /// One bridge.
  func bridge(_ bridgeID: String) async throws(ServiceError) -> Bridge
  /// What a bridge can do beyond chatting.
  func capabilities(of bridgeID: String) async throws(ServiceError) -> ProvisioningCapabilities
  /// The ways to log in to a bridge; may be empty.
  func loginFlows(of bridgeID: String) async throws(ServiceError) -> [LoginFlow]
  /// The logins of a bridge.
  func logins(of bridgeID: String) async throws(ServiceError) -> [BridgeLogin]
  /// Removes a login with its accounts.
  func removeLogin(
    _ loginID: String, of bridgeID: String, scope: BridgeLogin.Scope
  ) async throws(ServiceError) -> LoginRemoval
  /// Starts a login session. Never repeat it blindly: there is no idempotency key.
  func startLogin(_ start: LoginStart, of bridgeID: String) async throws(ServiceError) -> LoginSession
  /// The current state of a login session.
  func loginSession(
    _ sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession
  /// Cancels a login session.
  func cancelLogin(_ sessionID: String, of bridgeID: String) async throws(ServiceError)
  /// Submits a form or cookies step. Never repeat it blindly.
  func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession
  /// Waits at a display step until it changes or ends.
  func wait(
    step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession
  /// Closes the connections; no call may follow.
  func shutdown() async
}
