import BridgeModel

/// The simulated world: bridges, accounts, logins and login sessions.
actor World {
  let networks: [Network]
  let extraAccounts: Int
  var logins: [String: [BridgeLogin]] = [:]
  var accounts: [String: [Account]] = [:]
  var sessions: [String: LoginProcess] = [:]
  /// The newest session, called `latest` in the control routes.
  var latestSessionID: String?
  /// How often each outcome of each scene occurred.
  var outcomeCounts: [OutcomeID: Int] = [:]
  private(set) var settings: SimulationSettings
  private var timeline: Timeline
  private var agenda = Agenda()
  private var timer: Task<Void, Never>?
  private var serial = 0

  /// An outcome of a scene of a network.
  struct OutcomeID: Hashable {
    var bridgeID: String
    var scene: String
    var outcome: String
  }

  /// A world in its initial state, with `extraAccounts` accounts in addition to those of the world file. Its time
  /// follows `clock`.
  init(
    _ world: SimulatedWorld, extraAccounts: Int = 0, settings: SimulationSettings = SimulationSettings(),
    clock: any Clock<Duration>
  ) {
    networks = world.networks
    self.extraAccounts = extraAccounts
    self.settings = settings
    timeline = Timeline(clock, speed: settings.speed)
    let start = Population(networks: world.networks, extraAccounts: extraAccounts)
    (logins, accounts, serial) = (start.logins, start.accounts, start.serial)
  }

  /// The simulated seconds since the world began.
  var now: Double { timeline.now }

  /// An unused serial number.
  func nextSerial() -> Int {
    serial += 1
    return serial
  }

  func network(_ id: String) throws(APIError) -> Network {
    guard let network = networks.first(where: { $0.id == id }) else { throw .notFound("bridge") }
    return network
  }

  func process(_ sessionID: String, of id: String) throws(APIError) -> LoginProcess {
    guard let process = sessions[sessionID], process.bridgeID == id else { throw .notFound("login session") }
    return process
  }

  /// Restores the initial state, except for the time. All logins in progress are lost.
  func reset() {
    loseSessions()
    let start = Population(networks: networks, extraAccounts: extraAccounts)
    (logins, accounts) = (start.logins, start.accounts)
    outcomeCounts = [:]
  }

  /// Drops all logins in progress, as a restart of the bridges does.
  func loseSessions() {
    let lost = sessions.values
    sessions = [:]
    for process in lost { process.end(.failed, failure: .lost) }
  }

  // MARK: Time

  func change(_ settings: SimulationSettings) {
    self.settings = settings
    timeline.setSpeed(settings.speed)
    setTimer()
  }

  /// Schedules an action after a delay in simulated seconds.
  func after(_ seconds: Double, _ act: @escaping @Sendable (isolated World) -> Void) {
    agenda.add(at: now + seconds, act)
    setTimer()
  }

  /// Schedules an action on a login after a delay in simulated seconds. It is skipped if the session is gone by then.
  func after(
    _ seconds: Double, _ process: LoginProcess,
    _ act: @escaping @Sendable (isolated World, LoginProcess) -> Void
  ) {
    after(seconds) { [id = process.id] world in
      if let process = world.sessions[id] { act(world, process) }
    }
  }

  /// Sets the timer for the next action.
  private func setTimer() {
    timer?.cancel()
    guard let next = agenda.next else { return }
    timer = Task { [timeline] in
      do { try await timeline.sleep(until: next) } catch { return }
      if !Task.isCancelled { runDueActions() }
    }
  }

  private func runDueActions() {
    // The clock may wake slightly early, so the next action counts as due.
    let now = max(now, agenda.next ?? 0)
    while let act = agenda.removeNext(dueBy: now) { act(self) }
    setTimer()
  }
}
