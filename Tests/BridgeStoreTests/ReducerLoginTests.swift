import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("The reducer, while logins are in progress")
struct ReducerLoginTests {
  @Test("Enter moves from field to field, validates, and submits")
  func form() {
    var (state, _) = ReducerTests.inLogin(Sample.input)
    #expect(state.context == .form)
    send(&state, .asked(.confirm), changes: ["loginProcesses"])
    send(&state, .asked(.confirm), changes: ["loginProcesses"])
    #expect(reduce(&state, .asked(.confirm)) == [])
    #expect(state.login?.form?.fields[1].problem == .missing)
    #expect(state.login?.form?.focus == 1)
    send(&state, .typed(.insert("hunter2\n")), changes: ["loginProcesses"])
    #expect(state.login?.form?.fields[1].problem == nil)
    send(&state, .asked(.confirm), changes: ["loginProcesses"])
    let effects = send(&state, .asked(.confirm), effects: ["login 1 submit ask"], changes: ["loginProcesses"])
    guard case .server(.login(let order))? = effects.first,
      case .submit(let submission, "ask", "s1") = order.call
    else {
      Issue.record("\(effects)")
      return
    }
    #expect(submission.fields == ["name": "alice", "pass": "hunter2"])
  }

  @Test("a retry keeps what was typed, except secrets")
  func retry() {
    var (state, id) = ReducerTests.inLogin(Sample.input)
    send(&state, .typed(.insert("x")), changes: ["loginProcesses"])
    send(&state, .asked(.next), changes: ["loginProcesses"])
    send(&state, .typed(.insert("hunter2")), changes: ["loginProcesses"])
    send(
      &state, .fired(.login(id, .poll, generation: 2)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    send(
      &state, .answered(.login(id, generation: 2, .polled(.success(Sample.session(nil, .failed))))),
      effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    #expect(state.context == .ended)
    #expect(state.login?.form?.fields.map(\.line.text) == ["alicex", "", ""])
    send(&state, .asked(.retry), effects: ["login 1 start f"], changes: ["loginProcesses"])
    let generation = state.login?.machine.generation ?? 0
    send(
      &state,
      .answered(.login(id, generation: generation, .started(.success(Sample.session(Sample.input))))),
      effects: ["login 1 poll in 3.0 s", "saveSessions 1"], changes: ["loginProcesses", "lastSaved"])
    #expect(state.login?.form?.fields.map(\.line.text) == ["alicex", "", ""])
  }

  @Test("Esc asks before it cancels, with the harmless answer focused")
  func cancel() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(&state, .asked(.back), changes: ["overlays"])
    #expect(state.context == .dialog)
    #expect(reduce(&state, .asked(.confirm)) == [])
    #expect(state.context == .display)
    send(&state, .asked(.back), changes: ["overlays"])
    send(&state, .asked(.previous), changes: ["overlays"])
    let effects = send(
      &state, .asked(.confirm), effects: ["login 1 cancel"], changes: ["loginProcesses", "overlays"])
    guard case .server(.login(let order))? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(order.call == .cancel(session: "s1"))
    send(
      &state, .answered(.login(id, generation: order.generation, .cancelled(nil))),
      effects: ["cancel login 1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "pane", "loginProcesses", "frontLogins", "activity", "lastSaved"])
    #expect(state.loginProcesses.isEmpty)
    #expect(state.context == .list)
  }

  @Test("a login can be left for later: only its own row shows its wizard")
  func left() {
    var (state, id) = ReducerTests.inLogin(Sample.input)
    send(&state, .typed(.insert("x")), changes: ["loginProcesses"])
    send(&state, .asked(.back), changes: ["overlays"])
    send(&state, .asked(.next), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [])
    #expect(state.context == .list)
    #expect(state.shownLoginID == id)
    send(&state, .moved(.down), changes: ["list"])
    #expect(state.login == nil)
    #expect(state.liveLogins.count == 1)
    send(&state, .moved(.up), changes: ["list"])
    send(&state, .asked(.confirm), changes: ["pane"])
    #expect(state.context == .form)
    #expect(state.login?.form?.fields[0].line.text == "alicex")
  }

  @Test("a login that fails while its row is not selected waits there to be read")
  func failedUnseen() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(&state, .asked(.next), changes: ["pane"])
    send(&state, .moved(.down), changes: ["list"])
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.session(nil, .failed))))),
      effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    #expect(state.login == nil)
    send(&state, .moved(.up), changes: ["list"])
    #expect(state.login?.machine.phase == .ended(.failed(.unexplained)))
    send(
      &state, .asked(.connect), effects: ["cancel login 1", "login 2 loadFlows"],
      changes: ["loginProcesses", "frontLogins", "loginsMade"])
    #expect(state.loginProcesses.count == 1)
    #expect(state.login?.machine.phase == .loadingFlows)
  }

  @Test("quitting with a login in progress asks, a signal does not; both cancel it on the server")
  func quit() {
    var (state, _) = ReducerTests.inLogin(Sample.qr("1"))
    let session = LoginSessionReference(target: ReducerTests.target, bridgeID: "wa", sessionID: "s1")
    #expect(reduce(&state, .asked(.end)) == [.quit(cancelling: [session])])
    #expect(reduce(&state, .asked(.quit)) == [])
    #expect(state.context == .dialog)
    var keeping = state
    send(&keeping, .asked(.next), changes: ["overlays"])
    #expect(reduce(&keeping, .asked(.confirm)) == [.quit(cancelling: [])])
    send(&state, .asked(.previous), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.quit(cancelling: [session])])
    var idle = ReducerTests.opened()
    #expect(reduce(&idle, .asked(.quit)) == [.quit(cancelling: [])])
  }

  @Test("a login that ends refreshes the list; closing it selects the new account")
  func ended() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    let effects = reduce(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.complete(account: "2"))))))
    #expect(effects.contains(.server(.loadBridges(ReducerTests.target))))
    #expect(state.context == .ended)
    send(
      &state, .asked(.confirm), effects: ["cancel login 1"],
      changes: ["list", "pane", "loginProcesses", "frontLogins"])
    #expect(state.loginProcesses.isEmpty)
    #expect(state.selected?.account?.accountID == "2")
    #expect(state.context == .list)
  }

  @Test("an account that the list does not have yet is selected later, unless the user moves first")
  func awaited() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.complete(account: "4"))))),
      effects: ["rememberFlow f of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved", "rememberedFlows"])
    send(
      &state, .asked(.confirm), effects: ["cancel login 1"],
      changes: ["pane", "loginProcesses", "frontLogins", "awaited"])
    var moved = state
    send(&moved, .moved(.down), changes: ["list", "awaited"])
    let place = moved.selected?.account?.accountID
    var bridges = ReducerTests.accounts()
    bridges[1].accounts.append(Sample.account("4", provider: .cloud, bridge: "dc"))
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(bridges))),
      effects: ["loadLogins home dc", "loadCapabilities home dc", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity", "awaited"])
    #expect(state.selected?.account?.accountID == "4")
    send(
      &moved, .answered(.bridges(ReducerTests.target, .success(bridges))), effects: ["refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    #expect(moved.selected?.account?.accountID == place)
  }

  @Test("the clock of a wait ticks only while the wait is on the screen")
  func ticking() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .fired(.tick)) == [.timer(.tick, seconds: 1)])
    var elsewhere = state
    send(&elsewhere, .asked(.next), changes: ["pane"])
    send(&elsewhere, .moved(.down), changes: ["list"])
    #expect(reduce(&elsewhere, .fired(.tick)) == [])
    send(
      &state, .answered(.login(id, generation: 2, .waited(.success(Sample.complete())))),
      effects: ["rememberFlow f of l1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved", "rememberedFlows"])
    #expect(reduce(&state, .fired(.tick)) == [])
  }
}
