import BridgeModel
import Logins

/// Sessions across runs: those saved for the next run, and those left by earlier runs.
extension State {
  /// The sessions that the next run has to know about.
  public var sessionsToSave: [SavedSession] {
    savedSessions.map(\.session) + loginProcesses.compactMap(savedSession)
  }

  /// Saves the sessions in progress, if they changed since the last save.
  mutating func saveSessions() -> [Effect] {
    let sessions = sessionsToSave
    guard sessions != lastSaved else { return [] }
    lastSaved = sessions
    return [.storage(.saveSessions(sessions))]
  }

  private func savedSession(_ login: LoginProcess) -> SavedSession? {
    guard let sessionID = login.machine.sessionID, !isDemo(login.target) else { return nil }
    return SavedSession(
      target: login.target.name, bridgeID: login.bridgeID, sessionID: sessionID, network: login.network,
      flow: login.machine.flow, accountID: login.accountToReconnect?.accountID, began: login.began.seconds)
  }

  /// Reads the sessions that were left on a server, now that it answers.
  mutating func checkSavedSessions(on target: TargetID) -> [Effect] {
    var effects: [Effect] = []
    for index in savedSessions.indices
    where savedSessions[index].session.target == target.name && savedSessions[index].phase == .unchecked {
      savedSessions[index].phase = .checking
      effects.append(.server(.checkSession(savedSessions[index].session)))
    }
    return effects
  }

  mutating func received(checked result: Result<LoginSession, ServiceError>, _ session: SavedSession) {
    guard let index = savedSessions.firstIndex(where: { $0.session == session }) else { return }
    switch result {
    case .success(let found) where !found.isOver: savedSessions[index].phase = .waiting
    case .success: savedSessions.remove(at: index)
    case .failure(let error) where error.kind == .notFound || error.kind == .gone:
      savedSessions.remove(at: index)
    // The server is asked again with its next answer.
    case .failure: savedSessions[index].phase = .unchecked
    }
  }

  /// Resumes a session left by an earlier run, and shows it.
  mutating func resume(_ saved: SavedSession) -> [Effect] {
    guard let (id, row) = adopt(saved) else { return [] }
    let effects = show(row, id)
    return effects + step(id, .adopt(session: saved.sessionID, flow: saved.flow, .resume)) + loadDetails()
  }

  /// Cancels a session left by an earlier run, without showing it.
  mutating func cancel(_ saved: SavedSession) -> [Effect] {
    guard let (id, _) = adopt(saved) else { return [] }
    return step(id, .adopt(session: saved.sessionID, flow: saved.flow, .cancel))
  }

  /// Creates a login for a session left by an earlier run. Returns its row, too; nil if its bridge no longer exists.
  private mutating func adopt(_ saved: SavedSession) -> (LoginProcessID, RowID)? {
    guard let target = targets[id: TargetID(saved.target)],
      let bridge = target.bridge(saved.bridgeID)
    else {
      notice = .disabled(.bridgeGone)
      return nil
    }
    let account = bridge.accounts.first { $0.accountID == saved.accountID }
    let shown = account ?? bridge.accounts.first
    let row = shown.map { RowID.account(target.id, $0.accountID) } ?? .bridge(target.id, bridge.id)
    savedSessions.removeAll { $0.session == saved }
    let began = Timestamp(seconds: saved.began)
    return (addLogin(to: bridge, of: target, row, accountToReconnect: account, began: began), row)
  }

  /// Shows a login: selects its row, and focuses its pane.
  mutating func show(_ row: RowID, _ id: LoginProcessID) -> [Effect] {
    let effects = switchTo(row.target)
    bringToFront(id)
    pane = .detail
    loginProcesses[id: id]?.keptSession = nil
    return effects
  }

  /// Shows the next login, preferring one that needs input.
  mutating func showNextLogin() -> [Effect] {
    let after = shownIndex.map { $0 + 1 } ?? 0
    let others = (Array(loginProcesses.suffix(from: after)) + loginProcesses.prefix(after)).filter {
      $0.id != shownLoginID || pane == .list
    }
    let isWaiting: (LoginProcess) -> Bool = { $0.needsInput || $0.machine.phase.isEnded }
    guard let next = others.first(where: isWaiting) ?? others.first else { return [] }
    return show(next.row, next.id) + loadDetails() + tick()
  }
}
