import BridgeModel

/// Several servers: which one is on the screen, and whether they can be asked.
extension State {
  /// Makes the list of the server on the screen.
  mutating func rebuildList() {
    let shown = shownTarget
    list.rebuild(from: targets) { $0.id == shown }
  }

  /// Brings another server on the screen, and what was selected there.
  mutating func switchTo(_ id: TargetID) {
    guard id != shownTarget, index(of: id) != nil else { return }
    selections[shownTarget] = list.selection?.id
    shownTarget = id
    list = BridgeList()
    filterLine = nil
    pane = .list
    walk = []
    rebuildList()
    if let row = selections[id] { list.select(row) }
    shownLogin = logins.first { $0.row == list.selection?.id }?.id
  }

  mutating func showTargets() -> [Effect] {
    overlays.append(.targets(focus: index(of: shownTarget) ?? 0))
    // Whether they answer is what is asked here.
    return targets.filter { $0.id != shownTarget }.flatMap { refresh($0.id) }
  }

  mutating func moveTargetFocus(_ motion: Motion) {
    guard case .targets(let focus)? = overlays.last else { return }
    let last = targets.count - 1
    let next =
      switch motion {
      case .up: max(0, focus - 1)
      case .down: min(last, focus + 1)
      case .pageUp, .first: 0
      case .pageDown, .last: last
      }
    overlays[overlays.count - 1] = .targets(focus: next)
  }

  /// Goes to the server that is marked.
  mutating func takeTarget() -> [Effect] {
    guard case .targets(let focus)? = overlays.popLast() else { return [] }
    let id = targets[focus].id
    let isOther = id != shownTarget
    switchTo(id)
    if targets[focus].needsSignIn && !targets[focus].isDemo { return beginSignIn() }
    if case .closed(.unusable) = targets[focus].link { return [.prepare(id)] }
    return isOther ? refresh(id) + loadDetails() + tick() : []
  }

  /// Takes up whether a server can be asked, and begins to ask.
  mutating func take(_ preparation: Preparation, of id: TargetID) -> [Effect] {
    guard let index = index(of: id) else { return [] }
    switch preparation {
    case .closed(let reason):
      let wasClosed = targets[index].link == .closed(reason)
      targets[index].isPrepared = false
      targets[index].link = .closed(reason)
      if !wasClosed, case .unusable(let what) = reason { note(.unusable(what), on: id) }
      return []
    case .ready(let allowsWriting):
      if let allowsWriting { targets[index].allowsWriting = allowsWriting }
      targets[index].isPrepared = true
      if case .closed = targets[index].link { targets[index].link = .connecting }
      return [.loadInfo(id)] + refresh(id) + pollLogins(on: id)
    }
  }

  /// Has the logins under way on a server read now, and not when the pause after a refusal is over.
  private func pollLogins(on id: TargetID) -> [Effect] {
    logins.filter { $0.target == id && $0.machine.trouble != nil && $0.machine.pollPause != nil }.map {
      .schedule(.login($0.id, .poll, generation: $0.machine.generation), seconds: 0)
    }
  }
}
