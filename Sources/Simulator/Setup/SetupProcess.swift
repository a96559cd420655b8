import BridgeModel
import HTTPTypes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The setup of the simulated app: signing in to Beeper, and verifying this device.
actor SetupProcess {
  /// The code to type. docs/simulator.md documents it, because no e-mail is sent.
  static let signInCode = "123456"
  static let recoveryKey = "EsTD rAwB ridg Sims Imul Ated Reco Very Keys"

  /// The result of a sign-in.
  struct SignedIn: Encodable, Sendable {
    struct Matrix: Encodable, Sendable {
      var accessToken: String
      var deviceID = "SIMULATED"
      var homeserver = "https://matrix.beeper.example"
      var userID: String
    }
    var matrix: Matrix
    var session: AppSetup
  }

  /// The result of a sign-in by an unknown user. The texts in `copy` are constants of the API.
  struct RegistrationRequired: Encodable, Sendable {
    struct Copy: Encodable, Sendable {
      var submit = "Continue"
      var terms = "By continuing, you agree to the Terms of Use and acknowledge the Privacy Policy."
      var title = "Choose your username"
      var usernamePlaceholder = "Username"
    }
    var copy = Copy()
    var leadToken: String
    var registrationRequired = true
    var setupRequestID: String
    var usernameSuggestions = ["alice", "alice.example"]
  }

  enum Response: Sendable {
    case signedIn(SignedIn)
    case registrationRequired(RegistrationRequired)
  }

  private struct Request {
    var email: String?
    var leadToken: String?
  }

  private let beginning: AppSetup.State
  var state: AppSetup.State
  private var requests: [String: Request] = [:]
  var verifications: [Verification] = []
  var recoveryKey = SetupProcess.recoveryKey
  /// A new key that is not confirmed yet.
  var newRecoveryKey: String?
  private static let alice = "@alice:beeper.example"
  private var userID = alice

  init(state: AppSetup.State) {
    beginning = state
    self.state = state
  }

  /// Restores the initial state.
  func reset() {
    (state, requests, verifications) = (beginning, [:], [])
    (recoveryKey, newRecoveryKey, userID) = (Self.recoveryKey, nil, Self.alice)
  }

  /// Puts the app into a state, regardless of its current one.
  func put(_ state: AppSetup.State) {
    self.state = state
    if state == .needsLogin { verifications = [] }
  }

  /// The setup as the API shows it.
  func snapshot() throws -> AppSetup {
    var e2ee = AppSetup.Encryption(allDone: state == .ready || state == .needsFirstSync)
    e2ee.firstSyncDone = state == .ready
    e2ee.initialized = state != .needsLogin
    if state == .needsVerification || state == .needsSecrets {
      (e2ee.crossSigning, e2ee.keyBackup, e2ee.secretStorage) = (true, true, true)
    }
    let matrix =
      state == .needsLogin
      ? nil
      : AppSetup.Matrix(
        userID: userID, deviceID: "SIMULATED", homeserver: "https://matrix.beeper.example")
    let open = verifications.last { $0.state != .done && $0.state != .cancelled }
    return AppSetup(
      state: state, e2ee: e2ee, matrix: matrix, verification: try open.map(JSONValue.init(encoding:)))
  }

  // MARK: Signing in

  func start() throws(APIError) -> String {
    try needsLogin()
    let id = "setup_" + TokenStore.random()
    requests[id] = Request()
    return id
  }

  func email(_ email: String, _ id: String) throws(APIError) {
    try needsLogin()
    guard requests[id] != nil else { throw .notFound("setup request") }
    guard email.contains("@") else { throw .invalid("Must be an e-mail address.", at: "email") }
    requests[id]?.email = email
  }

  /// Checks the code sent by e-mail. Addresses that begin with `new` have no Beeper account yet.
  func response(_ code: String, _ id: String) throws -> Response {
    try needsLogin()
    guard let request = requests[id] else { throw APIError.notFound("setup request") }
    guard let email = request.email else { throw APIError.conflict("No code was sent yet.") }
    guard code == Self.signInCode else {
      throw APIError(.forbidden, code: "forbidden", "That code is wrong.")
    }
    if email.hasPrefix("new") {
      let lead = "lead_" + TokenStore.random()
      requests[id]?.leadToken = lead
      return .registrationRequired(RegistrationRequired(leadToken: lead, setupRequestID: id))
    }
    return .signedIn(try signIn(as: "alice"))
  }

  func register(_ username: String, lead: String, _ id: String) throws -> SignedIn {
    try needsLogin()
    guard let request = requests[id] else { throw APIError.notFound("setup request") }
    guard request.leadToken == lead else {
      throw APIError(.forbidden, code: "forbidden", "The lead token does not belong to this request.")
    }
    guard !username.isEmpty, username.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") })
    else { throw APIError.invalid("Must contain only letters, digits and dots.", at: "username") }
    return try signIn(as: username)
  }

  private func needsLogin() throws(APIError) {
    if state != .needsLogin { throw .conflict("A user is already signed in.") }
  }

  private func signIn(as name: String) throws -> SignedIn {
    requests = [:]
    userID = "@\(name):beeper.example"
    state = .needsVerification
    return SignedIn(
      matrix: .init(accessToken: "simulated_" + TokenStore.random(), userID: userID), session: try snapshot())
  }
}
