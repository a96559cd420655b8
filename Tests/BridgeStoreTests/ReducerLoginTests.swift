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
    _ = reduce(&state, .asked(.take))
    _ = reduce(&state, .asked(.take))
    #expect(reduce(&state, .asked(.take)) == [])
    #expect(state.login?.form?.fields[1].problem == .missing)
    #expect(state.login?.form?.focus == 1)
    _ = reduce(&state, .typed(.insert("hunter2\n")))
    #expect(state.login?.form?.fields[1].problem == nil)
    _ = reduce(&state, .asked(.take))
    let effects = reduce(&state, .asked(.take))
    guard case .login(let order)? = effects.first, case .submit(let submission, "ask", "s1") = order.call
    else {
      Issue.record("\(effects)")
      return
    }
    #expect(submission.fields == ["name": "alice", "pass": "hunter2"])
  }

  @Test("a retry keeps what was typed, except secrets")
  func retry() {
    var (state, key) = ReducerTests.inLogin(Sample.input)
    _ = reduce(&state, .typed(.insert("x")))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .typed(.insert("hunter2")))
    _ = reduce(&state, .fired(.login(key, .poll, generation: 2)))
    _ = reduce(&state, .answered(.login(key, generation: 2, .polled(.success(Sample.session(nil, .failed))))))
    #expect(state.context == .ended)
    #expect(state.login?.form?.fields.map(\.line.text) == ["alicex", "", ""])
    _ = reduce(&state, .asked(.retry))
    let generation = state.login?.machine.generation ?? 0
    _ = reduce(
      &state, .answered(.login(key, generation: generation, .started(.success(Sample.session(Sample.input)))))
    )
    #expect(state.login?.form?.fields.map(\.line.text) == ["alicex", "", ""])
  }

  @Test("Esc asks before it cancels, with the harmless answer focused")
  func cancel() {
    var (state, key) = ReducerTests.inLogin(Sample.qr("1"))
    _ = reduce(&state, .asked(.back))
    #expect(state.context == .dialog)
    #expect(reduce(&state, .asked(.take)) == [])
    #expect(state.context == .display)
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .asked(.previous))
    let effects = reduce(&state, .asked(.take))
    guard case .login(let order)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(order.call == .cancel(session: "s1"))
    _ = reduce(&state, .answered(.login(key, generation: order.generation, .cancelled(nil))))
    #expect(state.logins.isEmpty)
    #expect(state.context == .list)
  }

  @Test("a login can be left for later: only its own row shows its wizard")
  func left() {
    var (state, key) = ReducerTests.inLogin(Sample.input)
    _ = reduce(&state, .typed(.insert("x")))
    _ = reduce(&state, .asked(.back))
    _ = reduce(&state, .asked(.next))
    #expect(reduce(&state, .asked(.take)) == [])
    #expect(state.context == .list)
    #expect(state.shownLogin == key)
    _ = reduce(&state, .moved(.down))
    #expect(state.login == nil)
    #expect(state.liveLogins.count == 1)
    _ = reduce(&state, .moved(.up))
    _ = reduce(&state, .asked(.take))
    #expect(state.context == .form)
    #expect(state.login?.form?.fields[0].line.text == "alicex")
  }

  @Test("a login that fails while its row is not selected waits there to be read")
  func failedUnseen() {
    var (state, key) = ReducerTests.inLogin(Sample.qr("1"))
    _ = reduce(&state, .asked(.next))
    _ = reduce(&state, .moved(.down))
    _ = reduce(&state, .answered(.login(key, generation: 2, .waited(.success(Sample.session(nil, .failed))))))
    #expect(state.login == nil)
    _ = reduce(&state, .moved(.up))
    #expect(state.login?.machine.phase == .ended(.failed(.unexplained)))
    _ = reduce(&state, .asked(.connect))
    #expect(state.logins.count == 1)
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
    _ = reduce(&keeping, .asked(.next))
    #expect(reduce(&keeping, .asked(.take)) == [.quit(cancelling: [])])
    _ = reduce(&state, .asked(.previous))
    #expect(reduce(&state, .asked(.take)) == [.quit(cancelling: [session])])
    var idle = ReducerTests.opened()
    #expect(reduce(&idle, .asked(.quit)) == [.quit(cancelling: [])])
  }

  @Test("a login that ends refreshes the list; closing it selects the new account")
  func ended() {
    var (state, key) = ReducerTests.inLogin(Sample.qr("1"))
    let effects = reduce(
      &state, .answered(.login(key, generation: 2, .waited(.success(Sample.complete(account: "2"))))))
    #expect(effects.contains(.loadBridges(ReducerTests.target)))
    #expect(state.context == .ended)
    _ = reduce(&state, .asked(.take))
    #expect(state.logins.isEmpty)
    #expect(state.selected?.account?.accountID == "2")
    #expect(state.context == .list)
  }

  @Test("an account that the list does not have yet is selected later, unless the user moves first")
  func awaited() {
    var (state, key) = ReducerTests.inLogin(Sample.qr("1"))
    _ = reduce(
      &state, .answered(.login(key, generation: 2, .waited(.success(Sample.complete(account: "4"))))))
    _ = reduce(&state, .asked(.take))
    var moved = state
    _ = reduce(&moved, .moved(.down))
    let place = moved.selected?.account?.accountID
    var bridges = ReducerTests.accounts()
    bridges[1].accounts.append(Sample.account("4", provider: .cloud, bridge: "dc"))
    _ = reduce(&state, .answered(.bridges(ReducerTests.target, .success(bridges))))
    #expect(state.selected?.account?.accountID == "4")
    _ = reduce(&moved, .answered(.bridges(ReducerTests.target, .success(bridges))))
    #expect(moved.selected?.account?.accountID == place)
  }

  @Test("the clock of a wait ticks only while the wait is on the screen")
  func ticking() {
    var (state, key) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .fired(.tick)) == [.schedule(.tick, seconds: 1)])
    _ = reduce(&state, .answered(.login(key, generation: 2, .waited(.success(Sample.complete())))))
    #expect(reduce(&state, .fired(.tick)) == [])
  }
}
