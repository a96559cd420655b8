public import BridgeModel

/// One login, from the choice of a flow to its end: what is on the screen, and what is to be done next.
///
/// A value without clock or network: every event is a mutating method that returns commands. An event that
/// does not fit the phase changes nothing, and so does the answer to a command of an older generation.
/// Submits of fields are never repeated; at most one poll is in flight, and one wait for the present step.
public struct LoginMachine: Equatable, Sendable {
  /// Where it stands.
  public internal(set) var phase: LoginPhase = .loadingFlows
  /// Counts the changes of phase and step. Answers of an older one are dropped.
  public internal(set) var generation = 0
  /// The session on the server, while there is one to poll or cancel.
  public internal(set) var sessionID: String?
  /// Why the server cannot be read, or not be waited at, just now; nil while it can.
  public var trouble: ServiceError? { pollTrouble ?? (waitFailures > 1 ? waitTrouble : nil) }
  /// The flow that was taken.
  public internal(set) var flow: LoginFlow?
  /// The flows that the bridge offered; empty where they were not asked for.
  public internal(set) var flows: [LoginFlow] = []

  /// What is to be reconnected; empty for a new account.
  let purpose: LoginStart
  /// What there was before.
  var before: LoginSurroundings

  var isPolling = false
  /// The content's number when the poll in flight was sent.
  var pollVersion = 0
  /// The generation of the wait in flight for the present step, and the content's number when it was sent.
  var wait: (generation: Int, version: Int)? {
    get { waitGeneration.map { ($0, waitVersion) } }
    set {
      waitGeneration = newValue?.generation
      waitVersion = newValue?.version ?? 0
    }
  }
  private var waitGeneration: Int?
  private var waitVersion = 0
  /// Counts the changes of what is displayed within a step.
  var version = 0
  /// Failures in a row of reading, cancelling or looking around.
  var failures = 0
  /// Why the last read failed; nil if it did not.
  var pollTrouble: ServiceError?
  /// Failures in a row of waiting. Reads go on beside them, and say nothing of them.
  var waitFailures = 0
  /// Why the last wait failed; nil if it did not.
  var waitTrouble: ServiceError?
  /// Reads in a row, after a lost answer, that showed the step as it was sent.
  var unchangedReads = 0
  /// What refused the last submit or wait: the reason, if the session turns out to be gone.
  var refusal: ServiceError?
  /// The generation that the start was sent with; its answer counts even after a cancel.
  var startGeneration: Int?
  /// Whether the flows are asked for again once the session is cancelled.
  var choosesAfterCancel = false
  /// Whether the user asked for another flow: the only one there is is then not simply taken again.
  var isChoiceWanted = false
  /// Whether the session was begun by another run, so that nobody here knows how old what it shows is.
  var isResumed = false

  /// A login to a bridge.
  ///
  /// - Parameters:
  ///   - purpose: the login or account to reconnect; empty for a new account.
  ///   - before: the bridge's accounts and logins as they are known now.
  public init(purpose: LoginStart = LoginStart(), before: LoginSurroundings) {
    self.purpose = purpose
    self.before = before
  }

  /// The seconds between two polls, and before a wait is repeated.
  enum Pace {
    static let displaying: Double = 1
    static let editing: Double = 3
    static let slowest: Double = 15
    /// A bridge that answers a wait at once with what is on the screen would make a bare loop spin.
    static let wait: Double = 1.5
  }

  /// How often a cancel, or a look around, is tried; and how often a step that looks as it was sent is read
  /// again, because the server may still be at work on the answers.
  static let mostTries = 3

  // MARK: What the user does

  /// Begins: asks for the flows.
  public mutating func begin() -> [LoginCommand] {
    guard phase == .loadingFlows else { return [] }
    return [.loadFlows]
  }

  /// Takes a flow of those offered.
  public mutating func choose(_ flow: LoginFlow) -> [LoginCommand] {
    guard case .choosingFlow(let flows) = phase, flows.contains(flow) else { return [] }
    return start(flow)
  }

  /// Answers the step on the screen, with values by field id.
  public mutating func submit(_ fields: [String: String]) -> [LoginCommand] {
    guard case .editing(let step, _) = phase, let stepID = step.id else { return [] }
    let source: StepSubmission.Source? = if case .cookies = step { .api } else { nil }
    enter(.submitting(step))
    return [.submit(StepSubmission(type: step.type, fields: fields, source: source), stepID: stepID)]
  }

  /// Gives up. Where there is a session it is cancelled on the server.
  public mutating func cancel() -> [LoginCommand] {
    choosesAfterCancel = false
    switch phase {
    case .loadingFlows, .choosingFlow: return endCancelled(serverTold: true)
    case .cancelling, .ended: return []
    default: break
    }
    enter(.cancelling)
    // A session that is still being made is cancelled as soon as its id is known.
    return sessionID == nil ? [] : [.cancel]
  }

  /// Goes on with a session that another run began, with that flow where it is known: the server is asked first how it
  /// stands.
  public mutating func resume(_ sessionID: String, flow: LoginFlow?) -> [LoginCommand] {
    guard phase == .loadingFlows, self.sessionID == nil else { return [] }
    self.flow = flow
    self.sessionID = sessionID
    isResumed = true
    enter(.resyncing(nil))
    return poll()
  }

  /// Gives this way up for another: the session is cancelled on the server, and the flows are asked for again.
  public mutating func changeFlow() -> [LoginCommand] {
    switch phase {
    case .loadingFlows, .choosingFlow, .cancelling, .ended: return []
    default: break
    }
    let commands = cancel()
    choosesAfterCancel = true
    return commands
  }

  /// Tries the same flow again after the end, with what there is by now.
  public mutating func retry(before: LoginSurroundings) -> [LoginCommand] {
    guard phase.isEnded else { return [] }
    self.before = before
    return flow.map { start($0) } ?? chooseAgain(before: before)
  }

  /// Asks for the flows again after the end, with what there is by now.
  public mutating func chooseAgain(before: LoginSurroundings) -> [LoginCommand] {
    guard phase.isEnded else { return [] }
    self.before = before
    enter(.loadingFlows)
    return [.loadFlows]
  }

  // MARK: Ways on

  /// Goes to another phase: from now on older answers are dropped.
  mutating func enter(_ next: LoginPhase) {
    phase = next
    generation += 1
    version += 1
    failures = 0
    pollTrouble = nil
    wait = nil
    waitFailures = 0
    waitTrouble = nil
    unchangedReads = 0
  }

  mutating func start(_ flow: LoginFlow) -> [LoginCommand] {
    self.flow = flow
    sessionID = nil
    refusal = nil
    isChoiceWanted = false
    isResumed = false
    enter(.starting)
    startGeneration = generation
    return [
      .start(LoginStart(flowID: flow.id, loginID: purpose.loginID, accountID: purpose.accountID))
    ]
  }

  mutating func end(_ outcome: LoginOutcome) -> [LoginCommand] {
    enter(.ended(outcome))
    sessionID = nil
    return []
  }

  /// The session is cancelled, as far as that could be done.
  mutating func endCancelled(serverTold: Bool) -> [LoginCommand] {
    guard choosesAfterCancel else { return end(.cancelled(serverTold: serverTold)) }
    choosesAfterCancel = false
    isChoiceWanted = true
    sessionID = nil
    enter(.loadingFlows)
    return [.loadFlows]
  }

  /// Reads the session now, unless a poll is in flight already: its answer brings the next one.
  mutating func poll() -> [LoginCommand] {
    guard !isPolling, sessionID != nil else { return [] }
    isPolling = true
    pollVersion = version
    return [.poll]
  }

  mutating func startWait() -> [LoginCommand] {
    guard case .waiting(.displayAndWait(let step), _) = phase, wait == nil else { return [] }
    wait = (generation, version)
    return [.wait(stepID: step.stepID)]
  }

  /// The seconds until the next poll in this phase; nil where none is wanted.
  var pollPause: Double? {
    let usual: Double
    switch phase {
    case .editing: usual = Pace.editing
    case .waiting, .resyncing: usual = Pace.displaying
    default: return nil
    }
    if failures == 0 { return usual }
    return max(
      usual,
      pollTrouble?.retryAfter ?? Backoff.seconds(after: failures, from: usual, to: Pace.slowest))
  }

  func pollLater() -> [LoginCommand] {
    pollPause.map { [.later(.poll, seconds: $0)] } ?? []
  }
}
