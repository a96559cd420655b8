import BridgeModel

/// What becomes of a login, step by step.
extension World {
  /// How long the end of a session can still be read, in simulated seconds.
  private static let afterlife = 5.0 * 60

  /// Ends a login whose time is over; nobody finds it any more.
  func expire(_ process: LoginProcess) {
    process.end(.failed, failure: .lost)
    sessions[process.id] = nil
  }

  /// Lets an outcome of the current scene happen.
  func take(_ name: String, _ outcome: Outcome, _ process: LoginProcess) {
    outcomesTaken[
      OutcomeID(bridgeID: process.bridgeID, scene: process.sceneName, outcome: name), default: 0] += 1
    for (name, template) in outcome.set { process.values[name] = template.filled(&process.values) }
    switch outcome.end {
    case .scene(let name): go(to: name, outcome, process)
    case .failed(let failure): fail(process, failure)
    case .complete:
      complete(process)
      forgetLater(process)
    }
  }

  private func go(to name: String, _ outcome: Outcome, _ process: LoginProcess) {
    guard let next = networks.first(where: { $0.id == process.bridgeID })?.scenes[name] else { return }
    if outcome.complaint != nil, let tries = process.scene?.tries {
      process.values["left"] = String(tries.count - process.refusals - 1)
      if process.refusals + 1 >= tries.count {
        return take("tries", Outcome(end: .failed(tries.failure)), process)
      }
    }
    enter(process, name, next, complaint: outcome.complaint?.filled(&process.values))
  }

  private func fail(_ process: LoginProcess, _ failure: Failure) {
    process.end(.failed, failure: failure)
    forgetLater(process)
  }

  /// Shows a scene, and notes what is due in it.
  func enter(_ process: LoginProcess, _ name: String, _ scene: Scene, complaint: String?) {
    process.enter(name, scene, complaint: complaint)
    let number = process.sceneNumber
    var elapsed = 0.0
    for pause in scene.rotations {
      elapsed += pause
      after(elapsed, process) { _, process in
        if process.sceneNumber == number { process.rotate() }
      }
    }
    for (name, event) in scene.events {
      for (seconds, isPersons) in [(event.after, true), (event.expires, false)] {
        guard let seconds else { continue }
        after(seconds, process) { world, process in
          guard process.sceneNumber == number, !process.isOver else { return }
          if isPersons && world.settings.isHandsOff { return }
          world.take("events.\(name)", event.outcome, process)
        }
      }
    }
  }

  private func complete(_ process: LoginProcess) {
    guard let network = networks.first(where: { $0.id == process.bridgeID }) else { return }
    let identity = Identity(network, &process.values)
    if let old = process.reconnects, old.loginID != identity.login?.loginID {
      _ = drop(old.loginID, of: network.id)
    }
    put(identity, on: network.id)
    process.complete(accounts: identity.accounts, login: identity.login)
  }

  /// Keeps the end of a login readable for a while.
  func forgetLater(_ process: LoginProcess) {
    after(Self.afterlife, process) { world, process in world.sessions[process.id] = nil }
  }

  /// Puts a login and its accounts where those of the same login stood, or at the end.
  private func put(_ identity: Identity, on id: String) {
    guard let login = identity.login else { return }
    let (known, theirs) = (logins[id] ?? [], accounts[id] ?? [])
    let place = known.firstIndex { $0.loginID == login.loginID } ?? known.endIndex
    let accountsPlace = theirs.firstIndex { $0.loginID == login.loginID }
    _ = drop(login.loginID, of: id)
    logins[id, default: []].insert(login, at: place)
    accounts[id, default: []].insert(
      contentsOf: identity.accounts, at: accountsPlace ?? accounts[id, default: []].endIndex)
  }

  /// Takes a login and its accounts out, and tells which accounts those were.
  func drop(_ loginID: String, of id: String) -> [String] {
    let gone = (accounts[id] ?? []).filter { $0.loginID == loginID }.map(\.accountID)
    accounts[id]?.removeAll { $0.loginID == loginID }
    logins[id]?.removeAll { $0.loginID == loginID }
    return gone
  }
}
