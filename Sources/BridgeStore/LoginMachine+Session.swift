import BridgeModel

extension LoginMachine {
  /// Goes where a session says; whether a wait brought it decides when the next wait begins.
  mutating func take(_ session: LoginSession, at now: Moment, isWait: Bool = false) -> [LoginCommand] {
    if let outcome = outcome(of: session) { return end(outcome) }
    // A session that waits for something nobody here knows is shown as that, and read again.
    let step = session.currentStep ?? .unknown(UnknownStep(type: session.status.rawValue, content: .null))
    switch step {
    case .userInput, .cookies: return ask(step)
    case .displayAndWait, .unknown: return display(step, at: now, isWait: isWait)
    case .complete(let step):
      return end(.complete(completion(account: step.account, login: step.login, step.instructions)))
    }
  }

  private mutating func ask(_ step: LoginStep) -> [LoginCommand] {
    switch phase {
    case .editing(let shown, let complaint) where shown.isSame(as: step):
      // Read while the user types: the content may change, what was typed does not.
      phase = .editing(step, complaint: complaint)
    case .submitting(let sent) where sent.asksTheSame(as: step):
      enter(.editing(step, complaint: .rejected))
    case .resyncing(let sent?) where sent == step && mayBeAtWork:
      unchangedReads += 1
      return pollLater()
    case .resyncing(let sent?) where sent.asksTheSame(as: step):
      enter(.editing(step, complaint: complaint(about: sent, nowAsking: step)))
    default: enter(.editing(step, complaint: nil))
    }
    refusal = nil
    return pollLater()
  }

  /// Whether the server may still have the answers whose own answer was lost.
  private var mayBeAtWork: Bool { refusal?.isLostAnswer == true && unchangedReads < Self.mostTries }

  private func complaint(about sent: LoginStep, nowAsking step: LoginStep) -> LoginComplaint? {
    guard let refusal else { return .rejected }
    guard refusal.isLostAnswer || refusal.kind == .unreachable else { return .refused(refusal) }
    return sent == step ? .answerLost(refusal) : .rejected
  }

  private mutating func display(_ step: LoginStep, at now: Moment, isWait: Bool) -> [LoginCommand] {
    guard case .waiting(let shown, var wait) = phase, shown.isSame(as: step) else {
      defer { isResumed = false }
      enter(.waiting(step, LoginWait(began: now, since: now, rotations: 0, isAgeKnown: !isResumed)))
      refusal = nil
      return startWait() + pollLater()
    }
    if shown != step {
      wait.since = now
      wait.isAgeKnown = true
      wait.rotations += 1
      version += 1
      phase = .waiting(step, wait)
    }
    // After a rotation that a wait brought, the next begins at once. A poll begins none: one is in flight, or
    // a pause before it is under way.
    return (isWait ? startWait() : []) + (isPolling ? [] : pollLater())
  }

  /// How a session ended; nil while it goes on.
  private func outcome(of session: LoginSession) -> LoginOutcome? {
    switch session.status {
    case .complete:
      var login = session.login
      var account = session.account
      var instructions: String?
      if case .complete(let step) = session.currentStep {
        login = login ?? step.login
        account = account ?? step.account
        instructions = step.instructions
      }
      var answer = completion(account: account, login: login, instructions)
      if login == nil && account?.loginID == nil { answer.replaced = replaced(by: session.loginID) }
      return .complete(answer)
    case .failed: return .failed(session.error.map(LoginFailure.session) ?? .unexplained)
    case .cancelled: return .cancelled(serverTold: true)
    default: return nil
    }
  }

  private func completion(
    account: Account?, login: BridgeLogin?, _ instructions: String?
  ) -> LoginCompletion {
    LoginCompletion(
      account: account, login: login, instructions: instructions,
      replaced: replaced(by: login?.loginID ?? account?.loginID))
  }

  /// The login that a reconnect was for, if it became another one.
  private func replaced(by loginID: String?) -> String? {
    let account = before.accounts.first { $0.accountID == purpose.accountID }
    guard let wanted = purpose.loginID ?? account?.loginID, let loginID else { return nil }
    return loginID == wanted ? nil : wanted
  }

  /// The account or login that was not there before, or did not work then.
  func completion(in now: LoginSurroundings) -> LoginCompletion? {
    let isReconnect = purpose.loginID != nil || purpose.accountID != nil
    // A reconnect brings its own account back, or another in its place; never one beside it.
    let isReplaced = isReconnect && !now.accounts.contains(where: isWanted)
    let account = now.accounts.first { account in
      if account.status.needsUser || account.status == .disconnected { return false }
      guard let old = before.accounts.first(where: { $0.accountID == account.accountID }) else {
        return !isReconnect || isReplaced
      }
      return isReconnect && isWanted(account) && old.status.needsUser
    }
    let login = now.logins?.first { login in
      guard login.status == .connected || login.status == .connecting, let known = before.logins else {
        return false
      }
      let old = known.first { $0.loginID == login.loginID }
      if isReconnect && login.loginID == purpose.loginID { return old?.status != login.status }
      return old == nil && (!isReconnect || isReplaced)
    }
    guard account != nil || login != nil else { return nil }
    var answer = completion(account: account, login: login, nil)
    answer.foundByLooking = true
    return answer
  }

  private func isWanted(_ account: Account) -> Bool {
    if let loginID = purpose.loginID, account.loginID == loginID { return true }
    return account.accountID == purpose.accountID
  }
}

extension LoginStep {
  /// Whether another step stands in the same place: same id and type, whatever its content.
  func isSame(as other: LoginStep) -> Bool { id == other.id && type == other.type }

  /// Whether another step asks for the same again: some networks give the step another id then.
  func asksTheSame(as other: LoginStep) -> Bool {
    if isSame(as: other) { return true }
    guard case .userInput(let mine) = self, case .userInput(let others) = other else { return false }
    return !mine.fields.isEmpty && mine.fields.map(\.id) == others.fields.map(\.id)
  }
}

extension LoginSession {
  /// Whether it has ended.
  var isOver: Bool { status == .complete || status == .failed || status == .cancelled }
}
