public import BridgeModel

/// One login, from the choice of a flow to its end: what is on the screen, and what to ask of the server next.
///
/// A value without clock or network: an event goes in, commands come out. Answers carry the generation of their call.
/// Those of an older generation are dropped, except that of a start cancelled meanwhile, whose session must still be
/// cancelled. An event that is not valid in the current phase fails an assertion in debug builds and changes
/// nothing in release builds. A submit is never repeated; at most one poll and one wait are in flight.
public struct LoginMachine: Equatable, Sendable {
  /// Counts the changes of phase and step.
  public private(set) var generation = 0
  /// The flow in use; nil until one is chosen.
  public private(set) var flow: LoginFlow?
  /// The flows the bridge offered; empty until they were loaded.
  public private(set) var flows: [LoginFlow] = []

  private var state = LoginState.created
  private var finder: CompletionFinder

  /// The maximum number of attempts to cancel or reconcile, and of extra reads of an unchanged step after a lost answer:
  /// the server may still be working on it. A reconcile refused with 401 is retried without limit.
  private static let maxTries = 3

  /// A login to a bridge.
  ///
  /// - Parameters:
  ///   - purpose: the login or account to reconnect; empty for a new account.
  ///   - snapshot: the bridge's accounts and logins as they are known now.
  public init(purpose: LoginStart = LoginStart(), snapshot: BridgeSnapshot) {
    finder = CompletionFinder(purpose: purpose, snapshotAtStart: snapshot)
  }

  /// The phase.
  public var phase: LoginPhase { state.phase }

  /// The session on the server, while there is one to read or cancel.
  public var sessionID: String? { state.session?.id }

  /// Why polls or waits currently fail; nil while they succeed.
  public var trouble: ServiceError? { state.trouble }

  /// Whether the session is polled in this phase.
  public var isPolled: Bool { state.pollPause != nil }

  // MARK: Events

  /// Takes an event, and returns what to do about it.
  public mutating func handle(_ event: LoginEvent, at now: Timestamp) -> [LoginCommand] {
    switch event {
    case .begin: return begin()
    case .adopt(let id, let flow, let adoption): return adopt(id, flow, adoption)
    case .choose(let flow):
      guard case .choosingFlow(let flows) = state, flows.contains(flow) else { return impossible("choose") }
      return start(flow)
    case .submit(let values): return submit(values)
    case .cancel: return cancel(choosesAfterwards: false)
    case .changeFlow: return cancel(choosesAfterwards: true)
    case .retry(let snapshot):
      guard case .ended = state else { return impossible("retry") }
      finder.snapshotAtStart = snapshot
      return flow.map { start($0) } ?? loadFlows()
    case .otherFlow(let snapshot):
      guard case .ended = state else { return impossible("otherFlow") }
      finder.snapshotAtStart = snapshot
      return loadFlows()
    case .answered(.started(let result), let asked): return started(result, asked, now)
    case .answered(.polled(let result), let asked): return polled(result, asked, now)
    case .answered(let answer, let asked): return asked == generation ? answered(answer, now) : []
    case .fired(let timer, let asked): return asked == generation ? fired(timer) : []
    }
  }

  private func impossible(_ event: StaticString) -> [LoginCommand] {
    assertionFailure("\(event) cannot come in phase \(phase.name)")
    return []
  }

  private mutating func begin() -> [LoginCommand] {
    guard case .created = state else { return impossible("begin") }
    state = .loadingFlows(isChoiceWanted: false)
    return [.call(.loadFlows)]
  }

  private mutating func adopt(
    _ id: String, _ flow: LoginFlow?, _ adoption: LoginEvent.Adoption
  ) -> [LoginCommand] {
    guard case .created = state else { return impossible("adopt") }
    self.flow = flow
    switch adoption {
    case .resume:
      enter(.resyncing(.init(id: id), .init(step: nil, isResumed: true)))
      return poll()
    case .cancel:
      enter(.cancelling(.init(session: .init(id: id))))
      return [.call(.cancel(session: id))]
    }
  }

  private mutating func submit(_ values: StepValues) -> [LoginCommand] {
    guard case .editing(let session, let editing) = state, let stepID = editing.step.id else {
      return impossible("submit")
    }
    let step = editing.step
    let isCookies = if case .cookies = step { true } else { false }
    let submission = StepSubmission(
      type: step.type, fields: values.fields, source: isCookies ? .api : nil)
    enter(.submitting(session, step))
    return [.call(.submit(submission, stepID: stepID, session: session.id))]
  }

  private mutating func cancel(choosesAfterwards: Bool) -> [LoginCommand] {
    switch state {
    case .created, .loadingFlows, .choosingFlow:
      if choosesAfterwards { return impossible("changeFlow") }
      return end(.cancelled(reachedServer: true))
    case .starting:
      // The session is cancelled as soon as its id is known.
      let start = generation
      enter(.cancelling(.init(start: start, choosesAfterwards: choosesAfterwards)))
      return []
    case .cancelling, .ended: return impossible(choosesAfterwards ? "changeFlow" : "cancel")
    case .editing, .submitting, .waiting, .resyncing:
      guard let session = state.session else { return [] }
      enter(.cancelling(.init(session: session, choosesAfterwards: choosesAfterwards)))
      return [.call(.cancel(session: session.id))]
    }
  }

  // MARK: Answers

  private mutating func answered(_ answer: LoginAnswer, _ now: Timestamp) -> [LoginCommand] {
    switch (answer, state) {
    case (.flows(let result), .loadingFlows(let isChoiceWanted)):
      switch result {
      case .success(let flows):
        self.flows = flows
        if flows.isEmpty { return end(.noFlows) }
        if flows.count == 1, !flows[0].isStandIn, !isChoiceWanted { return start(flows[0]) }
        enter(.choosingFlow(flows))
        return []
      case .failure(let error): return end(.failed(.call(error)))
      }
    case (.submitted(.success(let found)), .submitting(let session, _)): return show(found, session, now)
    case (.submitted(.failure(let error)), .submitting(let session, let step)):
      enter(.resyncing(session, .init(step: step, refusal: error)))
      return poll()
    case (.waited(let result), .waiting(let session, let display)) where display.rotationsAtWait != nil:
      return waited(result, session, display, now)
    case (.cancelled(let error), .cancelling(let cancelling)): return cancelled(error, cancelling)
    case (.reconciled(let result), .resyncing(let session, let resync)) where resync.isReconciling:
      return reconciled(result, session, resync)
    default: return impossible("answered")
    }
  }

  private mutating func started(
    _ result: Result<LoginSession, ServiceError>, _ asked: Int, _ now: Timestamp
  ) -> [LoginCommand] {
    switch (state, result) {
    case (.starting, .success(let found)) where asked == generation:
      return show(found, LoginState.Session(id: found.loginSessionID), now)
    case (.starting, .failure(let error)) where asked == generation:
      return end(.failed(error.mayHaveTakenEffect ? .startLost(error) : .call(error)))
    case (.cancelling(var cancelling), .success(let found)) where asked == cancelling.start:
      cancelling.session = LoginState.Session(id: found.loginSessionID)
      cancelling.start = nil
      state = .cancelling(cancelling)
      return [.call(.cancel(session: found.loginSessionID))]
    case (.cancelling(let cancelling), .failure) where asked == cancelling.start:
      return endCancelled(cancelling, reachedServer: true)
    default: return asked == generation ? impossible("started") : []
    }
  }

  private mutating func waited(
    _ result: Result<LoginSession, ServiceError>, _ session: LoginState.Session, _ before: LoginState.Display,
    _ now: Timestamp
  ) -> [LoginCommand] {
    var display = before
    display.rotationsAtWait = nil
    switch result {
    case .success(let found):
      display.waits = .init()
      state = .waiting(session, display)
      if found.currentStep == display.step && !found.isOver {
        return [.later(.wait, seconds: LoginState.Pause.wait)]
      }
      // A poll may have shown something newer in the meantime; the next poll decides.
      if before.rotationsAtWait != display.wait.rotations && !found.isOver {
        return poll() + [.later(.wait, seconds: LoginState.Pause.wait)]
      }
      return show(found, session, now, isWait: true)
    case .failure(let error):
      display.waits.add(error)
      if error.isReason { display.refusal = error }
      state = .waiting(session, display)
      let pause = Backoff.seconds(
        after: display.waits.count, from: LoginState.Pause.wait, to: LoginState.Pause.slowest)
      return (display.waits.count == 1 ? poll() : []) + [.later(.wait, seconds: pause)]
    }
  }

  private mutating func polled(
    _ result: Result<LoginSession, ServiceError>, _ asked: Int, _ now: Timestamp
  ) -> [LoginCommand] {
    guard var session = state.session, let poll = session.poll, poll.generation == asked else {
      return asked == generation ? impossible("polled") : []
    }
    session.poll = nil
    state.session = session
    // The screen changed while the poll was in flight, so its answer may be older.
    guard asked == generation, poll.rotations == state.rotations, isPolled else { return pollLater() }
    switch result {
    case .success(let found):
      state.reads = .init()
      return show(found, session, now)
    case .failure(let error) where error.kind == .notFound || error.kind == .gone:
      enter(.resyncing(session, .init(step: phase.step, refusal: state.refusal, isReconciling: true)))
      return [.call(.reconcile)]
    case .failure(let error):
      state.reads?.add(error)
      return pollLater()
    }
  }

  private mutating func cancelled(_ error: ServiceError?, _ before: LoginState.Cancelling) -> [LoginCommand] {
    guard let error, error.kind != .notFound, error.kind != .gone else {
      return endCancelled(before, reachedServer: true)
    }
    var cancelling = before
    cancelling.failures += 1
    guard error.concernsServerOnly, cancelling.failures < Self.maxTries else {
      return endCancelled(cancelling, reachedServer: false)
    }
    state = .cancelling(cancelling)
    return [.later(.cancel, seconds: Backoff.seconds(after: cancelling.failures, from: 1, to: 4))]
  }

  private mutating func reconciled(
    _ result: Result<BridgeSnapshot, ServiceError>, _ session: LoginState.Session, _ before: LoginState.Resync
  ) -> [LoginCommand] {
    var resync = before
    switch result {
    case .success(let now):
      if let found = finder.completion(in: now) { return end(.complete(found)) }
    case .failure(let error):
      resync.failures.add(error)
      if error.kind == .unauthorized || error.isTransient && resync.failures.count < Self.maxTries {
        state = .resyncing(session, resync)
        let pause = Backoff.seconds(after: resync.failures.count, from: 1, to: 4)
        return [.later(.reconcile, seconds: pause)]
      }
    }
    if let refusal = resync.refusal, refusal.isReason { return end(.failed(.call(refusal))) }
    let wasLookedFor = if case .success = result { true } else { false }
    return end(.lost(wasLookedFor: wasLookedFor))
  }

  private mutating func fired(_ timer: LoginTimer) -> [LoginCommand] {
    switch (timer, state) {
    case (.poll, _) where isPolled: return poll()
    case (.wait, .waiting): return wait()
    case (.cancel, .cancelling(let cancelling)):
      return cancelling.session.map { [.call(.cancel(session: $0.id))] } ?? []
    case (.reconcile, .resyncing(_, let resync)) where resync.isReconciling: return [.call(.reconcile)]
    default: return impossible("fired")
    }
  }

  // MARK: From phase to phase

  private mutating func enter(_ next: LoginState) {
    state = next
    generation += 1
  }

  private mutating func loadFlows(isChoiceWanted: Bool = false) -> [LoginCommand] {
    enter(.loadingFlows(isChoiceWanted: isChoiceWanted))
    return [.call(.loadFlows)]
  }

  private mutating func start(_ flow: LoginFlow) -> [LoginCommand] {
    self.flow = flow
    enter(.starting)
    let purpose = finder.purpose
    return [
      .call(.start(LoginStart(flowID: flow.id, loginID: purpose.loginID, accountID: purpose.accountID)))
    ]
  }

  private mutating func end(_ outcome: LoginOutcome) -> [LoginCommand] {
    enter(.ended(outcome))
    return []
  }

  private mutating func endCancelled(
    _ cancelling: LoginState.Cancelling, reachedServer: Bool
  ) -> [LoginCommand] {
    cancelling.choosesAfterwards
      ? loadFlows(isChoiceWanted: true) : end(.cancelled(reachedServer: reachedServer))
  }

  /// Enters the phase that a session implies. `isWait`: it answered a wait, so the next one starts at once.
  private mutating func show(
    _ found: LoginSession, _ session: LoginState.Session, _ now: Timestamp, isWait: Bool = false
  ) -> [LoginCommand] {
    if let outcome = finder.outcome(of: found) { return end(outcome) }
    // A session without a step is shown as an unknown step named after its status, and polled.
    let step =
      found.currentStep ?? .unknown(UnknownStep(type: found.status.rawValue, content: .null))
    switch step {
    case .userInput, .cookies: return ask(step, session)
    case .displayAndWait, .unknown: return display(step, session, now, isWait: isWait)
    case .complete(let step):
      return end(.complete(finder.completion(account: step.account, login: step.login, step.instructions)))
    }
  }

  private mutating func ask(_ step: LoginStep, _ session: LoginState.Session) -> [LoginCommand] {
    switch state {
    case .editing(_, let editing) where editing.step.isSame(as: step):
      // Read while the user types: the content may change, what was typed stays.
      state = .editing(session, .init(step: step, complaint: editing.complaint))
    case .submitting(_, let sent) where sent.asksTheSame(as: step):
      enter(.editing(session, .init(step: step, complaint: .rejected)))
    case .resyncing(_, var resync)
    where resync.step == step && resync.refusal?.mayHaveTakenEffect == true
      && resync.unchangedReads < Self.maxTries:
      resync.unchangedReads += 1
      resync.failures = .init()
      state = .resyncing(session, resync)
    case .resyncing(_, let resync) where resync.step?.asksTheSame(as: step) == true:
      enter(.editing(session, .init(step: step, complaint: complaint(after: resync, asking: step))))
    default: enter(.editing(session, .init(step: step, complaint: nil)))
    }
    return pollLater()
  }

  private func complaint(after resync: LoginState.Resync, asking step: LoginStep) -> LoginComplaint {
    guard let refusal = resync.refusal else { return .rejected }
    guard refusal.mayHaveTakenEffect || refusal.kind == .unreachable else { return .refused(refusal) }
    return resync.step == step ? .responseLost(refusal) : .rejected
  }

  private mutating func display(
    _ step: LoginStep, _ session: LoginState.Session, _ now: Timestamp, isWait: Bool
  ) -> [LoginCommand] {
    guard case .waiting(_, var display) = state, display.step.isSame(as: step) else {
      let isResumed = if case .resyncing(_, let resync) = state { resync.isResumed } else { false }
      let wait = LoginWait(stepShownAt: now, contentShownAt: now, rotations: 0, isAgeKnown: !isResumed)
      enter(.waiting(session, .init(step: step, wait: wait)))
      return self.wait() + pollLater()
    }
    if display.step != step {
      display.step = step
      display.wait.contentShownAt = now
      display.wait.isAgeKnown = true
      display.wait.rotations += 1
    }
    state = .waiting(session, display)
    // A poll starts no wait: one is in flight, or pausing.
    return (isWait ? wait() : []) + (session.poll == nil ? pollLater() : [])
  }

  private mutating func wait() -> [LoginCommand] {
    guard case .waiting(let session, var display) = state, case .displayAndWait(let step) = display.step,
      display.rotationsAtWait == nil
    else { return [] }
    display.rotationsAtWait = display.wait.rotations
    state = .waiting(session, display)
    return [.call(.wait(stepID: step.stepID, session: session.id))]
  }

  /// Reads the session now. While a poll is in flight its answer brings the next one.
  private mutating func poll() -> [LoginCommand] {
    guard var session = state.session, session.poll == nil else { return [] }
    session.poll = .init(generation: generation, rotations: state.rotations)
    state.session = session
    return [.call(.poll(session: session.id))]
  }

  private func pollLater() -> [LoginCommand] {
    state.pollPause.map { [.later(.poll, seconds: $0)] } ?? []
  }
}

extension ServiceError {
  /// Whether the error is about the server or the token, and says nothing of the login.
  fileprivate var concernsServerOnly: Bool { isTransient || kind == .unauthorized }

  /// Whether it may explain why the session ended: the network or its bridge said something. A response that was lost
  /// does not.
  fileprivate var isReason: Bool { !concernsServerOnly || kind == .serverFailed && code != nil }
}
