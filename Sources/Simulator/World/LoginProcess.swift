import BridgeModel

/// A login in progress in the simulated world. Belongs to the `World` actor and never leaves it.
final class LoginProcess {
  let id: String
  let bridgeID: String
  let flowID: String
  /// The login being reconnected; nil for a new account.
  let reconnectedLogin: BridgeLogin?
  var values: Values
  private(set) var sceneName = ""
  private(set) var scene: Scene?
  /// The number of scenes entered so far. Actions scheduled in an earlier scene are skipped.
  private(set) var sceneNumber = 0
  /// The number of rejected submissions in this scene.
  private(set) var rejections = 0
  private(set) var failure: Failure?

  /// The previous step. Repeating it while the current step has an open wait returns the current step at once.
  private var previousStepID: String?
  private var step: LoginStep?
  private var status = LoginSession.Status.waitingForInput
  private var accounts: [Account] = []
  private var login: BridgeLogin?
  /// Whether a client waits at the current step.
  private(set) var hasOpenWait = false
  private var hasRotated = false
  private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]

  init(id: String, bridgeID: String, flowID: String, reconnectedLogin: BridgeLogin?, values: Values) {
    self.id = id
    self.bridgeID = bridgeID
    self.flowID = flowID
    self.reconnectedLogin = reconnectedLogin
    self.values = values
  }

  var isOver: Bool { status.isOver }

  /// The number of open waits.
  var waiting: Int { waiters.count }

  /// The session as the API shows it.
  var session: LoginSession {
    LoginSession(
      bridgeID: bridgeID, loginSessionID: id, status: status, currentStep: isOver ? nil : step,
      account: accounts.first, accountID: accounts.first?.accountID ?? reconnectedLogin?.accountIDs?.first,
      login: login, loginID: login?.loginID ?? reconnectedLogin?.loginID,
      error: status == .failed
        ? failure.map { LoginSession.Failure(code: $0.code, message: $0.message) } : nil)
  }

  /// The field ids of the current step.
  var fieldIDs: [String] {
    switch step {
    case .userInput(let step): step.fields.map(\.id)
    case .cookies(let step): step.fields.map(\.id)
    default: []
    }
  }

  /// The field ids that the current step requires.
  var requiredFieldIDs: [String] {
    switch step {
    case .userInput(let step): step.fields.filter { $0.optional != true }.map(\.id)
    case .cookies(let step): step.fields.filter { $0.required != false }.map(\.id)
    default: []
    }
  }

  /// How a submission relates to the current step.
  enum Admission {
    /// It is for the current step.
    case current
    /// It is for the previous step, whose response may have been lost. The response is the current step.
    case replay
  }

  /// Checks a submission against the current step (see the table in docs/simulator.md).
  func admit(_ stepID: String, type: String) throws(APIError) -> Admission {
    if isOver { throw .notFound("login session") }
    guard let step else { throw .conflict("The login has no step yet.") }
    if step.id != stepID {
      if hasOpenWait, previousStepID == stepID { return .replay }
      throw .conflict("The login is at another step.")
    }
    guard step.type == type else { throw .conflict("The step is of type \(step.type).") }
    return .current
  }

  /// Enters a scene. `complaint` says why the last submission was rejected.
  func enter(_ name: String, _ next: Scene, complaint: String?) {
    rejections = name == sceneName ? rejections + 1 : 0
    let before = step?.id
    (sceneName, scene) = (name, next)
    sceneNumber += 1
    hasRotated = false
    hasOpenWait = false
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
    hasOpenWait = false
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

  /// Returns at the next change, or when that ticket is woken. After a rotation, a second wait returns at once while
  /// the first stays open, as with the bridges behind the real server.
  func waitForChange(_ ticket: Int, isolation: isolated (any Actor)? = #isolation) async {
    if hasRotated && hasOpenWait { return }
    hasOpenWait = true
    await withCheckedContinuation { waiters[ticket] = $0 }
  }

  /// Ends one open wait.
  func wake(_ ticket: Int) {
    waiters.removeValue(forKey: ticket)?.resume()
    if waiters.isEmpty, case .display = scene?.content { hasOpenWait = false }
  }

  /// Ends all open waits.
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
