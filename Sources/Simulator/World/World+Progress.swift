import BridgeModel

/// The progress of a login, step by step.
extension World {
  /// How long an ended session stays readable, in simulated seconds.
  private static let endedSessionLifetime = 5.0 * 60

  /// Ends an expired login and removes its session.
  func expire(_ process: LoginProcess) {
    process.end(.failed, failure: .lost)
    sessions[process.id] = nil
  }

  /// Applies an outcome of the current scene.
  func apply(_ name: String, _ outcome: Outcome, _ process: LoginProcess) {
    outcomeCounts[
      OutcomeID(bridgeID: process.bridgeID, scene: process.sceneName, outcome: name), default: 0] += 1
    for (name, template) in outcome.set { process.values[name] = template.filled(&process.values) }
    switch outcome.end {
    case .scene(let name): go(to: name, outcome, process)
    case .failed(let failure): fail(process, failure)
    case .complete: complete(process)
    }
  }

  private func go(to name: String, _ outcome: Outcome, _ process: LoginProcess) {
    guard let next = try? network(process.bridgeID).scenes[name] else { return }
    if outcome.complaint != nil, let tries = process.scene?.tries {
      process.values["left"] = String(tries.count - process.rejections - 1)
      if process.rejections + 1 >= tries.count {
        return apply("tries", Outcome(end: .failed(tries.failure)), process)
      }
    }
    enter(process, name, next, complaint: outcome.complaint?.filled(&process.values))
  }

  func fail(_ process: LoginProcess, _ failure: Failure) {
    process.end(.failed, failure: failure)
    forgetLater(process)
  }

  /// Enters a scene, and schedules its rotations and events.
  func enter(_ process: LoginProcess, _ name: String, _ scene: Scene, complaint: String?) {
    process.enter(name, scene, complaint: complaint)
    rotate(process, scene.rotations[...])
    for (name, event) in scene.events {
      if let seconds = event.after {
        inScene(process, after: seconds) { world, process in
          if !world.settings.isHandsOff { world.apply("events.\(name)", event.outcome, process) }
        }
      }
      if let seconds = event.expires {
        inScene(process, after: seconds) { world, process in
          world.apply("events.\(name)", event.outcome, process)
        }
      }
    }
  }

  /// Schedules the rotations of a scene, one after each pause.
  private func rotate(_ process: LoginProcess, _ pauses: ArraySlice<Double>) {
    guard let pause = pauses.first else { return }
    inScene(process, after: pause) { world, process in
      process.rotate()
      world.rotate(process, pauses.dropFirst())
    }
  }

  /// Schedules an action on a login after a delay in simulated seconds. It is skipped if the login has left the scene
  /// by then.
  func inScene(
    _ process: LoginProcess, after seconds: Double,
    _ act: @escaping @Sendable (isolated World, LoginProcess) -> Void
  ) {
    let number = process.sceneNumber
    after(seconds, process) { world, process in
      if process.sceneNumber == number, !process.isOver { act(world, process) }
    }
  }

  private func complete(_ process: LoginProcess) {
    guard let network = try? network(process.bridgeID) else { return }
    let identity = Identity(network, &process.values)
    let isKnown = logins[network.id]?.contains { $0.loginID == identity.login?.loginID } ?? false
    // Another login may have taken the last slot in the meantime.
    if process.reconnectedLogin == nil, !isKnown, let refusal = refusal(of: network) {
      return fail(process, refusal)
    }
    if let old = process.reconnectedLogin, old.loginID != identity.login?.loginID {
      _ = drop(old.loginID, of: network.id)
    }
    put(identity, on: network.id)
    process.complete(accounts: identity.accounts, login: identity.login)
    forgetLater(process)
  }

  /// Why a network accepts no new login; nil if it does.
  func refusal(of network: Network) -> Failure? {
    switch status(of: network) {
    case .limitReached: .tooManyLogins
    case .temporarilyUnavailable, .disabled:
      Failure(code: "conflict", status: 409, message: "\(network.displayName) accepts no new accounts now.")
    default:
      network.supportsMultipleAccounts || accounts[network.id, default: []].isEmpty
        ? nil
        : Failure(
          code: "conflict", status: 409,
          message:
            "\(network.displayName) supports only one account; reconnect or remove it.")
    }
  }

  /// Schedules the removal of an ended session.
  func forgetLater(_ process: LoginProcess) {
    after(Self.endedSessionLifetime, process) { world, process in world.sessions[process.id] = nil }
  }

  /// Inserts a login and its accounts in the place of the same login, or at the end.
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

  /// Removes a login and its accounts. Returns the removed account ids.
  func drop(_ loginID: String, of id: String) -> [String] {
    let gone = (accounts[id] ?? []).filter { $0.loginID == loginID }.map(\.accountID)
    accounts[id]?.removeAll { $0.loginID == loginID }
    logins[id]?.removeAll { $0.loginID == loginID }
    return gone
  }
}
