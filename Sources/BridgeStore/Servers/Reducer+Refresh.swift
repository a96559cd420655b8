import BridgeModel
import Logins

extension State {
  /// Reads a server's bridges now, or again once the current read is done.
  mutating func refresh(_ id: TargetID) -> [Effect] {
    guard let index = targets.index(of: id), targets[index].hasConnection else { return [] }
    if targets[index].isLoading {
      targets[index].isReloadWanted = true
      return []
    }
    targets[index].isLoading = true
    return [.server(.loadBridges(id))]
  }

  /// Reads everything again: bridges, and the logins of the selection. Retries misconfigured servers, which may have been
  /// fixed.
  mutating func refreshAll() -> [Effect] {
    for index in targets.indices { targets[index].readDetailsAgain() }
    return targets.filter { !$0.hasConnection || $0.needsSignIn }.map { .server(.connect($0.id)) }
      + targets.flatMap { refresh($0.id) }
      + loadDetails()
  }

  mutating func received(bridges result: Result<[Bridge], ServiceError>, of id: TargetID) -> [Effect] {
    guard let index = targets.index(of: id) else { return [] }
    targets[index].isLoading = false
    // The server was closed meanwhile, so this older answer is no sign of life.
    if targets[index].isUnavailable { return [] }
    var effects: [Effect] = []
    switch result {
    case .success(let bridges): effects = show(bridges, at: index)
    case .failure(let error): effects = lose(index, error)
    }
    if targets[index].isReloadWanted {
      targets[index].isReloadWanted = false
      return effects + refresh(id)
    }
    return effects + [.timer(.refresh(id), seconds: pause(targets[index]))]
  }

  private func pause(_ target: Target) -> Double {
    let regular = target.id == shownTarget ? pollInterval : pollInterval * Self.hiddenPollFactor
    guard case .stale(_, let error, let failures) = target.reachability else { return regular }
    let seconds = Backoff.seconds(after: failures, from: regular, to: max(15, regular))
    return max(seconds, error.retryAfter ?? 0)
  }

  private mutating func show(_ bridges: [Bridge], at index: Int) -> [Effect] {
    let target = targets[index]
    var effects: [Effect] = []
    switch target.reachability {
    case .connecting:
      note(.connected(accounts: bridges.reduce(0) { $0 + $1.accounts.count }), on: target.id)
    case .stale:
      note(.serverBack, on: target.id)
      targets[index].readDetailsAgain()
      effects.append(.server(.loadInfo(target.id)))
      // The token's permissions could not be read while the server was down.
      if target.allowsWriting == nil { effects.append(.server(.connect(target.id))) }
    case .fresh, .unavailable: break
    }
    targets[index].reachability = .fresh
    targets[index].refusal = .none
    noteReadOfEnds(on: target.id)
    // The question may have come up while the token was being replaced.
    closeSignInDialogs(to: target.id)
    effects += checkSavedSessions(on: target.id)
    guard bridges != target.bridges else { return effects + loadDetails() }
    if target.reachability != .connecting {
      let isNews = noteChanges(from: target.bridges, to: bridges, at: index)
      if isNews && notifies { effects.append(.screen(.ring)) }
    }
    for bridge in bridges where bridge.accounts != target.bridge(bridge.id)?.accounts {
      targets[index].askedLogins.remove(bridge.id)
    }
    targets[index].bridges = bridges
    let shown = shownLoginID
    if target.id == shownTarget { rebuildList() }
    anchorLogins(on: targets[index], shown: shown)
    closeStaleRemovals(on: targets[index])
    selectAwaited()
    return effects + loadDetails()
  }

  /// Selects the account that a login connected, once the list has it.
  mutating func selectAwaited() {
    // A wizard with keyboard focus stays where it is.
    guard let awaited, pane == .list, list.rows.contains(where: { $0.id == awaited }) else { return }
    self.awaited = nil
    list.select(awaited)
  }

  private mutating func lose(_ index: Int, _ error: ServiceError) -> [Effect] {
    if case .stale(let since, _, let failures) = targets[index].reachability {
      targets[index].reachability = .stale(since: since, error, failures: failures + 1)
    } else {
      targets[index].reachability = .stale(since: now, error, failures: 1)
      note(.serverLost(error), on: targets[index].id)
    }
    return error.kind == .unauthorized ? tokenRefused(index) : []
  }

  /// Reads the stored token again, which may be a new one from another run, before the user is asked to sign in.
  private mutating func tokenRefused(_ index: Int) -> [Effect] {
    switch targets[index].refusal {
    case .none where !targets[index].isDemo:
      targets[index].refusal = .readingTokenAgain
      return [.server(.connect(targets[index].id))]
    case .readingTokenAgain:
      targets[index].refusal = .reported
      offerSignIn(to: index)
    case .none, .reported: break
    }
    return []
  }

  /// Logs the changes. Returns whether an account newly needs attention.
  private mutating func noteChanges(from old: [Bridge], to new: [Bridge], at index: Int) -> Bool {
    let id = targets[index].id
    var isNews = false
    var before: [String: Account] = [:]
    for account in old.flatMap(\.accounts) { before[account.accountID] = account }
    for bridge in new {
      for account in bridge.accounts {
        guard let known = before.removeValue(forKey: account.accountID) else {
          note(.accountAppeared(account, network: bridge.displayName), on: id)
          continue
        }
        guard known.status != account.status else { continue }
        if account.status.needsAttention && !known.status.needsAttention { isNews = true }
        targets[index].changes[account.accountID] = now
        note(.statusChanged(account, network: bridge.displayName, from: known.status), on: id)
      }
    }
    for bridge in old {
      for account in bridge.accounts where before[account.accountID] != nil {
        targets[index].changes[account.accountID] = nil
        note(.accountGone(account, network: bridge.displayName), on: id)
      }
    }
    return isNews
  }

  /// Reads the missing details of the selection. Details are stored by bridge, so that moving through any number of
  /// accounts reads each bridge once.
  mutating func loadDetails() -> [Effect] {
    guard let (target, bridge, account) = selected, account != nil, !bridge.isStandIn,
      target.reachability == .fresh,
      let index = targets.index(of: target.id)
    else { return [] }
    var effects: [Effect] = []
    if targets[index].askedLogins.insert(bridge.id).inserted {
      effects.append(.server(.loadLogins(target.id, bridge: bridge.id)))
    }
    if targets[index].askedCapabilities.insert(bridge.id).inserted {
      effects.append(.server(.loadCapabilities(target.id, bridge: bridge.id)))
    }
    return effects
  }
}
