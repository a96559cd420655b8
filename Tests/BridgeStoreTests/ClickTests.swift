import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Mouse clicks in the store")
struct ClickTests {
  @Test("the first click selects a row, the next one opens it")
  func rows() {
    var state = ReducerTests.opened()
    send(
      &state, .clicked(.row(2)), effects: ["loadLogins home dc", "loadCapabilities home dc"],
      changes: ["targets", "list"])
    #expect(state.selected?.account?.accountID == "3" && state.pane == .list)
    send(&state, .clicked(.row(2)), changes: ["pane"])
    #expect(state.pane == .detail)
    send(&state, .clicked(.row(2)), changes: ["pane"])
    #expect(state.pane == .list, "the list has the keys first")
    let before = state
    for index in [-1, 4, 99] { send(&state, .clicked(.row(index))) }
    #expect(state == before)
  }

  @Test("the first click marks a flow, the next one chooses it; a field gets the cursor")
  func wizard() throws {
    var state = ReducerTests.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let id = try #require(state.login?.id)
    let flows = [LoginFlow(id: "a"), LoginFlow(id: "b")]
    send(&state, .answered(.login(id, generation: 0, .flows(.success(flows)))), changes: ["loginProcesses"])
    #expect(reduce(&state, .clicked(.flow(1))) == [] && state.login?.choice == 1)
    let started = send(&state, .clicked(.flow(1)), effects: ["login 1 start b"], changes: ["loginProcesses"])
    guard case .server(.login(let order))? = started.first else {
      Issue.record("\(started)")
      return
    }
    #expect(order.call == .start(LoginStart(flowID: "b", loginID: "l1")))
    let session = Result<LoginSession, ServiceError>.success(Sample.session(Sample.input))
    send(
      &state, .answered(.login(id, generation: order.generation, .started(session))),
      effects: ["login 1 poll in 3.0 s", "saveSessions 1"], changes: ["loginProcesses", "lastSaved"])
    send(&state, .clicked(.field(2)), changes: ["loginProcesses"])
    #expect(state.login?.form?.focus == 2)
    send(&state, .clicked(.field(9)))
    #expect(state.login?.form?.focus == 2)
    #expect(reduce(&state, .clicked(.flow(0))) == [] && state.loginProcesses.count == 1)
  }

  @Test("the first click marks an answer, the next one chooses it; nothing below the dialog is clickable")
  func answers() {
    var state = ReducerTests.inLogin(Sample.input).0
    send(&state, .asked(.back), changes: ["overlays"])
    #expect(state.context == .dialog)
    for pick: Action.Click in [.row(1), .pane(.list), .field(1), .target(0), .answer(9)] {
      #expect(reduce(&state, .clicked(pick)) == [] && state.context == .dialog)
    }
    send(&state, .clicked(.answer(1)), changes: ["overlays"])
    #expect(state.context == .dialog)
    send(&state, .clicked(.answer(1)), changes: ["pane", "loginProcesses", "overlays"])
    #expect(state.overlays.isEmpty && state.pane == .list, "the second answer leaves it for now")
    #expect(reduce(&state, .clicked(.answer(0))) == [])
  }

  @Test("the first click marks a server, the next one shows it; a clicked pane gets keyboard focus")
  func others() {
    var state = State(
      targets: ["a", "b"].map { Target(id: TargetID($0), address: "\($0):1") }, now: Sample.now)
    send(&state, .asked(.targets), changes: ["overlays"])
    send(&state, .clicked(.target(1)), changes: ["overlays"])
    #expect(state.overlays.count == 1)
    send(&state, .clicked(.target(1)), changes: ["shownTarget", "list", "overlays", "hiddenLists"])
    #expect(state.shownTarget == TargetID("b") && state.overlays.isEmpty)
    send(&state, .clicked(.pane(.detail)), changes: ["pane"])
    #expect(state.pane == .detail)
  }
}
