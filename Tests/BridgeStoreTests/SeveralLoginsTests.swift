import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Several logins, and several flows")
struct SeveralLoginsTests {
  private static let flows = [LoginFlow(id: "qr"), LoginFlow(id: "phone")]

  /// A login that shows a QR code; the bridge offers another flow, too.
  private static func atQR() -> (State, LoginKey) {
    var state = ReducerTests.opened()
    _ = reduce(&state, .asked(.reconnect))
    let key = state.logins[0].id
    _ = reduce(&state, .answered(.login(key, generation: 0, .flows(.success(flows)))))
    _ = reduce(&state, .asked(.take))
    let started = Result<LoginSession, ServiceError>.success(Sample.session(Sample.qr("1")))
    _ = reduce(&state, .answered(.login(key, generation: 2, .started(started))))
    return (state, key)
  }

  private static func commands(_ effects: [Effect]) -> [LoginCommand] {
    effects.compactMap { if case .login(let request) = $0 { .call(request.call) } else { nil } }
  }

  @Test("another way first cancels this login on the server, then asks for the flows")
  func changeFlow() {
    var (state, key) = Self.atQR()
    #expect(reduce(&state, .asked(.chooseAgain)) == [])
    _ = reduce(&state, .asked(.next))
    #expect(Self.commands(reduce(&state, .asked(.take))) == [.cancel])
    let generation = state.logins[0].machine.generation
    let effects = reduce(&state, .answered(.login(key, generation: generation, .cancelled(nil))))
    #expect(Self.commands(effects) == [.call(.loadFlows)])
    #expect(state.login?.machine.phase == .loadingFlows)
    #expect(state.login?.machine.sessionID == nil)
  }

  @Test("a bridge with one flow offers no other way")
  func onlyWay() {
    var (state, _) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .asked(.chooseAgain)) == [])
    #expect(state.notice == .disabled(.onlyWay))
  }

  @Test("the question before a cancel offers another way if there is one")
  func question() {
    var (state, _) = Self.atQR()
    _ = reduce(&state, .asked(.back))
    guard case .dialog(let dialog)? = state.overlays.last else {
      Issue.record("no question")
      return
    }
    #expect(dialog.answers == [.keep, .leave, .chooseAgain, .cancelLogin])
  }

  @Test("the flow that created a login is remembered, and marked on reconnect")
  func preselected() {
    var (state, key) = Self.atQR()
    let done = Result<LoginSession, ServiceError>.success(Sample.complete())
    let effects = reduce(&state, .answered(.login(key, generation: 3, .waited(done))))
    #expect(effects.contains(.rememberFlow(ReducerTests.target, login: "l1", flow: "qr")))
    var later = State(
      targets: [Target(id: ReducerTests.target, address: "h:1", hasConnection: true)], now: Sample.now)
    _ = reduce(&later, .answered(.recalled(SavedState(flows: ["home": ["l1": "phone"]]))))
    _ = reduce(&later, .opened)
    _ = reduce(&later, .answered(.bridges(ReducerTests.target, .success(ReducerTests.accounts()))))
    _ = reduce(&later, .asked(.reconnect))
    _ = reduce(&later, .answered(.login(later.logins[0].id, generation: 0, .flows(.success(Self.flows)))))
    #expect(later.login?.choice == 1)
  }

  @Test("a key cycles through the logins, those needing input first, and hidden ones are counted")
  func next() {
    var (state, waiting) = Self.atQR()
    #expect(reduce(&state, .asked(.nextLogin)) == [])
    #expect(state.notice == .disabled(.noOtherLogin))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .moved(.last))
    _ = reduce(&state, .asked(.connect))
    let asking = state.logins[1].id
    _ = reduce(&state, .answered(.login(asking, generation: 0, .flows(.success(Self.flows)))))
    _ = reduce(&state, .asked(.next))
    #expect(state.hiddenQuestions == 2)
    _ = reduce(&state, .moved(.first))
    _ = reduce(&state, .asked(.filter))
    _ = reduce(&state, .typed(.insert("wa")))
    _ = reduce(&state, .asked(.take))
    _ = reduce(&state, .asked(.nextLogin))
    #expect(state.shownLogin == asking)
    #expect(state.context == .choice)
    #expect(state.list.filter.isEmpty)
    #expect(state.hiddenQuestions == 1)
    _ = reduce(&state, .asked(.nextLogin))
    #expect(state.shownLogin == waiting)
    #expect(state.context == .display)
  }
}
