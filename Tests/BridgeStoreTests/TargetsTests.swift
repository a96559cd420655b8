import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Several servers")
struct TargetsTests {
  private static let home = ReducerTests.target
  private static let work = TargetID("work")
  private static let lost = TargetID("lost")

  /// Three servers: home is shown, work answers with one account, lost does not answer.
  private static func opened() -> State {
    var state = State(
      targets: [home, work, lost].map { Target(id: $0, address: "\($0.name):1", hasConnection: $0 == home) },
      now: Sample.now)
    send(
      &state, .resized(Viewport(columns: 120, rows: 36, listLines: 9, hiddenHelpLines: 0, logLines: 20)),
      changes: ["list", "viewport"])
    send(&state, .answered(.savedStateLoaded(SavedState(canSave: true))), changes: ["canSave"])
    send(
      &state, .opened, effects: ["loadInfo home", "loadBridges home", "connect work", "connect lost"],
      changes: ["targets"])
    send(
      &state, .answered(.bridges(home, .success(ReducerTests.accounts()))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    for id in [work, lost] {
      send(
        &state, .answered(.connected(id, .ready(allowsWriting: true))),
        effects: ["loadInfo \(id.name)", "loadBridges \(id.name)"], changes: ["targets"])
    }
    let theirs = [Sample.bridge("sl", [Sample.account("7", .reconnectRequired, login: "l7", bridge: "sl")])]
    send(
      &state, .answered(.bridges(work, .success(theirs))), effects: ["refresh work in 30.0 s"],
      changes: ["targets", "activity"])
    send(
      &state, .answered(.bridges(lost, .failure(Sample.error(.timedOut)))),
      effects: ["refresh lost in 30.0 s"], changes: ["targets", "activity"])
    return state
  }

  private static func choose(_ place: Int, _ state: inout State) -> [Effect] {
    // Servers that are not being read already are read.
    let reads = reduce(&state, .asked(.targets))
    #expect(reads.allSatisfy { $0.summary.hasPrefix("loadBridges ") })
    #expect(reduce(&state, .moved(.first)).isEmpty)
    for _ in 0..<place { send(&state, .moved(.down), changes: ["overlays"]) }
    return reduce(&state, .asked(.confirm))
  }

  private static func ids(_ state: State) -> [String] {
    state.list.rows.map { row in
      switch row.id {
      case .account(_, let id): id
      case .bridge(_, let id): id
      }
    }
  }

  @Test("all servers are read from the start, independently, and hidden ones less often")
  func asked() {
    var state = State(
      targets: [Self.home, Self.work].map { Target(id: $0, address: "h:1", hasConnection: $0 == Self.home) },
      now: Sample.now)
    #expect(
      reduce(&state, .opened) == [
        .server(.loadInfo(Self.home)), .server(.loadBridges(Self.home)), .server(.connect(Self.work)),
      ])
    let ready = Action.answered(.connected(Self.work, .ready(allowsWriting: true)))
    #expect(reduce(&state, ready) == [.server(.loadInfo(Self.work)), .server(.loadBridges(Self.work))])
    send(
      &state, .answered(.bridges(Self.home, .success([]))), effects: ["refresh home in 5.0 s"],
      changes: ["targets", "activity"])
    send(
      &state, .answered(.bridges(Self.work, .success([]))), effects: ["refresh work in 30.0 s"],
      changes: ["targets", "activity"])
  }

  @Test("the list has the accounts of the shown server, and a lost server does not hold up the others")
  func apart() {
    var state = Self.opened()
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    #expect(state.targets.map(\.needingAttention) == [1, 1, 0])
    #expect(state.targets[2].isLost && state.disabledReason(for: .connect) == nil)
    let effects = Self.choose(1, &state)
    #expect(effects.contains(.server(.loadLogins(Self.work, bridge: "sl"))))
    #expect(Self.ids(state) == ["7"])
    _ = Self.choose(2, &state)
    #expect(Self.ids(state) == [] && state.disabledReason(for: .reconnect) == .nothingSelected)
  }

  @Test("a server's list keeps its selection and filter while another server is shown")
  func selection() {
    var state = Self.opened()
    send(&state, .moved(.down), changes: ["list"])
    send(&state, .asked(.filter), changes: ["list", "filterLine"])
    send(&state, .typed(.insert("4155552")), changes: ["list", "filterLine"])
    send(&state, .asked(.confirm), changes: ["filterLine"])
    _ = Self.choose(1, &state)
    #expect(state.list.filter.isEmpty)
    _ = Self.choose(0, &state)
    #expect(state.selected?.account?.accountID == "2" && state.list.filter == "4155552")
  }

  @Test("a login continues while another server is shown, and Ctrl-N goes back to it")
  func login() throws {
    var state = Self.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let key = try #require(state.login?.id)
    send(&state, .asked(.next), changes: ["pane"])
    _ = Self.choose(1, &state)
    #expect(state.login == nil && state.loginProcesses.count == 1)
    send(
      &state, .answered(.login(key, generation: 0, .flows(.success([LoginFlow(id: "f")])))),
      effects: ["login 1 start f"], changes: ["loginProcesses"])
    let started = Result<LoginSession, ServiceError>.success(Sample.session(Sample.input))
    send(
      &state, .answered(.login(key, generation: 1, .started(started))),
      effects: ["login 1 poll in 3.0 s", "saveSessions 1"], changes: ["loginProcesses", "lastSaved"])
    #expect(state.hiddenLoginsNeedingInput == 1)
    send(
      &state, .asked(.nextLogin), effects: ["loadBridges home"],
      changes: ["targets", "shownTarget", "list", "pane", "hiddenLists"])
    #expect(state.shownTarget == Self.home && state.login?.id == key && state.context == .form)
  }

  @Test("a server that is shown because of a login is read at once")
  func loginElsewhere() {
    var state = Self.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    send(&state, .asked(.next), changes: ["pane"])
    _ = Self.choose(1, &state)
    send(
      &state, .asked(.nextLogin), effects: ["loadBridges home"],
      changes: ["targets", "shownTarget", "list", "pane", "hiddenLists"])
  }

  @Test("an answer from before a server was closed is no sign of life")
  func late() {
    var state = Self.opened()
    send(&state, .fired(.refresh(Self.work)), effects: ["loadBridges work"], changes: ["targets"])
    send(
      &state, .answered(.connected(Self.work, .unavailable(.misconfigured("gone")))),
      changes: ["targets", "activity"])
    #expect(reduce(&state, .answered(.bridges(Self.work, .success([])))) == [])
    #expect(state.targets[1].reachability == .unavailable(.misconfigured("gone")))
    send(
      &state, .answered(.connected(Self.work, .ready(allowsWriting: true))),
      effects: ["loadInfo work", "loadBridges work"], changes: ["targets"])
  }

  @Test("the first server may be misconfigured: the dashboard opens, and asks for a token")
  func firstClosed() {
    var state = State(
      targets: [Self.home, Self.work].map { Target(id: $0, address: "h:1") }, now: Sample.now)
    #expect(reduce(&state, .opened) == [.server(.connect(Self.home)), .server(.connect(Self.work))])
    send(&state, .answered(.connected(Self.home, .unavailable(.noToken))), changes: ["targets", "overlays"])
    #expect(state.context == .dialog)
    for request: Action.Request in [.reconnectAll, .connect, .reconnect, .remove] {
      #expect(state.disabledReason(for: request) == .signInFirst)
    }
  }

  @Test("a server without a token, or misconfigured, is not contacted until that is fixed")
  func closed() {
    var state = Self.opened()
    send(&state, .answered(.connected(Self.work, .unavailable(.noToken))), changes: ["targets"])
    #expect(reduce(&state, .fired(.refresh(Self.work))) == [])
    send(
      &state, .asked(.refresh),
      effects: [
        "connect work", "loadBridges home", "loadBridges lost", "loadLogins home wa",
        "loadCapabilities home wa",
      ], changes: ["targets"])
    #expect(Self.choose(1, &state) == [.signIn(.begin(Self.work))])
    #expect(state.overlays.count == 1)
    send(&state, .asked(.back), effects: ["cancel signIn"], changes: ["overlays"])
    send(
      &state, .answered(.connected(Self.lost, .unavailable(.misconfigured("no such file")))),
      changes: ["targets", "activity"])
    #expect(state.activity.last?.event == .misconfigured("no such file"))
    #expect(Self.choose(2, &state) == [.server(.connect(Self.lost))])
    send(
      &state, .answered(.connected(Self.lost, .ready(allowsWriting: nil))), effects: ["loadInfo lost"],
      changes: ["targets"])
    #expect(state.targets[2].reachability == .connecting)
  }

  @Test("a token's permissions are read when its server comes back, if they could not be read before")
  func permission() {
    var state = Self.opened()
    send(
      &state, .answered(.connected(Self.lost, .ready(allowsWriting: nil))),
      effects: ["loadInfo lost", "loadBridges lost"], changes: ["targets"])
    #expect(state.targets[2].allowsWriting == true, "what is known stays known")
    state.targets[2].allowsWriting = nil
    send(
      &state, .answered(.bridges(Self.lost, .success([]))),
      effects: ["loadInfo lost", "connect lost", "refresh lost in 30.0 s"], changes: ["targets", "activity"])
    send(
      &state, .answered(.connected(Self.lost, .ready(allowsWriting: false))),
      effects: ["loadInfo lost", "loadBridges lost"], changes: ["targets"])
    #expect(state.targets[2].isReadOnly && !state.targets[1].isReadOnly)
  }

  @Test("resuming a session on another server shows that server")
  func savedSession() {
    var state = Self.opened()
    let saved = SavedSession(
      target: "work", bridgeID: "sl", sessionID: "s", network: "SL", flow: nil, accountID: "7", began: 900)
    send(
      &state, .answered(.savedStateLoaded(SavedState(sessions: [saved]))), effects: ["saveSessions 1"],
      changes: ["savedSessions", "lastSaved"])
    send(
      &state, .answered(.checked(saved, .success(Sample.session(Sample.input)))),
      changes: ["overlays", "savedSessions"])
    #expect(state.context == .dialog)
    send(
      &state, .asked(.confirm),
      effects: ["loadBridges work", "login 1 poll", "loadLogins work sl", "loadCapabilities work sl"],
      changes: [
        "targets", "shownTarget", "list", "pane", "loginProcesses", "frontLogins", "overlays", "hiddenLists",
        "savedSessions", "loginsMade",
      ])
    #expect(state.shownTarget == Self.work && state.login?.bridgeID == "sl")
  }
}
