import BridgeModel

/// The simulated world: bridges, accounts, logins, and the login sessions under way.
actor World {
  let networks: [Network]
  let extraAccounts: Int
  var logins: [String: [BridgeLogin]] = [:]
  var accounts: [String: [Account]] = [:]
  var sessions: [String: LoginProcess] = [:]
  /// The newest session, for who has only one.
  var latestSessionID: String?
  /// How often each outcome of each scene was taken.
  var outcomesTaken: [OutcomeID: Int] = [:]
  private(set) var settings: Settings
  private var timeline: Timeline
  private var agenda = Agenda()
  private var alarm: Task<Void, Never>?
  private var serial = 0

  /// An outcome of a scene of a network.
  struct OutcomeID: Hashable {
    var bridgeID: String
    var scene: String
    var outcome: String
  }

  /// A world as it begins, with so many accounts beside those of the world file, whose time goes by a clock.
  init(
    _ world: SimulatedWorld, extraAccounts: Int = 0, settings: Settings = Settings(),
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

  /// Another number each time.
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

  /// Puts everything back to how it was at the beginning, but for the time; every login under way is lost.
  func reset() {
    loseSessions()
    let start = Population(networks: networks, extraAccounts: extraAccounts)
    (logins, accounts) = (start.logins, start.accounts)
    outcomesTaken = [:]
  }

  /// Loses the logins under way, as a restart of the bridges does.
  func loseSessions() {
    let lost = sessions.values
    sessions = [:]
    for process in lost { process.end(.failed, failure: .lost) }
  }

  // MARK: Time

  func change(_ settings: Settings) {
    self.settings = settings
    timeline.setSpeed(settings.speed)
    setAlarm()
  }

  /// Has something happen after so many simulated seconds.
  func after(_ seconds: Double, _ act: @escaping @Sendable (isolated World) -> Void) {
    agenda.note(at: now + seconds, act)
    setAlarm()
  }

  /// Has something happen to a login after so many simulated seconds, if it is still known then.
  func after(
    _ seconds: Double, _ process: LoginProcess,
    _ act: @escaping @Sendable (isolated World, LoginProcess) -> Void
  ) {
    after(seconds) { [id = process.id] world in
      if let process = world.sessions[id] { act(world, process) }
    }
  }

  /// Wakes up when the next thing is due.
  private func setAlarm() {
    alarm?.cancel()
    guard let next = agenda.next else { return }
    alarm = Task { [timeline] in
      do { try await timeline.sleep(until: next) } catch { return }
      if !Task.isCancelled { ring() }
    }
  }

  private func ring() {
    // The clock may wake a hair too early: what is due next is due now.
    let now = max(now, agenda.next ?? 0)
    while let act = agenda.take(until: now) { act(self) }
    setAlarm()
  }
}
