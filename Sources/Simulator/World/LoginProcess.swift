import BridgeModel

/// One login under way in the simulated world. Part of the `World` actor, and never leaves it.
final class LoginProcess {
  let id: String
  let bridgeID: String
  let flowID: String
  /// The login that is reconnected, if any.
  let reconnects: BridgeLogin?
  var values: Values
  private(set) var sceneName = ""
  private(set) var scene: Scene?
  /// Counts the scenes: what was due in an earlier one no longer counts.
  private(set) var sceneNumber = 0
  /// How often answers to this scene were refused.
  private(set) var refusals = 0
  private(set) var failure: Failure?

  /// The step before, whose repetition while the current one runs is answered at once.
  private var previousStepID: String?
  private var step: LoginStep?
  private var status = LoginSession.Status.waitingForInput
  private var accounts: [Account] = []
  private var login: BridgeLogin?
  /// Whether somebody waits at the current step.
  private(set) var isRunning = false
  private var hasRotated = false
  private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]

  init(id: String, bridgeID: String, flowID: String, reconnects: BridgeLogin?, values: Values) {
    self.id = id
    self.bridgeID = bridgeID
    self.flowID = flowID
    self.reconnects = reconnects
    self.values = values
  }

  var isOver: Bool { status == .complete || status == .failed || status == .cancelled }

  /// How many waits are open.
  var waiting: Int { waiters.count }

  /// The session as the API shows it.
  var session: LoginSession {
    LoginSession(
      bridgeID: bridgeID, loginSessionID: id, status: status, currentStep: isOver ? nil : step,
      account: accounts.first, accountID: accounts.first?.accountID ?? reconnects?.accountIDs?.first,
      login: login, loginID: login?.loginID ?? reconnects?.loginID,
      error: status == .failed
        ? failure.map { LoginSession.Failure(code: $0.code, message: $0.message) } : nil)
  }

  /// The ids of the fields of the current step.
  var fieldIDs: [String] {
    switch step {
    case .userInput(let step): step.fields.map(\.id)
    case .cookies(let step): step.fields.map(\.id)
    default: []
    }
  }

  /// The ids of those that have to be answered.
  var requiredFieldIDs: [String] {
    switch step {
    case .userInput(let step): step.fields.filter { $0.optional != true }.map(\.id)
    case .cookies(let step): step.fields.filter { $0.required != false }.map(\.id)
    default: []
    }
  }

  /// What a submission for a step leads to.
  enum Admission {
    /// It is for the step there is.
    case current
    /// It is for the step before, whose answer may have been lost: the current one is the answer.
    case replay
  }

  /// Whether a submission is for the step there is (the table in docs/simulator.md).
  func admit(_ stepID: String, type: String) throws(APIError) -> Admission {
    if isOver { throw .notFound("login session") }
    guard let step else { throw .conflict("The login has no step yet.") }
    if step.id != stepID {
      if isRunning, previousStepID == stepID { return .replay }
      throw .conflict("The login is at another step.")
    }
    guard step.type == type else { throw .conflict("The step is of type \(step.type).") }
    return .current
  }

  /// Goes to a scene, with what is to be said first if an answer was refused.
  func enter(_ name: String, _ next: Scene, complaint: String?) {
    refusals = name == sceneName ? refusals + 1 : 0
    let before = step?.id
    (sceneName, scene) = (name, next)
    sceneNumber += 1
    hasRotated = false
    isRunning = false
    let made = StepMaker(scene: next, complaint: complaint).make(&values)
    step = made
    previousStepID = before == made.id ? nil : before
    status = made.sessionStatus
    wake()
  }

  /// Shows new content in the same step.
  func rotate() {
    guard let scene, !isOver else { return }
    step = StepMaker(scene: scene, complaint: nil).make(&values)
    hasRotated = true
    isRunning = false
    wake()
  }

  func complete(accounts: [Account], login: BridgeLogin?) {
    guard !isOver else { return }
    self.accounts = accounts
    self.login = login
    end(.complete)
  }

  func end(_ status: LoginSession.Status, failure: Failure? = nil) {
    guard !isOver else { return }
    self.status = status
    self.failure = failure
    wake()
  }

  /// Returns at the next change, or when that ticket is woken. After a rotation a further wait returns at
  /// once while the first goes on, as in the bridges behind the real server.
  func waitForChange(_ ticket: Int, isolation: isolated (any Actor)? = #isolation) async {
    if hasRotated && isRunning { return }
    isRunning = true
    await withCheckedContinuation { waiters[ticket] = $0 }
  }

  /// Answers one open wait with what is there.
  func wake(_ ticket: Int) {
    waiters.removeValue(forKey: ticket)?.resume()
    if waiters.isEmpty, case .display = scene?.content { isRunning = false }
  }

  /// Answers every open wait with what is there.
  func wake() {
    let woken = waiters.values
    waiters = [:]
    woken.forEach { $0.resume() }
  }
}

extension LoginStep {
  fileprivate var sessionStatus: LoginSession.Status {
    switch self {
    case .cookies: .waitingForCookies
    case .displayAndWait: .waitingForDisplay
    default: .waitingForInput
    }
  }
}
