import BridgeModel
import Foundation
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Why a command is disabled")
struct DisabledReasonTests {
  private func reason(_ request: Action.Request, _ state: State) -> DisabledReason? {
    state.disabledReason(for: request)
  }

  /// A state whose only bridge is this one.
  private func state(_ bridge: Bridge, _ change: (inout Target) -> Void = { _ in }) -> State {
    var target = Target(id: ReducerTests.target, address: "h:1", hasConnection: true)
    target.reachability = .fresh
    target.bridges = [bridge]
    change(&target)
    var state = State(targets: [target], now: Sample.now)
    state.rebuildList()
    return state
  }

  private let connected = Sample.bridge("wa", [Sample.account("1", login: "l1")])

  @Test("logins H4: records that cannot be read are rows without actions, and nothing is read for them")
  func unreadable() throws {
    let json =
      #"{"id": "wa", "displayName": "WA", "type": "wa", "provider": "local", "status": "connected", "supportsMultipleAccounts": true, "accounts": [5]}"#
    let odd = try JSONDecoder().decode(Bridge.self, from: Data(json.utf8))
    var state = state(odd) { $0.logins["wa"] = [] }
    #expect(reason(.reconnect, state) == .unreadable && reason(.remove, state) == .unreadable)
    #expect(reason(.connect, state) == nil, "the bridge itself is known")
    send(&state, .asked(.reconnect), changes: ["notice"])
    let unnamed = #"{"items": [5]}"#
    struct Items: Decodable { var items: ItemList<Bridge> }
    let list = try JSONDecoder().decode(Items.self, from: Data(unnamed.utf8)).items
    var other = self.state(Bridge.unreadable(list.problems[0]))
    #expect(reason(.connect, other) == .unreadable)
    send(&other, .asked(.connect), changes: ["notice"])
  }

  @Test("logins H4: a login option that cannot be read is shown and cannot be chosen")
  func unreadableFlow() {
    var state = ReducerTests.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let id = state.loginProcesses[0].id
    let flows = [LoginFlow.unreadable("item 0: `id` is missing")]
    send(&state, .answered(.login(id, generation: 0, .flows(.success(flows)))), changes: ["loginProcesses"])
    #expect(state.context == .choice)
    send(&state, .asked(.confirm), changes: ["notice"])
    #expect(state.notice == .disabled(.unreadable))
  }

  @Test("without a selection there is nothing to connect, reconnect or open")
  func nothing() {
    let state = State(targets: [Target(id: ReducerTests.target, address: "h:1")], now: Sample.now)
    for request in [Action.Request.connect, .reconnect, .remove, .confirm, .nextMatch, .previousMatch] {
      #expect(reason(request, state) == .nothingSelected, "\(request)")
    }
    #expect(reason(.copy, state) == .nothingToCopy && reason(.open, state) == .nothingToOpen)
    #expect(reason(.signIn, State(targets: [], now: Sample.now)) == .nothingSelected)
  }

  /// A bridge's status, and why it takes no new account.
  static let statuses: [(Bridge.Status, DisabledReason?)] = [
    (.connected, nil), (.available, nil), (.limitReached, .notNow(.limitReached)),
    (.temporarilyUnavailable, .notNow(.temporarilyUnavailable)), (.disabled, .notNow(.disabled)),
    (.init(rawValue: "odd"), nil),
  ]

  @Test("a bridge's status decides whether it takes a new account", arguments: statuses)
  func connect(_ status: Bridge.Status, _ expected: DisabledReason?) {
    var bridge = connected
    bridge.status = status
    #expect(reason(.connect, state(bridge)) == expected)
  }

  @Test("a bridge for one account takes no second one, and the app manages its own")
  func oneAccount() {
    var bridge = connected
    bridge.supportsMultipleAccounts = false
    #expect(reason(.connect, state(bridge)) == .oneAccountOnly)
    bridge.type = "matrix"
    #expect(reason(.connect, state(bridge)) == .managedByApp)
    #expect(reason(.reconnect, state(bridge)) == .managedByApp)
    bridge.accounts = []
    #expect(reason(.connect, state(bridge)) == nil && reason(.reconnect, state(bridge)) == .noAccount)
  }

  @Test("a server that is read-only, lost or without a token comes before what the bridge says")
  func server() {
    func reasons(_ change: (inout Target) -> Void) -> [DisabledReason?] {
      let state = state(connected, change)
      return [.connect, .reconnect, .remove, .reconnectAll].map { reason($0, state) }
    }
    #expect(reasons { $0.allowsWriting = false }.allSatisfy { $0 == .readOnly })
    let lost = Target.Reachability.stale(since: Sample.now, Sample.error(.timedOut), failures: 1)
    #expect(reasons { $0.reachability = lost }.allSatisfy { $0 == .serverLost })
    #expect(reasons { $0.reachability = .unavailable(.noToken) }.allSatisfy { $0 == .signInFirst })
  }

  @Test("what is removed must be read first, and be removable")
  func remove() {
    func reason(_ logins: [BridgeLogin]?) -> DisabledReason? {
      self.reason(.remove, state(connected) { $0.logins["wa"] = logins })
    }
    func login(_ id: String, _ scopes: [BridgeLogin.Scope]) -> BridgeLogin {
      BridgeLogin(bridgeID: "wa", loginID: id, removeScopes: scopes, status: .connected)
    }
    #expect(reason(nil) == .loginNotRead)
    #expect(reason([]) == .notRemovable && reason([login("l1", [])]) == .notRemovable)
    #expect(reason([login("l2", [.allDevices])]) == .notRemovable)
    #expect(reason([login("l1", [.allDevices])]) == nil)
    #expect(self.reason(.remove, state(Sample.bridge("wa"))) == .noAccount)
  }

  @Test("signing in is for a server whose token is missing, refused or may only read; never for the demo")
  func signIn() {
    #expect(reason(.signIn, state(connected)) == .signedIn)
    #expect(reason(.signIn, state(connected) { $0.allowsWriting = false }) == nil)
    #expect(reason(.signIn, state(connected) { $0.reachability = .unavailable(.noToken) }) == nil)
    let demo = state(connected) {
      $0.isDemo = true
      $0.reachability = .unavailable(.noToken)
    }
    #expect(reason(.signIn, demo) == .isDemo)
  }

  @Test("reconnecting all needs an account that needs attention")
  func reconnectAll() {
    #expect(reason(.reconnectAll, state(connected)) == .noneNeedsAttention)
    let broken = Sample.bridge("wa", [Sample.account("1", .reconnectRequired)])
    #expect(reason(.reconnectAll, state(broken)) == nil)
  }

  @Test("at a QR code its commands are there; at a form, revealing is for secrets only")
  func steps() {
    let (qr, _) = ReducerTests.inLogin(Sample.qr("1"))
    for request in [Action.Request.fullScreen, .smallerQR, .saveQR] { #expect(reason(request, qr) == nil) }
    #expect(reason(.reveal, qr) == .notSecret && reason(.otherFlow, qr) == .onlyFlow)
    #expect(reason(.nextLogin, qr) == .noOtherLogin)
    var (form, _) = ReducerTests.inLogin(Sample.input)
    for request in [Action.Request.fullScreen, .smallerQR, .saveQR] {
      #expect(reason(request, form) == .noQRCode)
    }
    #expect(reason(.reveal, form) == .notSecret)
    send(&form, .asked(.next), changes: ["loginProcesses"])
    #expect(reason(.reveal, form) == nil)
  }

  @Test("a login that succeeded is not tried again")
  func complete() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    let generation = state.loginProcesses[0].machine.generation
    #expect(reason(.retry, state) == nil)
    let done = LoginAnswer.waited(.success(Sample.complete()))
    send(
      &state, .answered(.login(id, generation: generation, done)),
      effects: ["rememberFlow f of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved", "rememberedFlows"])
    #expect(reason(.retry, state) == .alreadyComplete && reason(.otherFlow, state) == .alreadyComplete)
  }

  @Test("a disabled command does nothing but say why, until the next key")
  func notice() {
    var state = state(connected)
    send(&state, .asked(.reconnectAll), changes: ["notice"])
    #expect(state.notice == .disabled(.noneNeedsAttention))
    send(&state, .asked(.help), changes: ["overlays", "notice"])
    #expect(state.notice == nil)
  }
}

@Suite("The context of keys")
struct ContextTests {
  @Test("an overlay comes before the filter, and that before the pane")
  func contexts() {
    var state = ReducerTests.opened()
    #expect(state.context == .list)
    send(&state, .asked(.next), changes: ["pane"])
    #expect(state.context == .detail)
    send(&state, .asked(.filter), changes: ["list", "filterLine", "pane"])
    #expect(state.context == .filter)
    for (request, context) in [
      (Action.Request.help, Context.help), (.log, .log), (.targets, .targets),
    ] {
      send(&state, .asked(request), changes: ["overlays"])
      #expect(state.context == context)
    }
    #expect(Context.allCases.filter(\.takesText) == [.filter, .form, .signIn])
  }

  @Test("each step of a login has its own context")
  func steps() {
    #expect(ReducerTests.inLogin(Sample.qr("1")).0.context == .display)
    #expect(ReducerTests.inLogin(Sample.input).0.context == .form)
    #expect(ReducerTests.inLogin(Sample.cookies).0.context == .form)
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    let generation = state.loginProcesses[0].machine.generation
    let gone = LoginAnswer.waited(.success(Sample.session(nil, .failed)))
    send(
      &state, .answered(.login(id, generation: generation, gone)),
      effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    #expect(state.context == .ended)
  }
}
