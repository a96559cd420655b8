import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Questions")
struct DialogTests {
  private static func question(_ state: State) -> Dialog.Question? { state.dialog?.question }

  @Test("the question whether to cancel a login closes when the login ends")
  func ended() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(&state, .asked(.back), changes: ["overlays"])
    #expect(Self.question(state) == .cancelLogin(id))
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.complete())))),
      effects: ["rememberFlow f of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "overlays", "activity", "lastSaved", "rememberedFlows"])
    #expect(state.overlays.isEmpty && state.context == .ended)
  }

  @Test("the question whether to quit closes when no login is left to lose")
  func quit() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(&state, .asked(.quit), changes: ["overlays"])
    #expect(Self.question(state) == .quit)
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.complete())))),
      effects: ["rememberFlow f of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "overlays", "activity", "lastSaved", "rememberedFlows"])
    #expect(state.overlays.isEmpty)
  }

  @Test("what to copy of a code closes when the code's step is over")
  func copy() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(&state, .asked(.copy), changes: ["overlays"])
    #expect(Self.question(state) == .copy)
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.session(Sample.input))))),
      effects: ["login 1 poll in 3.0 s"], changes: ["loginProcesses", "overlays"])
    #expect(state.overlays.isEmpty && state.context == .form)
  }

  @Test("the question whether to remove a login closes when its accounts are gone")
  func removal() {
    var state = ReducerTests.opened()
    let login = BridgeLogin(bridgeID: "wa", loginID: "l1", removeScopes: [.allDevices], status: .needsLogin)
    send(
      &state, .answered(.logins(ReducerTests.target, bridge: "wa", .success([login]))), changes: ["targets"])
    send(&state, .asked(.remove), changes: ["overlays"])
    var bridges = ReducerTests.accounts()
    bridges[1].accounts[0].status = .connecting
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(bridges))), effects: ["refresh home in 5.0 s"],
      changes: ["targets", "activity"])
    #expect(state.dialog != nil, "another account changed")
    bridges[0].accounts.removeFirst()
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "overlays", "activity"])
    #expect(state.overlays.isEmpty)
  }

  @Test("quitting asked for twice quits")
  func twice() {
    var (state, _) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .asked(.quit)) == [])
    let session = LoginSessionReference(target: ReducerTests.target, bridgeID: "wa", sessionID: "s1")
    #expect(reduce(&state, .asked(.quit)) == [.quit(cancelling: [session])])
  }

  @Test("the wizard and the selection always match, whatever the list does")
  func together() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    var bridges = ReducerTests.accounts()
    // The account of the wizard's row disappears, and comes back as another.
    bridges[0].accounts.removeFirst()
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(bridges))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "loginProcesses", "frontLogins", "activity"])
    #expect(state.shownLoginID == id && state.list.selection?.id == state.loginProcesses[id: id]?.row)
    bridges[0].accounts = []
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(bridges))), effects: ["refresh home in 5.0 s"],
      changes: ["targets", "list", "loginProcesses", "frontLogins", "activity"])
    #expect(state.shownLoginID == id && state.list.selection?.id == .bridge(ReducerTests.target, "wa"))
    #expect(state.context == .display)
  }

  @Test("of two logins of one row, the one opened last is shown")
  func sameRow() {
    var (state, connecting) = ReducerTests.inLogin(Sample.qr("1"))
    state.pane = .list
    send(
      &state, .asked(.reconnect), effects: ["login 2 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let reconnecting = state.shownLoginID
    #expect(reconnecting != connecting)
    send(&state, .asked(.nextLogin), changes: ["frontLogins"])
    #expect(state.shownLoginID == connecting)
    send(&state, .moved(.down))
    send(&state, .asked(.nextLogin), changes: ["frontLogins"])
    #expect(state.shownLoginID == reconnecting)
  }

  @Test("leaving the choice of a flow leaves the other login of its row alone")
  func otherLoginOfRow() {
    var (state, connecting) = ReducerTests.inLogin(Sample.qr("1"))
    state.pane = .list
    send(
      &state, .asked(.reconnect), effects: ["login 2 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let reconnecting = state.loginProcesses[1].id
    let flows = [LoginFlow(id: "a"), LoginFlow(id: "b")]
    send(
      &state, .answered(.login(reconnecting, generation: 0, .flows(.success(flows)))),
      changes: ["loginProcesses"])
    // The other login ends meanwhile; its result is still to be read.
    let failed = LoginAnswer.waited(.success(Sample.session(nil, .failed)))
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .answered(.login(connecting, generation: generation, failed)),
      effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    send(
      &state, .asked(.back), effects: ["cancel login 2"],
      changes: ["targets", "pane", "loginProcesses", "frontLogins", "activity"])
    #expect(state.loginProcesses.map(\.id) == [connecting] && state.context == .list)
  }
}
