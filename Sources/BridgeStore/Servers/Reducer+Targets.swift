import BridgeModel
import Logins

/// Several servers: which one is shown, and whether they are ready.
extension State {
  /// Rebuilds the list for the shown server.
  mutating func rebuildList() {
    let shown = shownTarget
    list.rebuild(from: targets) { $0.id == shown }
  }

  /// Shows another server, with its list as last seen, and reads it.
  mutating func switchTo(_ id: TargetID) -> [Effect] {
    guard id != shownTarget, let index = targets.index(of: id) else { return [] }
    hiddenLists[shownTarget] = list
    shownTarget = id
    list = hiddenLists[id] ?? BridgeList()
    filterLine = nil
    pane = .list
    reconnectQueue = []
    rebuildList()
    fitList()
    offerSignIn(to: index)
    return refresh(id)
  }

  mutating func showTargets() -> [Effect] {
    overlays.append(.targets(focus: targets.index(of: shownTarget) ?? 0))
    // The user wants to know whether they answer.
    return targets.filter { $0.id != shownTarget }.flatMap { refresh($0.id) }
  }

  mutating func moveTargetFocus(_ motion: Motion) {
    guard case .targets(let focus)? = overlays.last else { return }
    overlays[overlays.count - 1] = .targets(focus: motion.moved(focus, among: targets.count))
  }

  /// Switches to the marked server.
  mutating func confirmTarget() -> [Effect] {
    guard case .targets(let focus)? = overlays.popLast() else { return [] }
    let target = targets[focus]
    let effects = switchTo(target.id) + loadDetails() + tick()
    if target.needsSignIn && !target.isDemo { return effects + beginSignIn() }
    if case .unavailable(.misconfigured) = target.reachability {
      return effects + [.server(.connect(target.id))]
    }
    return effects
  }

  /// Records whether a server is ready, and starts reading it.
  mutating func connected(_ result: ConnectResult, of id: TargetID) -> [Effect] {
    guard let index = targets.index(of: id) else { return [] }
    switch result {
    case .unavailable(let reason):
      let wasClosed = targets[index].reachability == .unavailable(reason)
      targets[index].hasConnection = false
      targets[index].reachability = .unavailable(reason)
      if !wasClosed, case .misconfigured(let what) = reason { note(.misconfigured(what), on: id) }
      if !wasClosed { offerSignIn(to: index) }
      return []
    case .ready(let allowsWriting):
      if let allowsWriting { targets[index].allowsWriting = allowsWriting }
      targets[index].hasConnection = true
      if case .unavailable = targets[index].reachability { targets[index].reachability = .connecting }
      return [.server(.loadInfo(id))] + refresh(id) + continueLogins(on: id)
    }
  }

  /// Continues the logins whose calls were refused. Those in progress are read now, not after their pause; those that
  /// failed to start are started again.
  private mutating func continueLogins(on id: TargetID) -> [Effect] {
    var effects: [Effect] = []
    for login in loginProcesses where login.target == id {
      if case .ended(.failed(.call(let error))) = login.machine.phase, error.kind == .unauthorized {
        guard let target = targets[id: id] else { continue }
        effects += step(login.id, .retry(target.snapshot(of: login.bridgeID)))
      } else if login.machine.trouble != nil, login.machine.isPolled {
        let timer = TimerID.login(login.id, .poll, generation: login.machine.generation)
        effects.append(.timer(timer, seconds: 0))
      }
    }
    return effects
  }
}
