import BridgeModel
import Logins

/// Applies an action to the state, and returns the effects to perform.
///
/// Pure: the same state and action give the same result. `state.now` is the time of the action.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  var effects = state.handle(action)
  // What any action may bring about: a question may be asked now, and sessions may have to be saved.
  state.askPendingQuestion()
  effects += state.saveSessions()
  return effects
}

extension State {
  fileprivate mutating func handle(_ action: Action) -> [Effect] {
    switch action {
    case .opened:
      let unread = targets.filter { $0.hasConnection && $0.reachability == .connecting }
      return unread.flatMap { [.server(.loadInfo($0.id))] + refresh($0.id) } + loadDetails()
        + targets.filter { !$0.hasConnection }.map { .server(.connect($0.id)) }
    case .resized(let viewport):
      self.viewport = viewport
      fitList()
      return []
    case .asked(let request): return handle(request)
    case .moved(let motion): return move(motion)
    case .clicked(let click): return clicked(click)
    case .typed(let edit): return type(edit)
    case .fired(let timer): return fire(timer)
    case .answered(let answer): return received(answer) + lookAgain(after: answer)
    }
  }

  /// Reads a server's bridges after another call had its token refused. The read shows whether the server still
  /// accepts the token.
  private mutating func lookAgain(after answer: Action.Answer) -> [Effect] {
    guard let id = answer.refusingTarget(in: loginProcesses), let index = targets.index(of: id),
      targets[index].reachability == .fresh
    else { return [] }
    return refresh(id)
  }

  /// Makes room for the filter line, which takes one line from the list.
  mutating func fitList() {
    let isFiltered = filterLine != nil || !list.filter.isEmpty
    list.resize(height: viewport.listLines - (isFiltered ? 1 : 0))
  }

  mutating func fire(_ timer: TimerID) -> [Effect] {
    switch timer {
    case .refresh(let target): return refresh(target)
    case .tick:
      isTicking = false
      return tick()
    case .mask:
      for index in loginProcesses.indices { loginProcesses[index].form?.isRevealed = false }
      return []
    case .login(let id, let timer, let generation):
      return step(id, .fired(timer, generation: generation))
    }
  }

  mutating func received(_ answer: Action.Answer) -> [Effect] {
    switch answer {
    case .info(let id, let result):
      if let index = targets.index(of: id), case .success(let info) = result { targets[index].info = info }
      return []
    case .bridges(let id, let result): return received(bridges: result, of: id)
    case .logins(let id, let bridge, let result):
      guard let index = targets.index(of: id) else { return [] }
      switch result {
      case .success(let logins): targets[index].logins[bridge] = logins
      case .failure(let error):
        // Asked again with the next answer of the server.
        if error.isTransient { targets[index].askedLogins.remove(bridge) }
        note(missing: error, bridge, on: id)
      }
      return []
    case .capabilities(let id, let bridge, let result):
      guard let index = targets.index(of: id) else { return [] }
      // Not every bridge reports capabilities, and they are not essential.
      if case .success(let capabilities) = result { targets[index].capabilities[bridge] = capabilities }
      return []
    case .connected(let id, let result): return connected(result, of: id)
    case .signIn(let id, let event): return received(event, of: id)
    case .removal(let id, let bridge, let login, let network, let result):
      if let index = targets.index(of: id) { targets[index].removals[bridge]?.remove(login) }
      switch result {
      case .success(let removal): note(.removed(network: network, removal), on: id)
      case .failure(let error): note(.removalFailed(network: network, error), on: id)
      }
      return refresh(id)
    case .savedStateLoaded(let saved):
      canSave = saved.canSave
      savedSessions = saved.sessions.map { TrackedSession(session: $0) }
      rememberedFlows = saved.rememberedFlows
      return []
    case .checked(let saved, let result):
      received(checked: result, saved)
      return []
    case .ran(let report): return received(report)
    case .picture(let id, let file, let picture):
      loginProcesses[id: id]?.receive(picture, of: file)
      return []
    case .login(let id, let generation, let answer):
      return step(id, .answered(answer, generation: generation))
    }
  }

  private mutating func note(missing error: ServiceError, _ bridgeID: String, on id: TargetID) {
    // An outage is reported once, by the refresh.
    if error.isTransient { return }
    let network = targets[id: id]?.bridge(bridgeID)?.displayName ?? bridgeID
    note(.detailsMissing(network: network, error), on: id)
  }
}
