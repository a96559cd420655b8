import BridgeModel
import Logins

/// Sessions across runs: those saved for the next run, and those left by earlier runs.
extension State {
  /// The sessions that the next run has to know about.
  public var sessionsToSave: [SavedSession] { leftBehind + logins.compactMap(note) }

  /// Saves the sessions in progress, if they changed since the last save.
  mutating func noteSessions() -> [Effect] {
    let notes = sessionsToSave
    guard notes != noted else { return [] }
    noted = notes
    return [.note(notes)]
  }

  private func note(_ login: Login) -> SavedSession? {
    guard let sessionID = login.machine.sessionID, !isDemo(login.target) else { return nil }
    return SavedSession(
      target: login.target.name, bridgeID: login.bridgeID, sessionID: sessionID, network: login.network,
      flow: login.machine.flow, accountID: login.reconnects?.accountID, began: login.began.seconds)
  }

  /// Reads the sessions left on a server, once it starts answering.
  func checkLeftBehind(on target: TargetID) -> [Effect] {
    leftBehind.filter { $0.target == target.name && !checkedSessions.contains($0) }.map(
      Effect.check)
  }

  mutating func take(checked result: Result<LoginSession, ServiceError>, _ note: SavedSession) -> [Effect] {
    switch result {
    case .success(let session) where !session.isOver: undecided.append(note)
    case .success: leftBehind.removeAll { $0 == note }
    case .failure(let error):
      // A session that cannot be read now may be readable later.
      guard error.kind == .notFound || error.kind == .gone else { return [] }
      leftBehind.removeAll { $0 == note }
    }
    checkedSessions.append(note)
    return []
  }

  /// Asks about a left session once the list has keyboard focus, so that an Enter meant for something else cannot
  /// answer.
  mutating func askAboutLeftBehind() {
    guard context == .list, let note = undecided.first else { return }
    undecided.removeFirst()
    overlays.append(.dialog(Dialog(.leftBehind(note), [.resume, .cancelLogin])))
  }

  /// Resumes a session left by an earlier run, and shows it.
  mutating func resume(_ note: SavedSession) -> [Effect] {
    guard let (key, row) = adopt(note) else { return [] }
    let effects = show(row, key)
    return effects + step(key, .adopt(session: note.sessionID, flow: note.flow, .resume)) + loadDetails()
  }

  /// Cancels a session left by an earlier run, without showing it.
  mutating func cancel(_ note: SavedSession) -> [Effect] {
    guard let (key, _) = adopt(note) else { return [] }
    return step(key, .adopt(session: note.sessionID, flow: note.flow, .cancel))
  }

  /// Creates a login for a session left by an earlier run. Returns its row, too; nil if its bridge no longer exists.
  private mutating func adopt(_ note: SavedSession) -> (LoginKey, RowID)? {
    guard let target = targets.first(where: { $0.id.name == note.target }),
      let bridge = target.bridge(note.bridgeID)
    else {
      notice = .disabled(.bridgeGone)
      return nil
    }
    let account = bridge.accounts.first { $0.accountID == note.accountID }
    let shown = account ?? bridge.accounts.first
    let row = shown.map { RowID.account(target.id, $0.accountID) } ?? .bridge(target.id, bridge.id)
    leftBehind.removeAll { $0 == note }
    let began = Timestamp(seconds: note.began)
    return (addLogin(to: bridge, of: target, row, reconnects: account, began: began), row)
  }

  /// Shows a login: selects its row, and focuses its pane.
  mutating func show(_ row: RowID, _ key: LoginKey) -> [Effect] {
    let effects = switchTo(row.target)
    if !list.rows.contains(where: { $0.id == row }), !list.filter.isEmpty {
      list.filter = ""
      rebuildList()
    }
    list.select(row)
    shownLogin = key
    pane = .detail
    if let index = shownIndex { logins[index].keptSession = nil }
    return effects
  }

  /// Shows the next login, preferring one that needs input.
  mutating func showNextLogin() -> [Effect] {
    let after = shownIndex.map { $0 + 1 } ?? 0
    let others = (logins.suffix(from: after) + logins.prefix(after)).filter {
      $0.id != shownLogin || pane == .list
    }
    let isWaiting: (Login) -> Bool = { $0.needsAnswer || $0.machine.phase.isEnded }
    guard let next = others.first(where: isWaiting) ?? others.first else { return [] }
    return show(next.row, next.id) + loadDetails() + tick()
  }
}
