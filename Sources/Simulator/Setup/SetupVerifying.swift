import BridgeModel
import HTTPTypes

/// Verifying this device, by another device or with the recovery key.
extension SetupProcess {
  /// Asks another device to verify this one. The simulated device accepts at once.
  func create(purpose: String) throws(APIError) -> Verification {
    try signedIn()
    return add(direction: "outgoing", purpose: purpose, state: .ready)
  }

  /// Adds a verification request from another device.
  func receive() throws(APIError) -> Verification {
    try signedIn()
    return add(direction: "incoming", purpose: "device", state: .requested)
  }

  private func add(direction: String, purpose: String, state: Verification.State) -> Verification {
    var verification = Verification(
      id: "verification_" + TokenStore.random(), direction: direction, purpose: purpose, state: state)
    verification.qr = .init(data: "MATRIX" + TokenStore.random())
    verifications.append(verification)
    return verification
  }

  func verification(_ id: String) throws(APIError) -> Verification {
    guard let found = verifications.first(where: { $0.id == id }) else { throw .notFound("verification") }
    return found
  }

  /// Performs one of a verification's `availableActions`.
  func act(_ action: String, on id: String) throws(APIError) -> Verification {
    var verification = try verification(id)
    guard verification.actions.contains(action) else {
      throw .conflict("\(action) is not possible while the verification is \(verification.state.rawValue).")
    }
    switch action {
    case "accept": verification.state = .ready
    case "sas.start":
      verification.state = .sasReady
      verification.sas = .init(emojis: "🐙 🌵 🎈 🧭 ☕️ 🎩 🛶", decimals: "1337 4242 2718")
    case "cancel":
      verification.state = .cancelled
    default:
      verification.state = .done
      verified()
    }
    replace(verification)
    return verification
  }

  func cancel(_ id: String, code: String?, reason: String?) throws(APIError) -> Verification {
    var verification = try act("cancel", on: id)
    verification.error = .init(code: code ?? "m.user", reason: reason ?? "The verification was cancelled.")
    replace(verification)
    return verification
  }

  /// Records that this device scanned a QR code of the other device. The user must still confirm.
  func scan(_ data: String) throws(APIError) -> Verification {
    try signedIn()
    guard data.hasPrefix("MATRIX") else { throw .badRequest("That is not a verification QR code.") }
    let known = verifications.last { $0.state == .ready || $0.state == .requested }
    var verification = known ?? add(direction: "outgoing", purpose: "login", state: .ready)
    verification.state = .qrScanned
    replace(verification)
    return verification
  }

  func verify(recoveryKey key: String) throws(APIError) {
    try signedIn()
    guard key == recoveryKey else {
      throw APIError(.forbidden, code: "forbidden", "That recovery key is wrong.")
    }
    verified()
  }

  /// Creates a new recovery key, which takes effect once it is confirmed.
  func resetRecoveryKey(existing: String?) throws(APIError) -> String {
    try signedIn()
    if let existing, existing != recoveryKey {
      throw APIError(.forbidden, code: "forbidden", "That recovery key is wrong.")
    }
    let key = "EsTD " + TokenStore.random()
    newRecoveryKey = key
    return key
  }

  func confirmReset(_ key: String) throws(APIError) {
    guard let newRecoveryKey else { throw .conflict("There is no new recovery key to confirm.") }
    guard key == newRecoveryKey else {
      throw APIError(.forbidden, code: "forbidden", "That is not the new recovery key.")
    }
    recoveryKey = key
    self.newRecoveryKey = nil
    verified()
  }

  private func signedIn() throws(APIError) {
    if state == .needsLogin { throw .conflict("No user is signed in.") }
  }

  private func verified() { state = .ready }

  private func replace(_ verification: Verification) {
    verifications = verifications.map { $0.id == verification.id ? verification : $0 }
  }
}
