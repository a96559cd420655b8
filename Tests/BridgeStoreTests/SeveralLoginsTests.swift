import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Several logins, and several flows")
struct SeveralLoginsTests {
  private static let flows = [LoginFlow(id: "qr"), LoginFlow(id: "phone")]

  /// A login that shows a QR code; the bridge offers another flow, too.
  private static func atQR() -> (State, LoginProcessID) {
    var state = ReducerTests.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let id = state.loginProcesses[0].id
    send(&state, .answered(.login(id, generation: 0, .flows(.success(flows)))), changes: ["loginProcesses"])
    send(&state, .asked(.confirm), effects: ["login 1 start qr"], changes: ["loginProcesses"])
    let started = Result<LoginSession, ServiceError>.success(Sample.session(Sample.qr("1")))
    send(
      &state, .answered(.login(id, generation: 2, .started(started))),
      effects: ["login 1 wait scan", "login 1 poll in 1.0 s", "tick in 1.0 s", "saveSessions 1"],
      changes: ["loginProcesses", "lastSaved", "isTicking"])
    return (state, id)
  }

  @Test("another way first cancels this login on the server, then asks for the flows")
  func changeFlow() {
    var (state, id) = Self.atQR()
    #expect(reduce(&state, .asked(.otherFlow)) == [])
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), effects: ["login 1 cancel"], changes: ["loginProcesses", "overlays"])
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .answered(.login(id, generation: generation, .cancelled(nil))),
      effects: ["login 1 loadFlows", "saveSessions 0"], changes: ["loginProcesses", "lastSaved"])
    #expect(state.login?.machine.phase == .loadingFlows)
    #expect(state.login?.machine.sessionID == nil)
  }

  @Test("a bridge with one flow offers no other way")
  func onlyWay() {
    var (state, _) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .asked(.otherFlow)) == [])
    #expect(state.notice == .disabled(.onlyFlow))
  }

  @Test("the question before a cancel offers another way if there is one")
  func question() {
    var (state, id) = Self.atQR()
    send(&state, .asked(.back), changes: ["overlays"])
    guard case .dialog(let dialog)? = state.overlays.last else {
      Issue.record("no question")
      return
    }
    #expect(dialog.answers == [.continueLogin, .leaveRunning(id), .changeFlow(id), .cancelLogin(id)])
  }

  @Test("the flow that created a login is remembered, and marked on reconnect")
  func preselected() {
    var (state, id) = Self.atQR()
    let done = Result<LoginSession, ServiceError>.success(Sample.complete())
    let effects = send(
      &state, .answered(.login(id, generation: 3, .waited(done))),
      effects: ["rememberFlow qr of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved", "rememberedFlows"])
    #expect(effects.contains(.storage(.rememberFlow(ReducerTests.target, login: "l1", flow: "qr"))))
    var later = State(
      targets: [Target(id: ReducerTests.target, address: "h:1", hasConnection: true)], now: Sample.now)
    send(
      &later, .answered(.savedStateLoaded(SavedState(rememberedFlows: ["home": ["l1": "phone"]]))),
      changes: ["canSave", "rememberedFlows"])
    send(&later, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(
      &later, .answered(.bridges(ReducerTests.target, .success(ReducerTests.accounts()))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    send(
      &later, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    send(
      &later, .answered(.login(later.loginProcesses[0].id, generation: 0, .flows(.success(Self.flows)))),
      changes: ["loginProcesses"])
    #expect(later.login?.choice == 1)
  }

  @Test("a key cycles through the logins, those needing input first, and hidden ones are counted")
  func next() {
    var (state, waiting) = Self.atQR()
    #expect(reduce(&state, .asked(.nextLogin)) == [])
    #expect(state.notice == .disabled(.noOtherLogin))
    send(&state, .asked(.next), changes: ["pane", "notice"])
    send(&state, .moved(.last), changes: ["list"])
    send(
      &state, .asked(.connect), effects: ["login 2 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let asking = state.loginProcesses[1].id
    send(
      &state, .answered(.login(asking, generation: 0, .flows(.success(Self.flows)))),
      changes: ["loginProcesses"])
    send(&state, .asked(.next), changes: ["pane"])
    #expect(state.hiddenLoginsNeedingInput == 2)
    send(&state, .moved(.first), changes: ["list"])
    send(&state, .asked(.filter), changes: ["list", "filterLine"])
    send(&state, .typed(.insert("wa")), changes: ["list", "filterLine"])
    send(&state, .asked(.confirm), changes: ["filterLine"])
    send(&state, .asked(.nextLogin), changes: ["list", "pane"])
    #expect(state.shownLoginID == asking)
    #expect(state.context == .choice)
    #expect(state.list.filter.isEmpty)
    #expect(state.hiddenLoginsNeedingInput == 1)
    send(&state, .asked(.nextLogin), changes: ["list"])
    #expect(state.shownLoginID == waiting)
    #expect(state.context == .display)
  }
}
