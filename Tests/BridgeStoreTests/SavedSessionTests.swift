import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Sessions across runs")
struct SavedSessionTests {
  private static let saved = SavedSession(
    target: "home", bridgeID: "wa", sessionID: "s1", network: "WA", flow: LoginFlow(id: "f"), began: 1_000)

  /// A dashboard that knows about a left session, and has read its bridges.
  private static func reopened(_ session: SavedSession = saved) -> (State, [Effect]) {
    var state = State(
      targets: [Target(id: ReducerTests.target, address: "h:1", hasConnection: true)], now: Sample.now)
    send(
      &state, .answered(.savedStateLoaded(SavedState(sessions: [session]))), effects: ["saveSessions 1"],
      changes: ["savedSessions", "canSave", "lastSaved"])
    send(&state, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    let bridges = ReducerTests.accounts()
    let effects = reduce(&state, .answered(.bridges(ReducerTests.target, .success(bridges))))
    return (state, effects)
  }

  /// The same, asking what to do with it: the session still waits at this step.
  private static func asked(_ step: LoginStep = Sample.input) -> State {
    var (state, _) = reopened()
    send(
      &state, .answered(.checked(saved, .success(Sample.session(step)))),
      changes: ["overlays", "savedSessions"])
    return state
  }

  @Test("the question waits until the list has keyboard focus, and a missing bridge is reported")
  func asksLater() {
    var (state, _) = Self.reopened()
    send(&state, .asked(.help), changes: ["overlays"])
    send(
      &state, .answered(.checked(Self.saved, .success(Sample.session(Sample.input)))),
      changes: ["savedSessions"])
    #expect(state.context == .help)
    send(&state, .asked(.back), changes: ["overlays", "savedSessions"])
    #expect(state.context == .dialog)
    send(
      &state, .answered(.bridges(ReducerTests.target, .success([]))), effects: ["refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    #expect(reduce(&state, .asked(.confirm)) == [])
    #expect(state.notice == .disabled(.bridgeGone))
    #expect(state.sessionsToSave == [Self.saved])
  }

  @Test("a session stays saved as long as it lives, without anything the user typed")
  func noted() throws {
    var state = ReducerTests.opened()
    let id = ReducerTests.beginLogin(&state, by: .reconnect)
    let started = Action.answered(
      .login(id, generation: 1, .started(.success(Sample.session(Sample.input)))))
    var expected = Self.saved
    expected.accountID = "1"
    #expect(
      send(
        &state, started, effects: ["login 1 poll in 3.0 s", "saveSessions 1"],
        changes: ["loginProcesses", "lastSaved"]
      ).contains(.storage(.saveSessions([expected]))))
    send(&state, .typed(.insert("secret")), changes: ["loginProcesses"])
    let ended = Action.answered(.login(id, generation: 2, .polled(.success(Sample.session(nil, .failed)))))
    send(
      &state, .fired(.login(id, .poll, generation: 2)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    send(
      &state, ended, effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
  }

  @Test("a demo's sessions are not saved: its server ends with it")
  func demo() {
    var state = State(
      targets: [Target(id: ReducerTests.target, address: "h:1", isDemo: true, hasConnection: true)],
      now: Sample.now)
    send(&state, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(ReducerTests.target, .success(ReducerTests.accounts()))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    let id = ReducerTests.beginLogin(&state)
    let started = Action.answered(
      .login(id, generation: 1, .started(.success(Sample.session(Sample.input)))))
    send(&state, started, effects: ["login 1 poll in 3.0 s"], changes: ["loginProcesses"])
  }

  @Test("left sessions are saved again at once, and read from their servers")
  func checked() {
    var state = State(
      targets: [Target(id: ReducerTests.target, address: "h:1", hasConnection: true)], now: Sample.now)
    let loaded = Action.answered(.savedStateLoaded(SavedState(sessions: [Self.saved])))
    #expect(reduce(&state, loaded) == [.storage(.saveSessions([Self.saved]))])
    #expect(Self.reopened().1.contains(.server(.checkSession(Self.saved))))
    var other = Self.saved
    other.target = "elsewhere"
    #expect(!Self.reopened(other).1.contains { if case .server(.checkSession) = $0 { true } else { false } })
  }

  @Test("a session that has ended is no longer asked about; one that cannot be read is kept for the next run")
  func over() {
    for result in [
      Result<LoginSession, ServiceError>.success(Sample.complete()), .failure(Sample.error(.notFound)),
      .failure(Sample.error(.gone)),
    ] {
      var (state, _) = Self.reopened()
      #expect(reduce(&state, .answered(.checked(Self.saved, result))) == [.storage(.saveSessions([]))])
      #expect(state.context == .list)
    }
    var (state, _) = Self.reopened()
    #expect(reduce(&state, .answered(.checked(Self.saved, .failure(Sample.error(.unreachable))))) == [])
    #expect(state.sessionsToSave == [Self.saved])
  }

  @Test(
    "resuming shows the current step, and a retry after a failure uses the original flow")
  func resume() {
    var state = Self.asked()
    #expect(state.context == .dialog)
    send(
      &state, .asked(.confirm), effects: ["login 1 poll"],
      changes: ["pane", "loginProcesses", "frontLogins", "overlays", "savedSessions", "loginsMade"])
    #expect(state.context == .working)
    let login = state.loginProcesses[0]
    let read = LoginAnswer.polled(.success(Sample.session(Sample.input)))
    send(
      &state, .answered(.login(login.id, generation: login.machine.generation, read)),
      effects: ["login 1 poll in 3.0 s"], changes: ["loginProcesses"])
    #expect(state.context == .form)
    #expect(state.login?.machine.phase == .editing(Sample.input, complaint: nil))
    #expect(state.sessionsToSave == [Self.saved])
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .fired(.login(login.id, .poll, generation: generation)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    let failed = LoginAnswer.polled(.success(Sample.session(nil, .failed)))
    send(
      &state, .answered(.login(login.id, generation: generation, failed)),
      effects: ["loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    send(&state, .asked(.retry), effects: ["login 1 start f"], changes: ["loginProcesses"])
  }

  @Test("cancelling reaches the server, and leaves the screen unchanged")
  func cancel() {
    var state = Self.asked(Sample.qr("1"))
    send(&state, .asked(.previous), changes: ["overlays"])
    send(
      &state, .asked(.confirm), effects: ["login 1 cancel"],
      changes: ["loginProcesses", "overlays", "savedSessions", "loginsMade"])
    #expect(state.context == .list)
    let id = state.loginProcesses[0].id
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .answered(.login(id, generation: generation, .cancelled(nil))),
      effects: ["cancel login 1", "loadBridges home", "saveSessions 0"],
      changes: ["targets", "loginProcesses", "activity", "lastSaved"])
    #expect(state.loginProcesses.isEmpty)
  }

  @Test("Esc decides later: the session stays saved")
  func later() {
    var state = Self.asked()
    #expect(reduce(&state, .asked(.back)) == [])
    #expect(state.context == .list)
    #expect(state.sessionsToSave == [Self.saved])
  }

  @Test("a signal cancels everything the user did not choose to leave")
  func kept() {
    var (state, _) = ReducerTests.inLogin(Sample.input)
    send(&state, .asked(.back), changes: ["overlays"])
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), changes: ["pane", "loginProcesses", "overlays"])
    #expect(state.context == .list)
    var ended = state
    #expect(reduce(&ended, .asked(.end)) == [.quit(cancelling: [])])
    #expect(state.sessionsToSave.map(\.sessionID) == ["s1"])
    // Returning to a login revokes the choice to leave it.
    send(&state, .asked(.nextLogin), changes: ["pane", "loginProcesses"])
    guard case .quit(let sessions)? = send(&state, .asked(.end), effects: ["quit, cancelling 1"]).first else {
      Issue.record("no end")
      return
    }
    #expect(sessions.map(\.sessionID) == ["s1"])
  }
}
