import BridgeModel
import BridgeStore
import Synchronization

@testable import DrawbridgeApp

/// A service whose answers a test decides, and that remembers what it was asked.
final class FakeService: BridgeService {
  private struct Script {
    var calls: [String] = []
    var bridges: [Bridge] = []
    var failure: ServiceError?
    var isHeld = false
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private let script = Mutex(Script())

  /// The calls so far, by name.
  var calls: [String] { script.withLock { $0.calls } }

  /// Has every call from now on fail.
  func fail(_ kind: ServiceError.Kind) {
    script.withLock { $0.failure = ServiceError(kind, message: "because", route: "GET /x") }
  }

  /// The bridges from now on.
  func serve(_ bridges: [Bridge]) { script.withLock { $0.bridges = bridges } }

  /// Has calls wait until `release`.
  func hold() { script.withLock { $0.isHeld = true } }

  /// Lets the calls that wait go on.
  func release() {
    let held = script.withLock { script in
      defer { script.held = [] }
      script.isHeld = false
      return script.held
    }
    held.forEach { $0.resume() }
  }

  private func answer<Value>(_ name: String, _ value: Value) async throws(ServiceError) -> Value {
    script.withLock { $0.calls.append(name) }
    await withCheckedContinuation { continuation in
      let isHeld = script.withLock { script in
        if script.isHeld { script.held.append(continuation) }
        return script.isHeld
      }
      if !isHeld { continuation.resume() }
    }
    if let failure = script.withLock({ $0.failure }) { throw failure }
    return value
  }

  private static func session(_ id: String) -> LoginSession {
    LoginSession(bridgeID: "wa", loginSessionID: id, status: .waitingForInput)
  }

  func info() async throws(ServiceError) -> ServerInfo {
    try await answer("info", ())
    throw ServiceError(.notFound, message: "no info", route: "GET /v1/info")
  }
  func bridges() async throws(ServiceError) -> [Bridge] {
    try await answer("bridges", script.withLock { $0.bridges })
  }
  func bridge(_ bridgeID: String) async throws(ServiceError) -> Bridge {
    try await answer(
      "bridge",
      Bridge(
        id: bridgeID, displayName: bridgeID, provider: .local, status: .available,
        supportsMultipleAccounts: true, type: bridgeID))
  }
  func capabilities(of bridgeID: String) async throws(ServiceError) -> ProvisioningCapabilities {
    try await answer("capabilities", ())
    throw ServiceError(.notFound, message: "no capabilities", route: "GET /v1/x")
  }
  func loginFlows(of bridgeID: String) async throws(ServiceError) -> [LoginFlow] {
    try await answer("flows", [LoginFlow(id: "f")])
  }
  func logins(of bridgeID: String) async throws(ServiceError) -> [BridgeLogin] {
    try await answer("logins", [])
  }
  func removeLogin(
    _ loginID: String, of bridgeID: String, scope: BridgeLogin.Scope
  ) async throws(ServiceError) -> LoginRemoval {
    try await answer("remove \(loginID)", ())
    throw ServiceError(.notFound, message: "no such login", route: "POST /v1/x")
  }
  func startLogin(_ start: LoginStart, of bridgeID: String) async throws(ServiceError) -> LoginSession {
    try await answer("start", Self.session("made"))
  }
  func loginSession(_ sessionID: String, of bridgeID: String) async throws(ServiceError) -> LoginSession {
    try await answer("poll \(sessionID)", Self.session(sessionID))
  }
  func cancelLogin(_ sessionID: String, of bridgeID: String) async throws(ServiceError) {
    try await answer("cancel \(sessionID)", ())
  }
  func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    try await answer("submit \(stepID)", Self.session(sessionID))
  }
  func wait(
    step stepID: String, session sessionID: String, of bridgeID: String
  ) async throws(ServiceError) -> LoginSession {
    try await answer("wait \(stepID)", Self.session(sessionID))
  }
  func shutdown() async { script.withLock { $0.calls.append("shutdown") } }
}
