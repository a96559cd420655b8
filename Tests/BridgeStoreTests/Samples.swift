import BridgeModel

@testable import BridgeStore

/// Things to build tests of.
enum Sample {
  static let now = Moment(seconds: 1_000)
  static let later = Moment(seconds: 1_010)

  static let nothing = LoginSurroundings(accounts: [], logins: [])

  static let input = LoginStep.userInput(
    UserInputStep(
      stepID: "ask",
      fields: [
        LoginInputField(id: "name", type: .username, label: "Name", initialValue: "alice"),
        LoginInputField(id: "pass", type: .password, label: "Password"),
        LoginInputField(id: "note", label: "Note", optional: true),
      ], instructions: "Say who you are"))

  static func input(_ instructions: String, id: String = "ask") -> LoginStep {
    guard case .userInput(var step) = input else { return input }
    step.instructions = instructions
    step.stepID = id
    return .userInput(step)
  }

  static func qr(_ data: String, id: String = "scan") -> LoginStep {
    .displayAndWait(DisplayStep(stepID: id, display: .qr(data: data)))
  }

  static let cookies = LoginStep.cookies(
    CookiesStep(stepID: "jar", url: "https://x", fields: [CookieField(id: "b"), CookieField(id: "a")]))

  static func session(_ step: LoginStep?, _ status: LoginSession.Status = .waitingForInput) -> LoginSession {
    LoginSession(bridgeID: "wa", loginSessionID: "s1", status: status, currentStep: step)
  }

  static func complete(login: String = "l1", account: String = "a1") -> LoginSession {
    var session = session(nil, .complete)
    session.login = BridgeLogin(bridgeID: "wa", loginID: login, removeScopes: [], status: .connected)
    session.account = self.account(account, login: login)
    return session
  }

  static func account(
    _ id: String, _ status: Account.Status = .connected, login: String? = nil,
    provider: Bridge.Provider = .local,
    bridge: String = "wa"
  ) -> Account {
    Account(
      accountID: id, bridge: .init(id: bridge, provider: provider, type: bridge), status: status,
      user: User(id: id, fullName: "Alice \(id)", phoneNumber: "+1415555\(id)"), loginID: login)
  }

  static func bridge(
    _ id: String, _ accounts: [Account] = [], status: Bridge.Status = .connected,
    provider: Bridge.Provider = .local
  ) -> Bridge {
    Bridge(
      id: id, accounts: accounts, displayName: id.uppercased(), provider: provider, status: status,
      supportsMultipleAccounts: true, type: id)
  }

  static func error(_ kind: ServiceError.Kind) -> ServiceError {
    ServiceError(kind, message: "because", route: "GET /x")
  }

  /// A machine whose start has been answered with a session at that step.
  static func machine(
    at step: LoginStep, purpose: LoginStart = LoginStart(), before: LoginSurroundings? = nil
  ) -> (LoginMachine, [LoginCommand]) {
    var machine = LoginMachine(
      purpose: purpose, before: before ?? LoginSurroundings(accounts: [], logins: []))
    _ = machine.begin()
    _ = machine.flowsLoaded(.success([LoginFlow(id: "only")]), generation: machine.generation)
    let commands = machine.started(.success(session(step)), generation: machine.generation, at: now)
    return (machine, commands)
  }
}
