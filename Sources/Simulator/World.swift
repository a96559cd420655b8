import BridgeModel

/// The simulated world: bridges, accounts, logins, and the login sessions under way.
actor World {
  private let networks: [Network]
  private let clock: any Clock<Duration>
  private var logins: [String: [BridgeLogin]] = [:]
  private var accounts: [String: [Account]] = [:]
  private var sessions: [String: LoginProcess] = [:]
  private var serial = 0

  /// How long a session may take in all (bridgev2's own limit), and how long its end can still be read.
  private static let longestLogin = Duration.seconds(30 * 60)
  private static let afterlife = Duration.seconds(5 * 60)

  init(networks: [Network], clock: any Clock<Duration>) {
    self.networks = networks
    self.clock = clock
    for network in networks {
      for account in network.accounts {
        let (login, made) = Self.make(account.identity, on: network, account.status, account.statusText)
        accounts[network.id, default: []].append(made)
        if made.loginID != nil { logins[network.id, default: []].append(login) }
      }
    }
  }

  // MARK: Reading

  var bridges: [Bridge] { networks.map(bridge) }

  var allAccounts: [Account] { networks.flatMap { accounts[$0.id] ?? [] } }

  func account(_ id: String) throws(APIError) -> Account {
    guard let account = allAccounts.first(where: { $0.accountID == id }) else { throw .notFound("account") }
    return account
  }

  func bridge(_ id: String) throws(APIError) -> Bridge { bridge(try network(id)) }

  func capabilities(_ id: String) throws(APIError) -> ProvisioningCapabilities {
    try network(id).capabilities
  }

  func flows(_ id: String) throws(APIError) -> [LoginFlow] { try network(id).flows.map(\.flow) }

  func logins(_ id: String) throws(APIError) -> [BridgeLogin] { logins[try network(id).id] ?? [] }

  func login(_ loginID: String, of id: String) throws(APIError) -> BridgeLogin {
    guard let login = try logins(id).first(where: { $0.loginID == loginID }) else { throw .notFound("login") }
    return login
  }

  // MARK: Logins

  func remove(_ loginID: String, of id: String, scope: BridgeLogin.Scope) throws(APIError) -> LoginRemoval {
    let login = try login(loginID, of: id)
    guard login.removeScopes.contains(scope) else {
      throw .invalid("The login cannot be removed from \(scope.rawValue).", at: ["scope"])
    }
    let gone = drop(loginID, of: id)
    return LoginRemoval(bridgeID: id, loginID: loginID, scope: scope, affectedAccountIDs: gone)
  }

  func start(_ start: LoginStart, of id: String) throws(APIError) -> LoginSession {
    let network = try network(id)
    guard let flow = network.flows.first(where: { start.flowID == nil || $0.flow.id == start.flowID }) else {
      throw start.flowID == nil ? .conflict("This bridge has no way to log in.") : .notFound("login flow")
    }
    let identity = try identity(start, of: network)
    serial += 1
    let process = LoginProcess(
      id: "ls_\(serial)_\(UInt32.random(in: .min ... .max))", bridgeID: id,
      script: Script(reconnects: identity, serial: serial), first: flow.first)
    sessions[process.id] = process
    play(process)
    after(Self.longestLogin, process) { world, process in
      process.end(.failed)
      world.sessions[process.id] = nil
    }
    return process.session
  }

  func session(_ sessionID: String, of id: String) throws(APIError) -> LoginSession {
    try process(sessionID, of: id).session
  }

  func cancel(_ sessionID: String, of id: String) throws(APIError) {
    let process = try process(sessionID, of: id)
    if process.isOver { throw .notFound("login session") }
    process.end(.cancelled)
    forgetLater(process)
  }

  /// Takes the answers to a step of fields or cookies.
  func submit(
    _ submission: StepSubmission, step stepID: String, session sessionID: String, of id: String
  ) throws(APIError) -> LoginSession {
    let process = try process(sessionID, of: id)
    try process.check(stepID, type: submission.type)
    guard case .answers(let judge) = process.scene.play else {
      throw .conflict("This step takes no answers.")
    }
    let fields = submission.fields ?? [:]
    for field in process.requiredFields where fields[field] == nil {
      throw .invalid("A value is missing.", at: ["fields", field])
    }
    turn(process, judge(fields, &process.script))
    return process.session
  }

  /// Waits at a display step until it changes or ends. A client that goes away leaves the login alive.
  func wait(step stepID: String, session sessionID: String, of id: String) async throws -> LoginSession {
    let process = try process(sessionID, of: id)
    if process.previousStepID == stepID { return process.session }
    try process.check(stepID, type: StepSubmission.wait.type)
    await withTaskCancellationHandler {
      await process.waitForChange()
    } onCancel: {
      // The others that wait are answered too, with what is there: they may come again.
      Task { await wake(sessionID) }
    }
    return process.session
  }

  /// How many waits are open in a session.
  func waiting(in sessionID: String) -> Int { sessions[sessionID]?.waiting ?? 0 }

  // MARK: Inside

  private func wake(_ sessionID: String) { sessions[sessionID]?.wake() }

  private func network(_ id: String) throws(APIError) -> Network {
    guard let network = networks.first(where: { $0.id == id }) else { throw .notFound("bridge") }
    return network
  }

  private func process(_ sessionID: String, of id: String) throws(APIError) -> LoginProcess {
    guard let process = sessions[sessionID], process.bridgeID == id else { throw .notFound("login session") }
    return process
  }

  private func identity(_ start: LoginStart, of network: Network) throws(APIError) -> Identity? {
    var loginID = start.loginID
    if let accountID = start.accountID {
      guard let account = accounts[network.id]?.first(where: { $0.accountID == accountID }) else {
        throw .notFound("account")
      }
      loginID = loginID ?? account.loginID
    }
    guard let loginID else { return nil }
    let login = try login(loginID, of: network.id)
    return login.user.map { Identity(loginID: loginID, user: $0) }
  }

  /// Lets a scene of the phone's run: rotations first, then what the phone does.
  private func play(_ process: LoginProcess) {
    guard case .phone(let total, let rotations, let act) = process.scene.play else { return }
    let scene = process.sceneNumber
    var elapsed = Duration.zero
    for pause in rotations {
      elapsed += pause
      after(elapsed, process) { _, process in process.rotate(scene: scene) }
    }
    after(total, process) { world, process in
      guard process.sceneNumber == scene, !process.isOver else { return }
      world.turn(process, act(&process.script))
    }
  }

  private func turn(_ process: LoginProcess, _ turn: Turn) {
    switch turn {
    case .scene(let scene):
      process.enter(scene)
      play(process)
    case .failed(let code, let message):
      process.end(.failed, failure: .init(code: code, message: message))
      forgetLater(process)
    case .complete(let identity):
      complete(process, identity)
      forgetLater(process)
    }
  }

  private func complete(_ process: LoginProcess, _ identity: Identity) {
    guard let network = networks.first(where: { $0.id == process.bridgeID }) else { return }
    if let old = process.script.reconnects, old.loginID != identity.loginID {
      _ = drop(old.loginID, of: network.id)
    }
    let (login, account) = add(identity, to: network)
    process.complete(account: account, login: login)
  }

  private func forgetLater(_ process: LoginProcess) {
    after(Self.afterlife, process) { world, process in world.sessions[process.id] = nil }
  }

  /// Does something about a login after a while, if it is still known then.
  private func after(
    _ pause: Duration, _ process: LoginProcess,
    _ act: @escaping @Sendable (isolated World, LoginProcess) -> Void
  ) {
    let id = process.id
    Task { [clock] in
      try? await clock.sleep(for: pause)
      if let process = sessions[id] { act(self, process) }
    }
  }

  private func add(_ identity: Identity, to network: Network) -> (BridgeLogin, Account) {
    let (login, account) = Self.make(identity, on: network, .connected, nil)
    put(account, in: &accounts[network.id, default: []]) { $0.accountID == account.accountID }
    put(login, in: &logins[network.id, default: []]) { $0.loginID == login.loginID }
    return (login, account)
  }

  /// A login and its account, as the API shows them. The app's own account has no login.
  private static func make(
    _ identity: Identity, on network: Network, _ status: Account.Status, _ statusText: String?
  ) -> (BridgeLogin, Account) {
    let isBuiltIn = identity.loginID.isEmpty
    let account = Account(
      accountID: isBuiltIn ? network.id : "\(network.id)_\(identity.loginID)",
      bridge: .init(id: network.id, provider: network.provider, type: network.type), status: status,
      user: identity.user, loginID: isBuiltIn ? nil : identity.loginID, network: network.displayName,
      statusText: statusText)
    let login = BridgeLogin(
      bridgeID: network.id, loginID: identity.loginID,
      removeScopes: network.provider == .local ? [.currentDevice, .allDevices] : [.allDevices],
      status: status.needsUser ? .needsLogin : .connected, accountIDs: [account.accountID],
      statusText: statusText, user: identity.user)
    return (login, account)
  }

  private func put<Value>(_ value: Value, in list: inout [Value], where isSame: (Value) -> Bool) {
    if let index = list.firstIndex(where: isSame) { list[index] = value } else { list.append(value) }
  }

  private func drop(_ loginID: String, of id: String) -> [String] {
    let gone = (accounts[id] ?? []).filter { $0.loginID == loginID }.map(\.accountID)
    accounts[id]?.removeAll { $0.loginID == loginID }
    logins[id]?.removeAll { $0.loginID == loginID }
    return gone
  }

  private func bridge(_ network: Network) -> Bridge {
    let accounts = accounts[network.id] ?? []
    return Bridge(
      id: network.id, accounts: accounts,
      activeAccountCount: accounts.count { !$0.status.needsUser && $0.status != .disabled },
      displayName: network.displayName, provider: network.provider,
      status: accounts.isEmpty ? .available : .connected,
      supportsMultipleAccounts: network.supportsMultipleAccounts, type: network.type,
      network: network.displayName)
  }
}
