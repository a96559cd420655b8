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
    _ = reduce(&state, .resized(Viewport(columns: 120, rows: 36, listLines: 5, helpLines: 0, logLines: 20)))
    _ = reduce(&state, .answered(.recalled(SavedState())))
    _ = reduce(&state, .opened)
    _ = reduce(&state, .answered(.bridges(target, .success(bridges))))
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
    #expect(sections == [.needsUser, .onDevice, .cloud, .available])
    #expect(state.list.accounts == 3)
    #expect(state.list.needingAttention == 1)
  }

  @Test("reads everything when it opens, and again after five seconds")
  func refresh() {
    var state = State(
      targets: [Target(id: Self.target, address: "h:1", hasConnection: true)], now: Sample.now)
    #expect(reduce(&state, .opened) == [.loadInfo(Self.target), .loadBridges(Self.target)])
    let effects = reduce(&state, .answered(.bridges(Self.target, .success(Self.accounts()))))
    #expect(effects.contains(.schedule(.refresh(Self.target), seconds: 5)))
    #expect(effects.contains(.loadLogins(Self.target, bridge: "wa")))
    #expect(reduce(&state, .fired(.refresh(Self.target))) == [.loadBridges(Self.target)])
    #expect(reduce(&state, .fired(.refresh(Self.target))) == [])
  }

  @Test("details are read once per bridge, and again after a change of its accounts, an outage or R")
  func details() {
    var state = Self.opened()
    #expect(reduce(&state, .moved(.down)) == [])
    #expect(
      reduce(&state, .moved(.down)) == [
        .loadLogins(Self.target, bridge: "dc"), .loadCapabilities(Self.target, bridge: "dc"),
      ])
    #expect(reduce(&state, .moved(.up)) == [])
    let login = BridgeLogin(bridgeID: "wa", loginID: "l1", removeScopes: [.allDevices], status: .connected)
    _ = reduce(&state, .answered(.logins(Self.target, bridge: "wa", .success([login]))))
    var bridges = Self.accounts()
    bridges[0].accounts[1].status = .connecting
    let changed = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
    #expect(changed.contains(.loadLogins(Self.target, bridge: "wa")))
    #expect(!changed.contains(.loadCapabilities(Self.target, bridge: "wa")))
    #expect(state.targets[0].logins["wa"] == [login], "what is known stays until it is read anew")
    _ = reduce(&state, .answered(.bridges(Self.target, .failure(Sample.error(.unreachable)))))
    let back = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
    #expect(back.contains(.loadLogins(Self.target, bridge: "wa")))
    #expect(reduce(&state, .asked(.refresh)).contains(.loadCapabilities(Self.target, bridge: "wa")))
  }

  @Test("an answer without changes changes nothing on the screen")
  func noNews() {
    var state = Self.opened()
    _ = reduce(&state, .fired(.refresh(Self.target)))
    _ = reduce(&state, .answered(.bridges(Self.target, .success(Self.accounts()))))
    let before = state
    _ = reduce(&state, .fired(.refresh(Self.target)))
    _ = reduce(&state, .answered(.bridges(Self.target, .success(Self.accounts()))))
    #expect(state == before)
  }

  @Test("an outage is marked and logged once, retried at growing intervals, and over with the next answer")
  func outage() {
    var state = Self.opened()
    var pauses: [Double] = []
    for _ in 0..<4 {
      _ = reduce(&state, .fired(.refresh(Self.target)))
      let effects = reduce(&state, .answered(.bridges(Self.target, .failure(Sample.error(.unreachable)))))
      for case .schedule(.refresh, let seconds) in effects { pauses.append(seconds) }
    }
    #expect(pauses == [5, 10, 15, 15])
    #expect(
      state.targets[0].reachability == .stale(since: Sample.now, Sample.error(.unreachable), failures: 4))
    #expect(state.activity.count { if case .serverLost = $0.event { true } else { false } } == 1)
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    #expect(state.disabledReason(for: .connect) == .serverLost)
    _ = reduce(&state, .answered(.bridges(Self.target, .success(Self.accounts()))))
    #expect(state.targets[0].reachability == .fresh)
    #expect(state.activity.last?.event == .serverBack)
  }

  @Test("the selection stays on its account, wherever the account goes")
  func selectionKept() {
    var state = Self.opened()
    _ = reduce(&state, .moved(.down))
    #expect(state.selected?.account?.accountID == "2")
    var bridges = Self.accounts()
    bridges[0].accounts[1].status = .attentionRequired
    bridges[0].accounts.reverse()
    bridges.insert(Sample.bridge("new", [Sample.account("9", .reconnectRequired)]), at: 0)
    _ = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
    #expect(state.selected?.account?.accountID == "2")
    bridges[1].accounts.removeAll { $0.accountID == "2" }
    _ = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
    #expect(state.list.selected == 1)
  }

  @Test("changes are logged")
  func activity() {
    var state = Self.opened()
    var bridges = Self.accounts()
    bridges[0].accounts[0].status = .connected
    bridges[1].accounts = []
    bridges[2].accounts = [Sample.account("8", bridge: "line")]
    _ = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
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
    for _ in 0..<3 { _ = reduce(&state, .moved(.down)) }
    #expect(state.list.offset == 0)
    _ = reduce(&state, .moved(.down))
    #expect(state.list.offset == 1)
    _ = reduce(&state, .moved(.last))
    #expect(state.list.offset == 26)
    _ = reduce(&state, .moved(.pageUp))
    #expect(state.list.selected == 25)
    _ = reduce(&state, .moved(.first))
    #expect(state.list.offset == 0)
  }

  @Test("the filter narrows while it is typed, Enter keeps it, Esc clears it")
  func filter() {
    var state = Self.opened()
    _ = reduce(&state, .asked(.filter))
    #expect(state.context == .filter)
    for character in "dc 4155553" { _ = reduce(&state, .typed(.insert(String(character)))) }
    #expect(Self.ids(state) == ["3"])
    _ = reduce(&state, .asked(.take))
    #expect(state.context == .list)
    #expect(Self.ids(state) == ["3"])
    _ = reduce(&state, .asked(.back))
    #expect(Self.ids(state) == ["1", "2", "3", "line"])
    #expect(state.selected?.account?.accountID == "3")
  }

  @Test("n selects the next account that needs attention, wrapping around")
  func nextMatch() {
    var state = Self.opened()
    _ = reduce(&state, .moved(.last))
    _ = reduce(&state, .asked(.nextMatch))
    #expect(state.selected?.account?.accountID == "1")
  }

  @Test("reconnect passes the login, and the wizard has keyboard focus")
  func reconnect() throws {
    var state = Self.opened()
    let effects = reduce(&state, .asked(.reconnect))
    let login = try #require(state.login)
    #expect(
      effects == [
        .login(
          LoginRequest(
            key: login.id, generation: 0, target: Self.target, bridgeID: "wa",
            call: .loadFlows))
      ])
    let next = reduce(
      &state, .answered(.login(login.id, generation: 0, .flows(.success([LoginFlow(id: "qr")])))))
    #expect(
      next.contains(
        .login(
          LoginRequest(
            key: login.id, generation: 1, target: Self.target, bridgeID: "wa",
            call: .start(LoginStart(flowID: "qr", loginID: "l1"))))))
    #expect(reduce(&state, .asked(.reconnect)) == [], "the same login is not begun twice")
    #expect(state.logins.count == 1)
  }

  /// A state with a login at a step.
  static func inLogin(_ step: LoginStep) -> (State, LoginKey) {
    var state = opened()
    _ = reduce(&state, .asked(.connect))
    let key = state.logins[0].id
    _ = reduce(&state, .answered(.login(key, generation: 0, .flows(.success([LoginFlow(id: "f")])))))
    _ = reduce(&state, .answered(.login(key, generation: 1, .started(.success(Sample.session(step))))))
    return (state, key)
  }

  @Test("removing asks first, names the accounts, and passes the chosen scope")
  func remove() throws {
    var state = Self.opened()
    #expect(state.disabledReason(for: .remove) == .loginNotRead)
    let login = BridgeLogin(
      bridgeID: "wa", loginID: "l1", removeScopes: [.currentDevice, .allDevices], status: .needsLogin)
    _ = reduce(&state, .answered(.logins(Self.target, bridge: "wa", .success([login]))))
    _ = reduce(&state, .asked(.remove))
    guard case .dialog(let dialog)? = state.overlays.last else {
      Issue.record("\(state.overlays)")
      return
    }
    #expect(dialog.answers == [.keep, .remove(.currentDevice), .remove(.allDevices)])
    #expect(dialog.focus == 0)
    _ = reduce(&state, .asked(.previous))
    #expect(
      reduce(&state, .asked(.take)) == [
        .remove(Self.target, bridge: "wa", login: "l1", .allDevices, network: "WA")
      ])
  }

  @Test("a disabled key says why, until the next key")
  func notice() {
    var state = Self.opened()
    _ = reduce(&state, .moved(.last))
    #expect(reduce(&state, .asked(.reconnect)) == [])
    #expect(state.notice == .disabled(.noAccount))
    _ = reduce(&state, .moved(.up))
    #expect(state.notice == nil)
  }

  @Test("the log keeps the newest thousand entries")
  func longLog() {
    var state = Self.opened()
    for index in 0..<1_200 {
      var bridges = Self.accounts()
      bridges[0].accounts[0].status = index.isMultiple(of: 2) ? .connected : .disconnected
      _ = reduce(&state, .answered(.bridges(Self.target, .success(bridges))))
    }
    #expect(state.activity.count == State.longestLog)
  }
}
