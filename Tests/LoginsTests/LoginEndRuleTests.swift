import BridgeModel
import Logins
import TestSupport
import Testing

@Suite("The rules of the login machine, at the end and with unknown input")
struct LoginEndRuleTests {
  @Test("a cancel deletes the session, and is retried if that fails")
  func cancel() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    #expect(machine.handle(.cancel, at: Sample.now) == [.cancel])
    #expect(machine.phase == .cancelling)
    let lost = Sample.error(.connectionLost)
    #expect(
      machine.answer(.cancelled(lost)) == [.later(.cancel, seconds: 1)])
    #expect(machine.fire(.cancel) == [.cancel])
    var gone = machine
    _ = machine.answer(.cancelled(nil))
    #expect(machine.phase == .ended(.cancelled(reachedServer: true)))
    var away = gone
    _ = gone.answer(.cancelled(Sample.error(.notFound)))
    #expect(gone.phase == .ended(.cancelled(reachedServer: true)))
    _ = away.answer(.cancelled(lost))
    _ = away.answer(.cancelled(lost))
    #expect(away.phase == .ended(.cancelled(reachedServer: false)))
  }

  @Test("a session that is cancelled while being created is deleted once its id is known")
  func cancelWhileStarting() {
    var machine = LoginMachine(snapshot: Sample.emptySnapshot)
    _ = machine.begin()
    _ = machine.answer(.flows(.success([LoginFlow(id: "only")])))
    let generation = machine.generation
    #expect(machine.handle(.cancel, at: Sample.now) == [])
    #expect(
      machine.answer(.started(.success(Sample.session(Sample.input))), generation: generation) == [
        .cancel
      ])
    #expect(machine.sessionID == "s1")
  }

  @Test("a reconnect passes its login, and reports if another identity replaced it")
  func reconnect() {
    for (loginID, replaced) in [("l1", nil), ("l2", "l1")] as [(String, String?)] {
      let old = Sample.account("a1", .reconnectRequired, login: "l1")
      var (machine, _) = Sample.machine(
        at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: .init(accounts: [old], logins: nil))
      _ = machine.answer(.waited(.success(Sample.complete(login: loginID))))
      guard case .ended(.complete(let completion)) = machine.phase else {
        Issue.record("\(machine.phase)")
        return
      }
      #expect(completion.replacedLoginID == replaced)
      #expect(
        machine.handle(.retry(Sample.emptySnapshot), at: Sample.now) == [
          .start(LoginStart(flowID: "only", loginID: "l1"))
        ])
    }
  }

  @Test("the account is looked for before a login counts as lost")
  func reconciled() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.fire(.poll)
    #expect(
      machine.answer(.polled(.failure(Sample.error(.notFound))))
        == [.reconcile])
    var (found, retried, lost) = (machine, machine, machine)
    let there = BridgeSnapshot(accounts: [Sample.account("new", login: "l9")], logins: nil)
    _ = found.answer(.reconciled(.success(there)))
    guard case .ended(.complete(let completion)) = found.phase else {
      Issue.record("\(found.phase)")
      return
    }
    #expect(completion.wasReconciled)
    #expect(completion.account?.accountID == "new")
    #expect(
      retried.answer(.reconciled(.failure(Sample.error(.unreachable))))
        == [.later(.reconcile, seconds: 1)])
    #expect(retried.fire(.reconcile) == [.reconcile])
    _ = lost.answer(.reconciled(.success(.init(accounts: [], logins: []))))
    #expect(lost.phase == .ended(.lost(wasLookedFor: true)))
  }

  @Test("an account that worked before does not count as the new one")
  func oldAccount() {
    let old = Sample.account("old", .connected, login: "l0")
    let broken = Sample.account("mine", .reconnectRequired, login: "l1")
    let before = BridgeSnapshot(accounts: [old, broken], logins: nil)
    var (machine, _) = Sample.machine(
      at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: before)
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.failure(Sample.error(.gone))))
    var mended = machine
    _ = machine.answer(.reconciled(.success(before)))
    #expect(machine.phase == .ended(.lost(wasLookedFor: true)))
    let after = BridgeSnapshot(
      accounts: [old, Sample.account("mine", .backfilling, login: "l1")], logins: nil)
    _ = mended.answer(.reconciled(.success(after)))
    guard case .ended(.complete(let completion)) = mended.phase else {
      Issue.record("\(mended.phase)")
      return
    }
    #expect(completion.account?.accountID == "mine")
    #expect(completion.replacedLoginID == nil)
  }

  @Test("an account that appeared beside the expected one does not count")
  func strangeAccount() {
    let mine = Sample.account("mine", .reconnectRequired, login: "l1")
    let other = Sample.account("other", login: "l7")
    var (machine, _) = Sample.machine(
      at: Sample.qr("1"), purpose: LoginStart(loginID: "l1"), before: .init(accounts: [mine], logins: nil))
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.failure(Sample.error(.notFound))))
    var replaced = machine
    _ = machine.answer(.reconciled(.success(.init(accounts: [mine, other], logins: nil))))
    #expect(machine.phase == .ended(.lost(wasLookedFor: true)))
    _ = replaced.answer(.reconciled(.success(.init(accounts: [other], logins: nil))))
    guard case .ended(.complete(let completion)) = replaced.phase else {
      Issue.record("\(replaced.phase)")
      return
    }
    #expect(completion.replacedLoginID == "l1")
  }

  @Test("unknown steps, displays and statuses are shown, polled, and left again")
  func unknownSteps() {
    let strange = LoginStep.unknown(UnknownStep(type: "webauthn", content: .object(["stepID": .string("w")])))
    var (machine, commands) = Sample.machine(at: strange)
    #expect(machine.phase.step == strange)
    #expect(commands == [.later(.poll, seconds: 1)])
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.success(Sample.session(nil, .init(rawValue: "meditating")))))
    #expect(machine.phase.step?.type == "meditating")
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.success(Sample.session(Sample.input))))
    #expect(machine.phase == .editing(Sample.input, complaint: nil))

    let hologram = LoginStep.displayAndWait(
      DisplayStep(stepID: "h", display: .unknown(type: "hologram", content: .null)))
    (machine, commands) = Sample.machine(at: hologram)
    #expect(commands == [.wait(stepID: "h"), .later(.poll, seconds: 1)])
  }
}
