import BridgeModel

/// The operations behind the control routes.
extension World {
  /// A login session with its internal state.
  struct SessionView: Encodable, Sendable {
    var loginSessionID: String
    var bridgeID: String
    var flowID: String
    var status: String
    /// The scene's name in the world file.
    var scene: String
    /// The values typed and set so far, including a captcha's text.
    var values: [String: String]
    /// The events that can be triggered now.
    var events: [String]
    /// The number of open waits.
    var waiting: Int
  }

  /// How often an outcome occurred.
  struct OutcomeView: Encodable, Sendable {
    var bridgeID: String
    var scene: String
    var outcome: String
    var taken: Int
  }

  var sessionViews: [SessionView] {
    sessions.values.map(SessionView.init).sorted { $0.loginSessionID < $1.loginSessionID }
  }

  func sessionView(_ id: String) throws(APIError) -> SessionView { SessionView(try controlled(id)) }

  /// Every outcome of every scene with its count, to show what a client's tests have not reached yet.
  var outcomes: [OutcomeView] {
    networks.flatMap { network in
      network.scenes.sorted { $0.key < $1.key }.flatMap { name, scene in
        scene.outcomes.map { outcome in
          OutcomeView(
            bridgeID: network.id, scene: name, outcome: outcome.name,
            taken: outcomeCounts[OutcomeID(bridgeID: network.id, scene: name, outcome: outcome.name)] ?? 0)
        }
      }
    }
  }

  /// Triggers an event of the current scene; without a name, the simulated user's event.
  func trigger(_ name: String?, in id: String) throws(APIError) -> SessionView {
    let process = try controlled(id)
    guard !process.isOver, let scene = process.scene, let name = name ?? scene.userEvent,
      let event = scene.events[name]
    else { throw .conflict("This event cannot happen now.") }
    apply("events.\(name)", event.outcome, process)
    return SessionView(process)
  }

  /// Shows new content now.
  func rotate(_ id: String) throws(APIError) -> SessionView {
    let process = try controlled(id)
    guard !process.isOver, case .display = process.scene?.content else {
      throw .conflict("There is no display to rotate now.")
    }
    process.rotate()
    return SessionView(process)
  }

  /// Expires a login.
  func expire(_ id: String) throws(APIError) { expire(try controlled(id)) }

  /// Sets an account's status, and its login's if `loginStatus` is given. The API need not know the statuses.
  func change(
    _ accountID: String, to status: String, text: String?, loginStatus: String?
  ) throws(APIError) -> Account {
    var account = try account(accountID)
    account.status = Account.Status(rawValue: status)
    account.statusText = text
    accounts[account.bridge.id] = accounts[account.bridge.id]?.map {
      $0.accountID == accountID ? account : $0
    }
    if let loginStatus {
      logins[account.bridge.id] = logins[account.bridge.id]?.map { login in
        guard login.loginID == account.loginID else { return login }
        var login = login
        (login.status, login.statusText) = (BridgeLogin.Status(rawValue: loginStatus), text)
        return login
      }
    }
    return account
  }

  /// A session by its id, or the newest as `latest`.
  private func controlled(_ id: String) throws(APIError) -> LoginProcess {
    guard let process = sessions[id == "latest" ? latestSessionID ?? "" : id] else {
      throw .notFound("login session")
    }
    return process
  }
}

extension World.SessionView {
  init(_ process: LoginProcess) {
    self.init(
      loginSessionID: process.id, bridgeID: process.bridgeID, flowID: process.flowID,
      status: process.session.status.rawValue, scene: process.sceneName, values: process.values.byName,
      events: process.isOver ? [] : (process.scene?.events.keys.sorted() ?? []), waiting: process.waiting)
  }
}
