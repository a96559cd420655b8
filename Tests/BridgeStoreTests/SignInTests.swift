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

  /// A dashboard with the sign-in dialog open.
  private static func signingIn() -> State {
    var state = ReducerTests.opened()
    _ = reduce(&state, refused)
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .asked(.take))
    return state
  }

  @Test("a refused token is asked about once, and the first answer changes nothing")
  func offered() {
    var state = ReducerTests.opened()
    #expect(state.disabledReason(for: .signIn) == .signedIn)
    _ = reduce(&state, Self.refused)
    #expect(Self.question(state) == .signIn(Self.target))
    #expect(reduce(&state, .asked(.take)) == [])
    _ = reduce(&state, Self.refused)
    #expect(state.overlays.isEmpty)
    #expect(state.disabledReason(for: .signIn) == nil)
    _ = reduce(&state, .answered(.bridges(Self.target, .success(ReducerTests.accounts()))))
    _ = reduce(&state, Self.refused)
    #expect(Self.question(state) == .signIn(Self.target), "it is another one by now")
  }

  @Test("the question waits until the user is not typing, and is dropped if the token works again by then")
  func patient() {
    var state = ReducerTests.inLogin(Sample.input).0
    #expect(state.context == .form)
    _ = reduce(&state, Self.refused)
    #expect(state.overlays.isEmpty)
    var other = state
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .asked(.take))
    #expect(Self.question(state) == .signIn(Self.target))
    _ = reduce(&other, .answered(.bridges(Self.target, .success(ReducerTests.accounts()))))
    _ = reduce(&other, .asked(.back))
    _ = reduce(&other, .asked(.next))
    _ = reduce(&other, .asked(.take))
    #expect(other.overlays.isEmpty)
  }

  @Test("the demo never asks to sign in")
  func demo() {
    var state = State(
      targets: [Target(id: Self.target, address: "h:1", isDemo: true, hasConnection: true)], now: Sample.now)
    _ = reduce(&state, .opened)
    _ = reduce(&state, Self.refused)
    #expect(state.overlays.isEmpty && state.disabledReason(for: .signIn) == .isDemo)
  }

  @Test("the browser is opened, pasted text is submitted, and the token is used")
  func flow() {
    var state = Self.signingIn()
    #expect(state.context == .signIn && state.signIn?.phase == .starting)
    let opened = reduce(&state, .answered(.signIn(Self.target, .open(address: "http://h/a?x"))))
    #expect(opened == [.run(.open(.address("http://h/a?x"), nil))])
    #expect(state.openables == [.address("http://h/a?x")] && state.copyables == [.address("http://h/a?x")])
    _ = reduce(&state, .typed(.insert("http://127.0.0.1/answer?code=c")))
    #expect(reduce(&state, .asked(.take)) == [.pasteSignIn("http://127.0.0.1/answer?code=c")])
    #expect(state.signIn?.line.text == "")
    _ = reduce(&state, .answered(.signIn(Self.target, .ignored("not this"))))
    #expect(state.signIn?.complaint == "not this")
    #expect(reduce(&state, .answered(.signIn(Self.target, .done("kept")))) == [])
    #expect(state.overlays.isEmpty && state.activity.last?.event == .signedIn("kept"))
    #expect(state.disabledReason(for: .reconnect) == nil, "nobody has refused the new one")
    let ready = reduce(&state, .answered(.connected(Self.target, .ready(allowsWriting: true))))
    #expect(ready.contains(.loadBridges(Self.target)))
  }

  @Test("Esc cancels the sign-in, and a failure can be retried")
  func ends() {
    var state = Self.signingIn()
    _ = reduce(&state, .answered(.signIn(Self.target, .failed("denied"))))
    #expect(state.signIn?.phase == .failed("denied"))
    #expect(reduce(&state, .asked(.take)) == [.signIn(Self.target)])
    #expect(state.signIn?.phase == .starting)
    #expect(reduce(&state, .asked(.back)) == [.cancelSignIn])
    #expect(reduce(&state, .answered(.signIn(Self.target, .open(address: "http://late")))) == [])
    #expect(state.overlays.isEmpty)
  }

  @Test("when another call has its token refused, the server is read at once")
  func elsewhere() {
    var (state, key) = ReducerTests.inLogin(Sample.input)
    let refusal = Result<LoginSession, ServiceError>.failure(Sample.error(.unauthorized))
    let generation = state.logins[0].machine.generation
    _ = reduce(&state, .fired(.login(key, .poll, generation: generation)))
    #expect(
      reduce(&state, .answered(.login(key, generation: generation, .polled(refusal)))).contains(
        .loadBridges(Self.target)))
    _ = reduce(&state, .fired(.login(key, .poll, generation: generation)))
    #expect(
      !reduce(&state, .answered(.login(key, generation: generation, .polled(refusal)))).contains(
        .loadBridges(Self.target)))
    _ = reduce(&state, Self.refused)
    #expect(
      state.disabledReason(for: .signIn) == nil && state.disabledReason(for: .reconnect) == .signInFirst)
  }

  @Test("after the browser has failed, a token can be pasted, one at a time, and nothing else starts")
  func pasteAfterFailure() {
    var state = Self.signingIn()
    _ = reduce(&state, .answered(.signIn(Self.target, .failed("no browser way"))))
    _ = reduce(&state, .typed(.insert("token")))
    #expect(reduce(&state, .asked(.take)) == [.pasteSignIn("token")])
    _ = reduce(&state, .typed(.insert("other")))
    #expect(state.signIn?.isChecking == true && reduce(&state, .asked(.take)) == [])
    _ = reduce(&state, .answered(.signIn(Self.target, .ignored("not known"))))
    #expect(state.signIn?.isChecking == false && state.signIn?.phase == .failed("no browser way"))
  }

  @Test("after a pasted address has failed, sign-in can be retried")
  func failedAddress() {
    var state = Self.signingIn()
    _ = reduce(&state, .answered(.signIn(Self.target, .open(address: "http://h/a"))))
    _ = reduce(&state, .typed(.insert("http://127.0.0.1/answer?code=old")))
    _ = reduce(&state, .asked(.take))
    _ = reduce(&state, .answered(.signIn(Self.target, .failed("the code has expired"))))
    #expect(reduce(&state, .asked(.take)) == [.signIn(Self.target)])
  }

  @Test("without a browser, the address is copied, once")
  func noBrowser() {
    var state = Self.signingIn()
    _ = reduce(&state, .answered(.signIn(Self.target, .open(address: "http://h/a"))))
    #expect(reduce(&state, .answered(.ran(.noBrowser))) == [.run(.copy(.address("http://h/a")))])
    #expect(reduce(&state, .answered(.ran(.noBrowser))) == [])
  }

  @Test("a token that arrives just after the user left the dialog is still used")
  func lateToken() {
    var state = Self.signingIn()
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .answered(.signIn(Self.target, .done("kept"))))
    #expect(state.activity.last?.event == .signedIn("kept") && state.disabledReason(for: .reconnect) == nil)
  }

  @Test("a login that could not start without a token starts once there is one")
  func begunAgain() throws {
    var state = ReducerTests.opened()
    _ = reduce(&state, .asked(.reconnect))
    let key = try #require(state.login?.id)
    let error = Sample.error(.unauthorized)
    _ = reduce(&state, .answered(.login(key, generation: 0, .flows(.failure(error)))))
    #expect(state.login?.machine.phase == .ended(.failed(.call(error))))
    let ready = reduce(&state, .answered(.connected(Self.target, .ready(allowsWriting: true))))
    #expect(ready.contains { if case .login(let order) = $0 { order.call == .loadFlows } else { false } })
    #expect(state.login?.machine.phase == .loadingFlows)
  }

  @Test("the question is not asked again once sign-in was started another way")
  func askedOnce() {
    var state = ReducerTests.inLogin(Sample.input).0
    _ = reduce(&state, Self.refused)
    _ = reduce(&state, .asked(.signIn))
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .asked(.take))
    #expect(state.pane == .list && state.overlays.isEmpty)
  }

  @Test("a form keeps what was typed across a sign-in, secrets too, and the session is read at once")
  func workKept() throws {
    var (state, key) = ReducerTests.inLogin(Sample.input)
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .typed(.insert("hunter2")))
    _ = reduce(&state, .asked(.next))
    let sent = reduce(&state, .asked(.take))
    guard case .login(let order)? = sent.first else {
      Issue.record("\(sent)")
      return
    }
    let error = Sample.error(.unauthorized)
    _ = reduce(&state, .answered(.login(key, generation: order.generation, .submitted(.failure(error)))))
    let generation = state.logins[0].machine.generation
    _ = reduce(&state, .answered(.login(key, generation: generation, .polled(.failure(error)))))
    _ = reduce(&state, Self.refused)
    #expect(Self.question(state) == .signIn(Self.target))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .asked(.take))
    _ = reduce(&state, .answered(.signIn(Self.target, .done("kept"))))
    let ready = reduce(&state, .answered(.connected(Self.target, .ready(allowsWriting: true))))
    #expect(ready.contains(.schedule(.login(key, .poll, generation: generation), seconds: 0)))
    _ = reduce(&state, .fired(.login(key, .poll, generation: generation)))
    let session = Result<LoginSession, ServiceError>.success(Sample.session(Sample.input))
    _ = reduce(&state, .answered(.login(key, generation: generation, .polled(session))))
    let form = try #require(state.login?.form)
    #expect(form.values["pass"] == "hunter2" && form.values["name"] == "alice")
    guard case .editing(_, .refused(error)?)? = state.login?.machine.phase else {
      Issue.record("\(String(describing: state.login?.machine.phase))")
      return
    }
  }
}
