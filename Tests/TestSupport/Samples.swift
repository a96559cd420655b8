package import BridgeModel
package import Logins

/// Building blocks for tests.
package enum Sample {
  package static let now = Timestamp(seconds: 1_000)
  package static let later = Timestamp(seconds: 1_010)

  package static let emptySnapshot = BridgeSnapshot(accounts: [], logins: [])

  package static let input = LoginStep.userInput(
    UserInputStep(
      stepID: "ask",
      fields: [
        LoginInputField(id: "name", type: .username, label: "Name", initialValue: "alice"),
        LoginInputField(id: "pass", type: .password, label: "Password"),
        LoginInputField(id: "note", label: "Note", optional: true),
      ], instructions: "Say who you are"))

  package static func input(_ instructions: String, id: String = "ask") -> LoginStep {
    guard case .userInput(var step) = input else { return input }
    step.instructions = instructions
    step.stepID = id
    return .userInput(step)
  }

  package static func qr(_ data: String, id: String = "scan") -> LoginStep {
    .displayAndWait(DisplayStep(stepID: id, display: .qr(data: data)))
  }

  package static let cookies = LoginStep.cookies(
    CookiesStep(stepID: "jar", url: "https://x", fields: [CookieField(id: "b"), CookieField(id: "a")]))

  package static func session(_ step: LoginStep?, _ status: LoginSession.Status = .waitingForInput)
    -> LoginSession
  {
    LoginSession(bridgeID: "wa", loginSessionID: "s1", status: status, currentStep: step)
  }

  package static func complete(login: String = "l1", account: String = "a1") -> LoginSession {
    var session = session(nil, .complete)
    session.login = BridgeLogin(bridgeID: "wa", loginID: login, removeScopes: [], status: .connected)
    session.account = self.account(account, login: login)
    return session
  }

  package static func account(
    _ id: String, _ status: Account.Status = .connected, login: String? = nil,
    provider: Bridge.Provider = .local,
    bridge: String = "wa"
  ) -> Account {
    Account(
      accountID: id, bridge: .init(id: bridge, provider: provider, type: bridge), status: status,
      user: User(id: id, fullName: "Alice \(id)", phoneNumber: "+1415555\(id)"), loginID: login)
  }

  package static func bridge(
    _ id: String, _ accounts: [Account] = [], status: Bridge.Status = .connected,
    provider: Bridge.Provider = .local
  ) -> Bridge {
    Bridge(
      id: id, accounts: accounts, displayName: id.uppercased(), provider: provider, status: status,
      supportsMultipleAccounts: true, type: id)
  }

  package static func error(_ kind: ServiceError.Kind) -> ServiceError {
    ServiceError(kind, message: "because", route: "GET /x")
  }

  /// A machine whose start has been answered with a session at that step, and the commands it returned.
  package static func machine(
    at step: LoginStep, purpose: LoginStart = LoginStart(), before: BridgeSnapshot = emptySnapshot
  ) -> (LoginMachine, [LoginCommand]) {
    var machine = LoginMachine(purpose: purpose, snapshot: before)
    _ = machine.begin()
    _ = machine.answer(.flows(.success([LoginFlow(id: "only")])))
    let commands = machine.answer(.started(.success(session(step))))
    return (machine, commands)
  }
}

extension LoginMachine {
  /// Opens the wizard.
  package mutating func begin() -> [LoginCommand] { handle(.begin, at: Sample.now) }

  /// Submits fields.
  package mutating func submit(_ fields: [String: String]) -> [LoginCommand] {
    handle(.submit(StepValues(fields)), at: Sample.now)
  }

  /// Answers a call of the present generation, unless another is named.
  package mutating func answer(
    _ answer: LoginAnswer, generation: Int? = nil, at now: Timestamp = Sample.now
  ) -> [LoginCommand] {
    handle(.answered(answer, generation: generation ?? self.generation), at: now)
  }

  /// Fires a timer of the present generation, unless another is named.
  package mutating func fire(_ timer: LoginTimer, generation: Int? = nil) -> [LoginCommand] {
    handle(.fired(timer, generation: generation ?? self.generation), at: Sample.now)
  }
}

extension LoginCommand {
  /// Reads the session of the samples.
  package static let poll = LoginCommand.call(.poll(session: "s1"))
  /// Cancels the session of the samples.
  package static let cancel = LoginCommand.call(.cancel(session: "s1"))
  /// Lists the bridge's accounts and logins.
  package static let reconcile = LoginCommand.call(.reconcile)

  /// Waits at a step of the samples' session.
  package static func wait(stepID: String) -> LoginCommand { .call(.wait(stepID: stepID, session: "s1")) }

  /// Answers a step of the samples' session.
  package static func submit(_ submission: StepSubmission, stepID: String) -> LoginCommand {
    .call(.submit(submission, stepID: stepID, session: "s1"))
  }

  /// Starts a session.
  package static func start(_ start: LoginStart) -> LoginCommand { .call(.start(start)) }
}
