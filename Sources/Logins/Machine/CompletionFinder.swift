import BridgeModel

/// Determines the result of a login: from the session or, if that answer was lost, from the bridge's accounts.
struct CompletionFinder: Equatable, Sendable {
  /// The login or account to reconnect; empty for a new account.
  let purpose: LoginStart
  /// The bridge when the login started.
  var snapshotAtStart: BridgeSnapshot

  /// How a session ended; nil while it continues.
  func outcome(of session: LoginSession) -> LoginOutcome? {
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
      if login == nil && account?.loginID == nil { answer.replacedLoginID = replaced(by: session.loginID) }
      return .complete(answer)
    case .failed: return .failed(session.error.map(LoginFailure.session) ?? .unexplained)
    case .cancelled: return .cancelled(reachedServer: true)
    default: return nil
    }
  }

  func completion(account: Account?, login: BridgeLogin?, _ instructions: String?) -> LoginCompletion {
    LoginCompletion(
      account: account, login: login, instructions: instructions,
      replacedLoginID: replaced(by: login?.loginID ?? account?.loginID))
  }

  /// The account or login that is new since the start, or works again.
  func completion(in now: BridgeSnapshot) -> LoginCompletion? {
    // A reconnect brings back its own account, or one that replaces it; never an additional one.
    let isReplaced = isReconnect && !now.accounts.contains(where: isWanted)
    let account = now.accounts.first { account in
      if account.status.needsAttention || account.status == .disconnected { return false }
      guard let old = snapshotAtStart.accounts.first(where: { $0.accountID == account.accountID }) else {
        return !isReconnect || isReplaced
      }
      return isReconnect && isWanted(account) && old.status.needsAttention
    }
    let login = now.logins?.first { login in
      guard login.status == .connected || login.status == .connecting, let known = snapshotAtStart.logins
      else { return false }
      let old = known.first { $0.loginID == login.loginID }
      if isReconnect && login.loginID == purpose.loginID { return old?.status != login.status }
      return old == nil && (!isReconnect || isReplaced)
    }
    guard account != nil || login != nil else { return nil }
    var answer = completion(account: account, login: login, nil)
    answer.wasReconciled = true
    return answer
  }

  private var isReconnect: Bool { purpose.loginID != nil || purpose.accountID != nil }

  private func isWanted(_ account: Account) -> Bool {
    if let loginID = purpose.loginID, account.loginID == loginID { return true }
    return account.accountID == purpose.accountID
  }

  /// The login that was to be reconnected, if another one took its place.
  private func replaced(by loginID: String?) -> String? {
    let account = snapshotAtStart.accounts.first { $0.accountID == purpose.accountID }
    guard let wanted = purpose.loginID ?? account?.loginID, let loginID else { return nil }
    return loginID == wanted ? nil : wanted
  }
}
