import BridgeModel
import Testing

@testable import BridgeStore

@Suite("The rules of the login machine, as it ends and with strangers")
struct LoginEndRuleTests {
  @Test("7: cancel is real: the session is deleted, and again if that fails")
  func rule7() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    #expect(machine.cancel() == [.cancel])
    #expect(machine.phase == .cancelling)
    let lost = Sample.error(.connectionLost)
    #expect(
      machine.cancelled(.failure(lost), generation: machine.generation) == [.later(.cancel, seconds: 1)])
    #expect(machine.fired(.cancel, generation: machine.generation) == [.cancel])
    var gone = machine
    _ = machine.cancelled(.success(()), generation: machine.generation)
    #expect(machine.phase == .ended(.cancelled(serverTold: true)))
    var away = gone
    _ = gone.cancelled(.failure(Sample.error(.notFound)), generation: gone.generation)
    #expect(gone.phase == .ended(.cancelled(serverTold: true)))
    _ = away.cancelled(.failure(lost), generation: away.generation)
    _ = away.cancelled(.failure(lost), generation: away.generation)
    #expect(away.phase == .ended(.cancelled(serverTold: false)))
  }

  @Test("7: a session that is cancelled while it is being made is deleted as soon as it is known")
  func rule7Starting() {
    var machine = LoginMachine(before: .init(accounts: [], logins: []))
    _ = machine.flowsLoaded(.success([LoginFlow(id: "only")]), generation: 0)
    let generation = machine.generation
    #expect(machine.cancel() == [])
    #expect(
      machine.started(.success(Sample.session(Sample.input)), generation: generation, at: Sample.now) == [
        .cancel
      ])
    #expect(machine.sessionID == "s1")
  }

  @Test("8: a reconnect names its login, and says if another identity took its place")
  func rule8() {
    for (loginID, replaced) in [("l1", nil), ("l2", "l1")] as [(String, String?)] {
      let old = Sample.account("a1", .reconnectRequired, login: "l1")
      var (machine, _) = Sample.machine(
        at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: .init(accounts: [old], logins: nil))
      _ = machine.waited(
        .success(Sample.complete(login: loginID)), generation: machine.generation, at: Sample.now)
      guard case .ended(.complete(let completion)) = machine.phase else {
        Issue.record("\(machine.phase)")
        return
      }
      #expect(completion.replaced == replaced)
      #expect(machine.retry(before: Sample.nothing) == [.start(LoginStart(flowID: "only", loginID: "l1"))])
    }
  }

  @Test("9: before a login counts as lost, the account is looked for")
  func rule9() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.fired(.poll, generation: machine.generation)
    #expect(
      machine.polled(.failure(Sample.error(.notFound)), generation: machine.generation, at: Sample.now)
        == [.lookAround])
    var (found, retried, lost) = (machine, machine, machine)
    let there = LoginSurroundings(accounts: [Sample.account("new", login: "l9")], logins: nil)
    _ = found.lookedAround(.success(there), generation: found.generation)
    guard case .ended(.complete(let completion)) = found.phase else {
      Issue.record("\(found.phase)")
      return
    }
    #expect(completion.foundByLooking)
    #expect(completion.account?.accountID == "new")
    #expect(
      retried.lookedAround(.failure(Sample.error(.unreachable)), generation: retried.generation)
        == [.later(.lookAround, seconds: 1)])
    #expect(retried.fired(.lookAround, generation: retried.generation) == [.lookAround])
    _ = lost.lookedAround(.success(.init(accounts: [], logins: [])), generation: lost.generation)
    #expect(lost.phase == .ended(.lost))
  }

  @Test("9: an account that worked before is not taken for the new one")
  func rule9Old() {
    let old = Sample.account("old", .connected, login: "l0")
    let broken = Sample.account("mine", .reconnectRequired, login: "l1")
    let before = LoginSurroundings(accounts: [old, broken], logins: nil)
    var (machine, _) = Sample.machine(
      at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: before)
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.failure(Sample.error(.gone)), generation: machine.generation, at: Sample.now)
    var mended = machine
    _ = machine.lookedAround(.success(before), generation: machine.generation)
    #expect(machine.phase == .ended(.lost))
    let after = LoginSurroundings(
      accounts: [old, Sample.account("mine", .backfilling, login: "l1")], logins: nil)
    _ = mended.lookedAround(.success(after), generation: mended.generation)
    guard case .ended(.complete(let completion)) = mended.phase else {
      Issue.record("\(mended.phase)")
      return
    }
    #expect(completion.account?.accountID == "mine")
    #expect(completion.replaced == nil)
  }

  @Test("9: an account that appeared beside the wanted one is not taken for it")
  func rule9Beside() {
    let mine = Sample.account("mine", .reconnectRequired, login: "l1")
    let other = Sample.account("other", login: "l7")
    var (machine, _) = Sample.machine(
      at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: .init(accounts: [mine], logins: nil))
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.failure(Sample.error(.notFound)), generation: machine.generation, at: Sample.now)
    var replaced = machine
    _ = machine.lookedAround(
      .success(.init(accounts: [mine, other], logins: nil)), generation: machine.generation)
    #expect(machine.phase == .ended(.lost))
    _ = replaced.lookedAround(
      .success(.init(accounts: [other], logins: nil)), generation: replaced.generation)
    guard case .ended(.complete(let completion)) = replaced.phase else {
      Issue.record("\(replaced.phase)")
      return
    }
    #expect(completion.replaced == "l1")
  }

  @Test("10: unknown steps, displays and statuses are shown, polled, and left again")
  func rule10() {
    let strange = LoginStep.unknown(UnknownStep(type: "webauthn", content: .object(["stepID": .string("w")])))
    var (machine, commands) = Sample.machine(at: strange)
    #expect(machine.phase.step == strange)
    #expect(commands == [.later(.poll, seconds: 1)])
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(
      .success(Sample.session(nil, .init(rawValue: "meditating"))), generation: machine.generation,
      at: Sample.now)
    #expect(machine.phase.step?.type == "meditating")
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.success(Sample.session(Sample.input)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .editing(Sample.input, complaint: nil))

    let hologram = LoginStep.displayAndWait(
      DisplayStep(stepID: "h", display: .unknown(type: "hologram", content: .null)))
    (machine, commands) = Sample.machine(at: hologram)
    #expect(commands == [.wait(stepID: "h"), .later(.poll, seconds: 1)])
  }
}
