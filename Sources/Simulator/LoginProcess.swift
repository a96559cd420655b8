import BridgeModel

/// One login under way in the simulated world. Lives inside the `World` actor and never leaves it.
final class LoginProcess {
  let id: String
  let bridgeID: String
  var script: Script
  private(set) var scene: Scene
  /// Counts the scenes: what the phone does for an earlier one no longer counts.
  private(set) var sceneNumber = 0
  /// The step before, whose repetition is answered at once: its answer may have been lost.
  private(set) var previousStepID: String?

  private var step: LoginStep
  private var status: LoginSession.Status
  private var failure: LoginSession.Failure?
  private var account: Account?
  private var login: BridgeLogin?
  private var hasRotated = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  init(id: String, bridgeID: String, script: Script, first: Scene) {
    self.id = id
    self.bridgeID = bridgeID
    self.script = script
    scene = first
    step = first.step(&self.script)
    status = step.sessionStatus
  }

  var isOver: Bool { status == .complete || status == .failed || status == .cancelled }

  /// How many waits are open.
  var waiting: Int { waiters.count }

  /// The session as the API shows it.
  var session: LoginSession {
    LoginSession(
      bridgeID: bridgeID, loginSessionID: id, status: status, currentStep: isOver ? nil : step,
      account: account, accountID: account?.accountID, login: login,
      loginID: login?.loginID ?? script.reconnects?.loginID, error: failure)
  }

  /// The ids of the fields that have to be answered.
  var requiredFields: [String] {
    switch step {
    case .userInput(let step): step.fields.filter { $0.optional != true }.map(\.id)
    default: []
    }
  }

  /// Whether a submission is for the step there is.
  func check(_ stepID: String, type: String) throws(APIError) {
    if isOver { throw .notFound("login session") }
    guard step.id == stepID else { throw .conflict("The login is at another step.") }
    guard step.type == type else { throw .conflict("The step is of type \(step.type).") }
  }

  func enter(_ next: Scene) {
    previousStepID = step.id
    scene = next
    sceneNumber += 1
    hasRotated = false
    step = next.step(&script)
    if previousStepID == step.id { previousStepID = nil }
    status = step.sessionStatus
    wake()
  }

  /// Shows new content in the same step, if it still is that scene.
  func rotate(scene number: Int) {
    guard number == sceneNumber, !isOver else { return }
    step = scene.step(&script)
    hasRotated = true
    wake()
  }

  func complete(account: Account, login: BridgeLogin) {
    self.account = account
    self.login = login
    end(.complete)
  }

  func end(_ status: LoginSession.Status, failure: LoginSession.Failure? = nil) {
    guard !isOver else { return }
    self.status = status
    self.failure = failure
    wake()
  }

  /// Returns at the next change. After a rotation a second wait returns at once while one is under way, as
  /// the bridges behind the real server do.
  func waitForChange(isolation: isolated (any Actor)? = #isolation) async {
    if hasRotated && !waiters.isEmpty { return }
    await withCheckedContinuation { waiters.append($0) }
  }

  /// Answers every open wait with what is there.
  func wake() {
    let woken = waiters
    waiters = []
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
