import BridgeModel
import Logins

/// Sessions across runs: what is noted for the next one, and what the last one left.
extension State {
  /// The sessions that the next run would have to know of.
  public var sessionNotes: [SessionNote] { leftBehind + logins.compactMap(note) }

  /// Has the sessions under way noted, if they are not as they were noted last.
  mutating func noteSessions() -> [Effect] {
    let notes = sessionNotes
    guard notes != noted else { return [] }
    noted = notes
    return [.note(notes)]
  }

  private func note(_ login: Login) -> SessionNote? {
    guard let sessionID = login.machine.sessionID, !isDemo(login.target) else { return nil }
    return SessionNote(
      target: login.target.name, bridgeID: login.bridgeID, sessionID: sessionID, network: login.network,
      flow: login.machine.flow, accountID: login.reconnects?.accountID, began: login.began.seconds)
  }

  /// Asks a server, when it begins to answer, how the sessions stand that were left there.
  func checkLeftBehind(on target: TargetID) -> [Effect] {
    leftBehind.filter { $0.target == target.name && !checkedSessions.contains($0) }.map(
      Effect.check)
  }

  mutating func take(checked result: Result<LoginSession, ServiceError>, _ note: SessionNote) -> [Effect] {
    switch result {
    case .success(let session) where !session.isOver: undecided.append(note)
    case .success: leftBehind.removeAll { $0 == note }
    case .failure(let error):
      // What cannot be read now may be there later.
      guard error.kind == .notFound || error.kind == .gone else { return [] }
      leftBehind.removeAll { $0 == note }
    }
    checkedSessions.append(note)
    return []
  }

  /// Asks the user about a session that was left, once nothing else has the keys: an Enter that was meant for
  /// something else must not answer.
  mutating func askAboutLeftBehind() {
    guard context == .list, let note = undecided.first else { return }
    undecided.removeFirst()
    overlays.append(.dialog(Dialog(.leftBehind(note), [.resume, .cancelLogin])))
  }

  /// Takes up a session that an earlier run left, on the screen.
  mutating func resume(_ note: SessionNote) -> [Effect] {
    guard let (key, row) = adopt(note) else { return [] }
    let effects = show(row, key)
    return effects + step(key, .adopt(session: note.sessionID, flow: note.flow, .resume)) + loadDetails()
  }

  /// Cancels a session that an earlier run left, beside what is on the screen.
  mutating func cancel(_ note: SessionNote) -> [Effect] {
    guard let (key, _) = adopt(note) else { return [] }
    return step(key, .adopt(session: note.sessionID, flow: note.flow, .cancel))
  }

  /// A login for a session that an earlier run left, and its row; nil if its bridge is no longer there.
  private mutating func adopt(_ note: SessionNote) -> (LoginKey, RowID)? {
    guard let target = targets.first(where: { $0.id.name == note.target }),
      let bridge = target.bridge(note.bridgeID)
    else {
      notice = .refusal(.bridgeGone)
      return nil
    }
    let account = bridge.accounts.first { $0.accountID == note.accountID }
    let shown = account ?? bridge.accounts.first
    let row = shown.map { RowID.account(target.id, $0.accountID) } ?? .bridge(target.id, bridge.id)
    leftBehind.removeAll { $0 == note }
    let began = Timestamp(seconds: note.began)
    return (addLogin(to: bridge, of: target, row, reconnects: account, began: began), row)
  }

  /// Brings a login on the screen, with its row selected and the keys in its pane.
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

  /// Goes to the next login: one that needs an answer, if there is any.
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
