import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Signing in without leaving the dashboard")
struct SignInTests {
  private static let target = ReducerTests.target
  private static let refused = Action.answered(
    .bridges(target, .failure(Sample.error(.unauthorized))))

  /// The dialog that is open.
  private static func question(_ state: State) -> Dialog.Question? {
    if case .dialog(let dialog)? = state.overlays.last { dialog.question } else { nil }
  }

  /// Has the token refused, and again with the stored one, which is read first (review B8).
  private static func refuse(
    _ state: inout State, first next: String = "refresh home in 5.0 s", changes: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let (open, offers) = (state.overlays, state.signInsToOffer)
    send(
      &state, refused, effects: ["connect home", next], changes: ["targets", "activity"], at: location)
    #expect(state.overlays == open && state.signInsToOffer == offers, "nobody is asked yet")
    send(
      &state, refused, effects: ["refresh home in 10.0 s"],
      changes: ["targets", changes], at: location)
  }

  /// A dashboard with the sign-in dialog open.
  private static func signingIn() -> State {
    var state = ReducerTests.opened()
    Self.refuse(&state, first: "refresh home in 5.0 s", changes: "overlays")
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), effects: ["signIn home"], changes: ["overlays"])
    return state
  }

  @Test("a refused token is asked about once, and the first answer changes nothing")
  func offered() {
    var state = ReducerTests.opened()
    #expect(state.disabledReason(for: .signIn) == .signedIn)
    Self.refuse(&state, first: "refresh home in 5.0 s", changes: "overlays")
    #expect(Self.question(state) == .signIn(Self.target))
    #expect(reduce(&state, .asked(.confirm)) == [])
    send(&state, Self.refused, effects: ["refresh home in 15.0 s"], changes: ["targets"])
    #expect(state.overlays.isEmpty)
    #expect(state.disabledReason(for: .signIn) == nil)
    send(
      &state, .answered(.bridges(Self.target, .success(ReducerTests.accounts()))),
      effects: [
        "loadInfo home", "connect home", "loadLogins home wa", "loadCapabilities home wa",
        "refresh home in 5.0 s",
      ], changes: ["targets", "activity"])
    Self.refuse(&state, first: "refresh home in 5.0 s", changes: "overlays")
    #expect(Self.question(state) == .signIn(Self.target), "it is another one by now")
  }

  @Test("review B8: a token that another run has replaced is used without a question")
  func replacedElsewhere() {
    var state = ReducerTests.opened()
    send(
      &state, Self.refused, effects: ["connect home", "refresh home in 5.0 s"],
      changes: ["targets", "activity"])
    send(
      &state, .answered(.connected(Self.target, .ready(allowsWriting: true))),
      effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(Self.target, .success(ReducerTests.accounts()))),
      effects: [
        "loadInfo home", "loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s",
      ], changes: ["targets", "activity"])
    #expect(state.overlays.isEmpty && state.signInsToOffer.isEmpty)
    // A later refusal is read again, too.
    Self.refuse(&state, changes: "overlays")
  }

  @Test("review B9: where the token lacks a permission, another sign-in is offered by key")
  func forbidden() {
    var state = ReducerTests.opened()
    send(
      &state, .answered(.bridges(Self.target, .failure(Sample.error(.forbidden)))),
      effects: ["refresh home in 5.0 s"], changes: ["targets", "activity"])
    #expect(state.disabledReason(for: .signIn) == nil && state.overlays.isEmpty)
  }

  @Test("the question waits until the user is not typing, and is dropped if the token works again by then")
  func patient() {
    var state = ReducerTests.inLogin(Sample.input).0
    #expect(state.context == .form)
    Self.refuse(&state, first: "refresh home in 5.0 s", changes: "signInsToOffer")
    #expect(state.overlays.isEmpty)
    var other = state
    send(&state, .asked(.back), changes: ["overlays"])
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), changes: ["pane", "loginProcesses", "overlays", "signInsToOffer"])
    #expect(Self.question(state) == .signIn(Self.target))
    send(
      &other, .answered(.bridges(Self.target, .success(ReducerTests.accounts()))),
      effects: [
        "loadInfo home", "connect home", "loadLogins home wa", "loadCapabilities home wa",
        "refresh home in 5.0 s",
      ], changes: ["targets", "activity"])
    send(&other, .asked(.back), changes: ["overlays"])
    send(&other, .asked(.next), changes: ["overlays"])
    send(&other, .asked(.confirm), changes: ["pane", "loginProcesses", "overlays", "signInsToOffer"])
    #expect(other.overlays.isEmpty)
  }

  @Test("the demo never asks to sign in")
  func demo() {
    var state = State(
      targets: [Target(id: Self.target, address: "h:1", isDemo: true, hasConnection: true)], now: Sample.now)
    send(&state, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(&state, Self.refused, effects: ["refresh home in 5.0 s"], changes: ["targets", "activity"])
    #expect(state.overlays.isEmpty && state.disabledReason(for: .signIn) == .isDemo)
  }

  @Test("the browser is opened, pasted text is submitted, and the token is used")
  func flow() {
    var state = Self.signingIn()
    #expect(state.context == .signIn && state.signIn?.phase == .starting)
    let opened = send(
      &state, .answered(.signIn(Self.target, .open(address: "http://h/a?x"))), effects: ["open"],
      changes: ["overlays"])
    #expect(opened == [.host(.open(.address("http://h/a?x"), nil))])
    #expect(state.openables == [.address("http://h/a?x")] && state.copyables == [.address("http://h/a?x")])
    send(&state, .typed(.insert("http://127.0.0.1/answer?code=c")), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.signIn(.paste("http://127.0.0.1/answer?code=c"))])
    #expect(state.signIn?.line.text == "")
    send(&state, .answered(.signIn(Self.target, .ignored("not this"))), changes: ["overlays"])
    #expect(state.signIn?.complaint == "not this")
    #expect(reduce(&state, .answered(.signIn(Self.target, .done("kept")))) == [])
    #expect(state.overlays.isEmpty && state.activity.last?.event == .signedIn("kept"))
    #expect(state.disabledReason(for: .reconnect) == nil, "nobody has refused the new one")
    send(
      &state, .answered(.connected(Self.target, .ready(allowsWriting: true))),
      effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
  }

  @Test("Esc cancels the sign-in, and a failure can be retried")
  func ends() {
    var state = Self.signingIn()
    send(&state, .answered(.signIn(Self.target, .failed("denied"))), changes: ["overlays"])
    #expect(state.signIn?.phase == .failed("denied"))
    #expect(reduce(&state, .asked(.confirm)) == [.signIn(.begin(Self.target))])
    #expect(state.signIn?.phase == .starting)
    #expect(reduce(&state, .asked(.back)) == [.cancel(.signIn)])
    #expect(reduce(&state, .answered(.signIn(Self.target, .open(address: "http://late")))) == [])
    #expect(state.overlays.isEmpty)
  }

  @Test("when another call has its token refused, the server is read at once")
  func elsewhere() {
    var (state, id) = ReducerTests.inLogin(Sample.input)
    let refusal = Result<LoginSession, ServiceError>.failure(Sample.error(.unauthorized))
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .fired(.login(id, .poll, generation: generation)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    send(
      &state, .answered(.login(id, generation: generation, .polled(refusal))),
      effects: ["login 1 poll in 3.0 s", "loadBridges home"], changes: ["targets", "loginProcesses"])
    send(
      &state, .fired(.login(id, .poll, generation: generation)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    send(
      &state, .answered(.login(id, generation: generation, .polled(refusal))),
      effects: ["login 1 poll in 6.0 s"], changes: ["targets", "loginProcesses"])
    Self.refuse(&state, first: "loadBridges home", changes: "signInsToOffer")
    #expect(
      state.disabledReason(for: .signIn) == nil && state.disabledReason(for: .reconnect) == .signInFirst)
  }

  @Test("after the browser has failed, a token can be pasted, one at a time, and nothing else starts")
  func pasteAfterFailure() {
    var state = Self.signingIn()
    send(&state, .answered(.signIn(Self.target, .failed("no browser way"))), changes: ["overlays"])
    send(&state, .typed(.insert("token")), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.signIn(.paste("token"))])
    send(&state, .typed(.insert("other")), changes: ["overlays"])
    #expect(state.signIn?.isChecking == true && reduce(&state, .asked(.confirm)) == [])
    send(&state, .answered(.signIn(Self.target, .ignored("not known"))), changes: ["overlays"])
    #expect(state.signIn?.isChecking == false && state.signIn?.phase == .failed("no browser way"))
  }

  @Test("after a pasted address has failed, sign-in can be retried")
  func failedAddress() {
    var state = Self.signingIn()
    send(
      &state, .answered(.signIn(Self.target, .open(address: "http://h/a"))), effects: ["open"],
      changes: ["overlays"])
    send(&state, .typed(.insert("http://127.0.0.1/answer?code=old")), changes: ["overlays"])
    send(&state, .asked(.confirm), effects: ["pasteSignIn"], changes: ["overlays"])
    send(&state, .answered(.signIn(Self.target, .failed("the code has expired"))), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.signIn(.begin(Self.target))])
  }

  @Test("without a browser, the address is copied, once")
  func noBrowser() {
    var state = Self.signingIn()
    send(
      &state, .answered(.signIn(Self.target, .open(address: "http://h/a"))), effects: ["open"],
      changes: ["overlays"])
    #expect(reduce(&state, .answered(.ran(.noBrowser))) == [.host(.copy(.address("http://h/a")))])
    #expect(reduce(&state, .answered(.ran(.noBrowser))) == [])
  }

  @Test("a token that arrives just after the user left the dialog is still used")
  func lateToken() {
    var state = Self.signingIn()
    send(&state, .asked(.back), effects: ["cancel signIn"], changes: ["overlays"])
    send(&state, .answered(.signIn(Self.target, .done("kept"))), changes: ["targets", "activity"])
    #expect(state.activity.last?.event == .signedIn("kept") && state.disabledReason(for: .reconnect) == nil)
  }

  @Test("a login that could not start without a token starts once there is one")
  func begunAgain() throws {
    var state = ReducerTests.opened()
    send(
      &state, .asked(.reconnect), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "loginsMade"])
    let id = try #require(state.login?.id)
    let error = Sample.error(.unauthorized)
    send(
      &state, .answered(.login(id, generation: 0, .flows(.failure(error)))), effects: ["loadBridges home"],
      changes: ["targets", "loginProcesses", "activity"])
    #expect(state.login?.machine.phase == .ended(.failed(.call(error))))
    send(
      &state, .answered(.connected(Self.target, .ready(allowsWriting: true))),
      effects: ["loadInfo home", "login 1 loadFlows"], changes: ["targets", "loginProcesses"])
    #expect(state.login?.machine.phase == .loadingFlows)
  }

  @Test("the question is not asked again once sign-in was started another way")
  func askedOnce() {
    var state = ReducerTests.inLogin(Sample.input).0
    Self.refuse(&state, first: "refresh home in 5.0 s", changes: "signInsToOffer")
    send(&state, .asked(.signIn), effects: ["signIn home"], changes: ["overlays", "signInsToOffer"])
    send(&state, .asked(.back), effects: ["cancel signIn"], changes: ["overlays"])
    send(&state, .asked(.back), changes: ["overlays"])
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), changes: ["pane", "loginProcesses", "overlays"])
    #expect(state.pane == .list && state.overlays.isEmpty)
  }

  @Test("a form keeps what was typed across a sign-in, secrets too, and the session is read at once")
  func workKept() throws {
    var (state, id) = ReducerTests.inLogin(Sample.input)
    send(&state, .asked(.next), changes: ["loginProcesses"])
    send(&state, .typed(.insert("hunter2")), changes: ["loginProcesses"])
    send(&state, .asked(.next), changes: ["loginProcesses"])
    let sent = send(&state, .asked(.confirm), effects: ["login 1 submit ask"], changes: ["loginProcesses"])
    guard case .server(.login(let order))? = sent.first else {
      Issue.record("\(sent)")
      return
    }
    let error = Sample.error(.unauthorized)
    send(
      &state, .answered(.login(id, generation: order.generation, .submitted(.failure(error)))),
      effects: ["login 1 poll", "loadBridges home"], changes: ["targets", "loginProcesses"])
    let generation = state.loginProcesses[0].machine.generation
    send(
      &state, .answered(.login(id, generation: generation, .polled(.failure(error)))),
      effects: ["login 1 poll in 1.0 s"], changes: ["targets", "loginProcesses"])
    Self.refuse(&state, first: "loadBridges home", changes: "overlays")
    #expect(Self.question(state) == .signIn(Self.target))
    send(&state, .asked(.next), changes: ["overlays"])
    send(&state, .asked(.confirm), effects: ["signIn home"], changes: ["overlays"])
    send(
      &state, .answered(.signIn(Self.target, .done("kept"))), changes: ["targets", "overlays", "activity"])
    send(
      &state, .answered(.connected(Self.target, .ready(allowsWriting: true))),
      effects: ["loadInfo home", "loadBridges home", "login 1 poll in 0.0 s"], changes: ["targets"])
    send(
      &state, .fired(.login(id, .poll, generation: generation)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    let session = Result<LoginSession, ServiceError>.success(Sample.session(Sample.input))
    send(
      &state, .answered(.login(id, generation: generation, .polled(session))),
      effects: ["login 1 poll in 3.0 s"], changes: ["loginProcesses"])
    let form = try #require(state.login?.form)
    #expect(form.values["pass"] == "hunter2" && form.values["name"] == "alice")
    guard case .editing(_, .refused(error)?)? = state.login?.machine.phase else {
      Issue.record("\(String(describing: state.login?.machine.phase))")
      return
    }
  }
}
