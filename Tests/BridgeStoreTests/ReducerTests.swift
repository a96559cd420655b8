import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("The reducer")
struct ReducerTests {
  static let target = TargetID("home")

  static func accounts() -> [Bridge] {
    [
      Sample.bridge(
        "wa", [Sample.account("1", .reconnectRequired, login: "l1"), Sample.account("2", login: "l2")]),
      Sample.bridge(
        "dc", [Sample.account("3", login: "l3", provider: .cloud, bridge: "dc")], provider: .cloud),
      Sample.bridge("line", status: .available),
    ]
  }

  static func opened(_ bridges: [Bridge] = accounts()) -> State {
    var state = State(targets: [Target(id: target, address: "h:1", hasConnection: true)], now: Sample.now)
    send(
      &state, .resized(Viewport(columns: 120, rows: 36, listLines: 5, hiddenHelpLines: 0, logLines: 20)),
      changes: ["list", "viewport"])
    send(&state, .answered(.savedStateLoaded(SavedState())), changes: ["canSave"])
    send(&state, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(target, .success(bridges))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    return state
  }

  private static func ids(_ state: State) -> [String] {
    state.list.rows.map { row in
      switch row.id {
      case .account(_, let id): id
      case .bridge(_, let id): id
      }
    }
  }

  @Test("lists accounts that need attention first, then by where bridges run, then what is available")
  func order() {
    let state = Self.opened()
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    let sections = state.list.items.compactMap { item -> Section? in
      if case .header(let section) = item { section } else { nil }
    }
    #expect(sections == [.needsAttention, .onDevice, .cloud, .available])
    #expect(state.list.accountCount == 3)
    #expect(state.list.needingAttention == 1)
  }

  @Test("reads everything when it opens, and again after five seconds")
  func refresh() {
    var state = State(
      targets: [Target(id: Self.target, address: "h:1", hasConnection: true)], now: Sample.now)
    #expect(reduce(&state, .opened) == [.server(.loadInfo(Self.target)), .server(.loadBridges(Self.target))])
    send(
      &state, .answered(.bridges(Self.target, .success(Self.accounts()))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    #expect(reduce(&state, .fired(.refresh(Self.target))) == [.server(.loadBridges(Self.target))])
    #expect(reduce(&state, .fired(.refresh(Self.target))) == [])
  }

  @Test("details are read once per bridge, and again after a change of its accounts, an outage or R")
  func details() {
    var state = Self.opened()
    #expect(reduce(&state, .moved(.down)) == [])
    #expect(
      reduce(&state, .moved(.down)) == [
        .server(.loadLogins(Self.target, bridge: "dc")),
        .server(.loadCapabilities(Self.target, bridge: "dc")),
      ])
    #expect(reduce(&state, .moved(.up)) == [])
    let login = BridgeLogin(bridgeID: "wa", loginID: "l1", removeScopes: [.allDevices], status: .connected)
    send(&state, .answered(.logins(Self.target, bridge: "wa", .success([login]))), changes: ["targets"])
    var bridges = Self.accounts()
    bridges[0].accounts[1].status = .connecting
    send(
      &state, .answered(.bridges(Self.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"], changes: ["targets", "activity"])
    #expect(state.targets[0].logins["wa"] == [login], "what is known stays until it is read again")
    send(
      &state, .answered(.bridges(Self.target, .failure(Sample.error(.unreachable)))),
      effects: ["refresh home in 5.0 s"], changes: ["targets", "activity"])
    send(
      &state, .answered(.bridges(Self.target, .success(bridges))),
      effects: [
        "loadInfo home", "connect home", "loadLogins home wa", "loadCapabilities home wa",
        "refresh home in 5.0 s",
      ], changes: ["targets", "activity"])
    send(
      &state, .asked(.refresh),
      effects: ["loadBridges home", "loadLogins home wa", "loadCapabilities home wa"], changes: ["targets"])
  }

  @Test("logins that could not be read are read again with the server's next answer, if that may help")
  func detailsFailed() {
    for (kind, isReadAgain) in [
      (ServiceError.Kind.timedOut, true), (.serverFailed, true), (.notFound, false),
    ] {
      var state = Self.opened()
      let failed = reduce(
        &state, .answered(.logins(Self.target, bridge: "wa", .failure(Sample.error(kind)))))
      #expect(failed.isEmpty)
      let next = reduce(&state, .answered(.bridges(Self.target, .success(Self.accounts()))))
      #expect(
        next.map(\.summary) == (isReadAgain ? ["loadLogins home wa"] : []) + ["refresh home in 5.0 s"],
        "\(kind)")
    }
  }

  @Test("an answer without changes changes nothing on the screen")
  func noNews() {
    var state = Self.opened()
    send(&state, .fired(.refresh(Self.target)), effects: ["loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(Self.target, .success(Self.accounts()))), effects: ["refresh home in 5.0 s"],
      changes: ["targets"])
    let before = state
    send(&state, .fired(.refresh(Self.target)), effects: ["loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(Self.target, .success(Self.accounts()))), effects: ["refresh home in 5.0 s"],
      changes: ["targets"])
    #expect(state == before)
  }

  @Test("an outage is marked and logged once, retried at growing intervals, and over with the next answer")
  func outage() {
    var state = Self.opened()
    var pauses: [Double] = []
    for _ in 0..<4 {
      send(&state, .fired(.refresh(Self.target)), effects: ["loadBridges home"], changes: ["targets"])
      let effects = reduce(&state, .answered(.bridges(Self.target, .failure(Sample.error(.unreachable)))))
      for case .timer(.refresh, let seconds) in effects { pauses.append(seconds) }
    }
    #expect(pauses == [5, 10, 15, 15])
    #expect(
      state.targets[0].reachability == .stale(since: Sample.now, Sample.error(.unreachable), failures: 4))
    #expect(state.activity.count { if case .serverLost = $0.event { true } else { false } } == 1)
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    #expect(state.disabledReason(for: .connect) == .serverLost)
    send(
      &state, .answered(.bridges(Self.target, .success(Self.accounts()))),
      effects: [
        "loadInfo home", "connect home", "loadLogins home wa", "loadCapabilities home wa",
        "refresh home in 5.0 s",
      ], changes: ["targets", "activity"])
    #expect(state.targets[0].reachability == .fresh)
    #expect(state.activity.last?.event == .serverBack)
  }

  @Test("the selection stays on its account, wherever the account goes")
  func selectionKept() {
    var state = Self.opened()
    send(&state, .moved(.down), changes: ["list"])
    #expect(state.selected?.account?.accountID == "2")
    var bridges = Self.accounts()
    bridges[0].accounts[1].status = .attentionRequired
    bridges[0].accounts.reverse()
    bridges.insert(Sample.bridge("new", [Sample.account("9", .reconnectRequired)]), at: 0)
    send(
      &state, .answered(.bridges(Self.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"], changes: ["targets", "list", "activity"])
    #expect(state.selected?.account?.accountID == "2")
    bridges[1].accounts.removeAll { $0.accountID == "2" }
    send(
      &state, .answered(.bridges(Self.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"], changes: ["targets", "list", "activity"])
    #expect(state.list.selected == 1)
  }

  @Test("changes are logged")
  func activity() {
    var state = Self.opened()
    var bridges = Self.accounts()
    bridges[0].accounts[0].status = .connected
    bridges[1].accounts = []
    bridges[2].accounts = [Sample.account("8", bridge: "line")]
    send(
      &state, .answered(.bridges(Self.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"], changes: ["targets", "list", "activity"])
    #expect(
      state.activity.suffix(3).map(\.event) == [
        .statusChanged(bridges[0].accounts[0], network: "WA", from: .reconnectRequired),
        .accountAppeared(bridges[2].accounts[0], network: "LINE"),
        .accountGone(Self.accounts()[1].accounts[0], network: "DC"),
      ])
    #expect(state.targets[0].changes["1"] == Sample.now)
  }

  @Test("the list scrolls only as far as necessary")
  func scrolling() {
    let many = (0..<30).map { Sample.account("\(100 + $0)", login: "x") }
    var state = Self.opened([Sample.bridge("wa", many)])
    #expect(state.list.offset == 0)
    for _ in 0..<3 { send(&state, .moved(.down), changes: ["list"]) }
    #expect(state.list.offset == 0)
    send(&state, .moved(.down), changes: ["list"])
    #expect(state.list.offset == 1)
    send(&state, .moved(.last), changes: ["list"])
    #expect(state.list.offset == 26)
    send(&state, .moved(.pageUp), changes: ["list"])
    #expect(state.list.selected == 25)
    send(&state, .moved(.first), changes: ["list"])
    #expect(state.list.offset == 0)
  }

  @Test("the filter narrows while it is typed, Enter keeps it, Esc clears it")
  func filter() {
    var state = Self.opened()
    send(&state, .asked(.filter), changes: ["list", "filterLine"])
    #expect(state.context == .filter)
    let effects = "dc 4155553".flatMap { reduce(&state, .typed(.insert(String($0)))) }
    #expect(effects.map(\.summary) == ["loadLogins home dc", "loadCapabilities home dc"])
    #expect(Self.ids(state) == ["3"])
    send(&state, .asked(.confirm), changes: ["filterLine"])
    #expect(state.context == .list)
    #expect(Self.ids(state) == ["3"])
    send(&state, .asked(.back), changes: ["list"])
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    #expect(state.selected?.account?.accountID == "3")
  }

  @Test("n selects the next account that needs attention, wrapping around")
  func nextMatch() {
    var state = Self.opened()
    send(&state, .moved(.last), changes: ["list"])
    send(&state, .asked(.nextMatch), changes: ["list"])
    #expect(state.selected?.account?.accountID == "1")
  }

  @Test("reconnect passes the login, and the wizard has keyboard focus")
  func reconnect() throws {
    var state = Self.opened()
    let effects = send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let login = try #require(state.login)
    #expect(
      effects == [
        .server(
          .login(
            LoginRequest(
              id: login.id, generation: 0, target: Self.target, bridgeID: "wa",
              call: .loadFlows)))
      ])
    let next = reduce(
      &state, .answered(.login(login.id, generation: 0, .flows(.success([LoginFlow(id: "qr")])))))
    #expect(
      next.contains(
        .server(
          .login(
            LoginRequest(
              id: login.id, generation: 1, target: Self.target, bridgeID: "wa",
              call: .start(LoginStart(flowID: "qr", loginID: "l1")))))))
    #expect(reduce(&state, .asked(.reconnect)) == [], "the same login is not begun twice")
    #expect(state.loginProcesses.count == 1)
  }

  /// Begins the first login of a state, up to the call that starts its session.
  static func beginLogin(_ state: inout State, by request: Action.Request = .connect) -> LoginProcessID {
    send(
      &state, .asked(request), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let id = state.loginProcesses[0].id
    send(
      &state, .answered(.login(id, generation: 0, .flows(.success([LoginFlow(id: "f")])))),
      effects: ["login 1 start f"], changes: ["loginProcesses"])
    return id
  }

  /// A state with a login at a step.
  static func inLogin(_ step: LoginStep) -> (State, LoginProcessID) {
    var state = opened()
    let id = beginLogin(&state)
    let effects = reduce(
      &state, .answered(.login(id, generation: 1, .started(.success(Sample.session(step))))))
    #expect(effects.last?.summary == "saveSessions 1")
    #expect(
      effects.dropLast().allSatisfy { $0.summary.hasPrefix("login 1 ") || $0.summary == "tick in 1.0 s" })
    return (state, id)
  }

  @Test("removing asks first, names the accounts, and passes the chosen scope")
  func remove() throws {
    var state = Self.opened()
    #expect(state.disabledReason(for: .remove) == .loginNotRead)
    let login = BridgeLogin(
      bridgeID: "wa", loginID: "l1", removeScopes: [.currentDevice, .allDevices], status: .needsLogin)
    send(&state, .answered(.logins(Self.target, bridge: "wa", .success([login]))), changes: ["targets"])
    send(&state, .asked(.remove), changes: ["overlays"])
    guard case .dialog(let dialog)? = state.overlays.last else {
      Issue.record("\(state.overlays)")
      return
    }
    #expect(
      dialog.answers == [
        .keepAccount, .removeLogin(Self.target, login, .currentDevice, network: "WA"),
        .removeLogin(Self.target, login, .allDevices, network: "WA"),
      ])
    #expect(dialog.focus == 0)
    send(&state, .asked(.previous), changes: ["overlays"])
    #expect(
      reduce(&state, .asked(.confirm)) == [
        .server(.removeLogin(Self.target, bridge: "wa", login: "l1", .allDevices, network: "WA"))
      ])
    // review B10: it shows while it lasts, and is sent once.
    let account = Self.accounts()[0].accounts[0]
    #expect(state.targets[0].isRemoving(account, of: "wa"))
    #expect(state.disabledReason(for: .remove) == .removing)
    #expect(state.disabledReason(for: .reconnect) == .removing)
    send(&state, .asked(.remove), changes: ["notice"])
    let failure = Sample.error(.timedOut)
    send(
      &state,
      .answered(.removal(Self.target, bridge: "wa", login: "l1", network: "WA", .failure(failure))),
      effects: ["loadBridges home"], changes: ["targets", "activity"])
    #expect(!state.targets[0].isRemoving(account, of: "wa") && state.disabledReason(for: .remove) == nil)
  }

  @Test("the log keeps the newest thousand entries")
  func longLog() {
    var state = Self.opened()
    for index in 0..<1_200 {
      var bridges = Self.accounts()
      bridges[0].accounts[0].status = index.isMultiple(of: 2) ? .connected : .disconnected
      state.now = Timestamp(seconds: 2_000 + Double(index))
      let effects = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
      #expect(effects.last?.summary == "refresh home in 5.0 s")
    }
    #expect(state.activity.count == State.maxLogEntries)
    #expect(state.activity.first?.at.seconds == 2_200 && state.activity.last?.at.seconds == 3_199)
  }
}
