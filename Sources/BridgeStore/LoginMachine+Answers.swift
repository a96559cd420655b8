public import BridgeModel

extension LoginMachine {
  /// The flows came, or did not.
  public mutating func flowsLoaded(
    _ result: Result<[LoginFlow], ServiceError>, generation asked: Int
  ) -> [LoginCommand] {
    guard asked == generation, phase == .loadingFlows else { return [] }
    switch result {
    case .success(let flows):
      self.flows = flows
      if flows.isEmpty { return end(.noFlows) }
      if flows.count == 1 && !isChoiceWanted { return start(flows[0]) }
      enter(.choosingFlow(flows))
      return []
    case .failure(let error): return end(.failed(.call(error)))
    }
  }

  /// The session was made, or was not.
  public mutating func started(
    _ result: Result<LoginSession, ServiceError>, generation asked: Int, at now: Moment
  ) -> [LoginCommand] {
    guard asked == startGeneration else { return [] }
    startGeneration = nil
    switch (phase, result) {
    case (.starting, .success(let session)):
      sessionID = session.loginSessionID
      return take(session, at: now)
    case (.starting, .failure(let error)): return end(.failed(.call(error)))
    case (.cancelling, .success(let session)):
      sessionID = session.loginSessionID
      return [.cancel]
    case (.cancelling, .failure): return endCancelled(serverTold: true)
    default: return []
    }
  }

  /// The answers were taken, or refused, or nobody knows.
  public mutating func submitted(
    _ result: Result<LoginSession, ServiceError>, generation asked: Int, at now: Moment
  ) -> [LoginCommand] {
    guard asked == generation, case .submitting(let step) = phase else { return [] }
    switch result {
    case .success(let session): return take(session, at: now)
    case .failure(let error):
      refusal = error
      enter(.resyncing(step))
      return poll()
    }
  }

  /// A wait was answered, or broke.
  public mutating func waited(
    _ result: Result<LoginSession, ServiceError>, generation asked: Int, at now: Moment
  ) -> [LoginCommand] {
    guard asked == generation, let wait, wait.generation == asked, case .waiting(let shown, _) = phase
    else { return [] }
    self.wait = nil
    switch result {
    case .success(let session):
      waitFailures = 0
      waitTrouble = nil
      if session.currentStep == shown { return [.later(.wait, seconds: Pace.wait)] }
      // It crossed with a poll that showed something newer, perhaps: the next poll decides.
      if wait.version != version && !session.isOver {
        return poll() + [.later(.wait, seconds: Pace.wait)]
      }
      return take(session, at: now, isWait: true)
    case .failure(let error):
      waitFailures += 1
      waitTrouble = error
      if !error.saysNothingOfLogin { refusal = error }
      let pause = Backoff.seconds(after: waitFailures, from: Pace.wait, to: Pace.slowest)
      return (waitFailures == 1 ? poll() : []) + [.later(.wait, seconds: pause)]
    }
  }

  /// The session was read, or could not be.
  public mutating func polled(
    _ result: Result<LoginSession, ServiceError>, generation asked: Int, at now: Moment
  ) -> [LoginCommand] {
    isPolling = false
    guard asked == generation, pollPause != nil, pollVersion == version else { return pollLater() }
    switch result {
    case .success(let session):
      pollTrouble = nil
      failures = 0
      return take(session, at: now)
    case .failure(let error):
      switch error.kind {
      case .notFound, .gone:
        enter(.resyncing(phase.step))
        return [.lookAround]
      case .forbidden: return end(.failed(.call(error)))
      default:
        failures += 1
        pollTrouble = error
        return pollLater()
      }
    }
  }

  /// The cancel was answered.
  public mutating func cancelled(
    _ result: Result<Void, ServiceError>, generation asked: Int
  ) -> [LoginCommand] {
    guard asked == generation, phase == .cancelling else { return [] }
    switch result {
    case .success: return endCancelled(serverTold: true)
    case .failure(let error):
      if error.kind == .notFound || error.kind == .gone { return endCancelled(serverTold: true) }
      failures += 1
      guard error.saysNothingOfLogin, failures < Self.mostTries else {
        return endCancelled(serverTold: false)
      }
      return [.later(.cancel, seconds: Backoff.seconds(after: failures, from: 1, to: 4))]
    }
  }

  /// The look for the account, after the session was gone, is over.
  public mutating func lookedAround(
    _ result: Result<LoginSurroundings, ServiceError>, generation asked: Int
  ) -> [LoginCommand] {
    guard asked == generation, case .resyncing = phase else { return [] }
    switch result {
    case .success(let now):
      if let found = completion(in: now) { return end(.complete(found)) }
    case .failure(let error):
      failures += 1
      if error.kind == .unauthorized || error.isPassing && failures < Self.mostTries {
        pollTrouble = error
        return [.later(.lookAround, seconds: Backoff.seconds(after: failures, from: 1, to: 4))]
      }
    }
    // A refusal is the reason; an answer that was lost is none.
    if let refusal, !refusal.saysNothingOfLogin { return end(.failed(.call(refusal))) }
    return end(.lost)
  }

  /// A timer is over.
  public mutating func fired(_ timer: LoginTimer, generation asked: Int) -> [LoginCommand] {
    guard asked == generation else { return [] }
    switch (timer, phase) {
    case (.poll, .editing), (.poll, .waiting), (.poll, .resyncing): return poll()
    case (.wait, .waiting): return startWait()
    case (.cancel, .cancelling): return [.cancel]
    case (.lookAround, .resyncing): return [.lookAround]
    default: return []
    }
  }
}

extension ServiceError {
  /// Whether it tells how the server stands, or the token, and nothing of the login.
  fileprivate var saysNothingOfLogin: Bool { isPassing || kind == .unauthorized }
}
