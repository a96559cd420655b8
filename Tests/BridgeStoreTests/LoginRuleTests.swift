import BridgeModel
import Testing

@testable import BridgeStore

@Suite("The rules of the login machine")
struct LoginRuleTests {
  private typealias Machine = LoginMachine

  @Test("1: new QR data under the same id is a rotation; other instructions are a rejection")
  func rule1() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    let commands = machine.waited(
      .success(Sample.session(Sample.qr("two"))), generation: machine.generation, at: Sample.later)
    #expect(commands == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    guard case .waiting(let step, let wait) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(step == Sample.qr("two"))
    #expect(wait == LoginWait(began: Sample.now, since: Sample.later, rotations: 1))

    (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let rejected = Sample.input("Wrong. Try again")
    _ = machine.submitted(.success(Sample.session(rejected)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .editing(rejected, complaint: .rejected))
  }

  @Test("1: the same fields asked again under another id are a rejection too")
  func rule1OtherID() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let rejected = Sample.input("Incorrect", id: "ask.incorrect")
    _ = machine.submitted(.success(Sample.session(rejected)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .editing(rejected, complaint: .rejected))
  }

  @Test(
    "2: after a lost answer the session is read, and the submit is not repeated",
    arguments: [ServiceError.Kind.timedOut, .connectionLost, .serverFailed, .unreachable])
  func rule2(kind: ServiceError.Kind) {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit(["name": "alice"])
    #expect(machine.submit(["name": "bob"]) == [])
    let error = Sample.error(kind)
    #expect(machine.submitted(.failure(error), generation: machine.generation, at: Sample.now) == [.poll])
    #expect(machine.phase == .resyncing(Sample.input))
    // The server is still away: it is read again, a little later each time.
    #expect(
      machine.polled(.failure(error), generation: machine.generation, at: Sample.now) == [
        .later(.poll, seconds: 1)
      ])
    #expect(machine.fired(.poll, generation: machine.generation) == [.poll])
    #expect(
      machine.polled(.failure(error), generation: machine.generation, at: Sample.now) == [
        .later(.poll, seconds: 2)
      ])
    #expect(machine.fired(.poll, generation: machine.generation) == [.poll])
    var taken = machine
    _ = taken.polled(.success(Sample.session(Sample.qr("1"))), generation: taken.generation, at: Sample.now)
    #expect(taken.phase.step == Sample.qr("1"))
    // The server may still be at work on the answers: only after some reads the form comes back.
    let same = Sample.session(Sample.input)
    for _ in 0..<(kind == .unreachable ? 0 : 3) {
      #expect(
        machine.polled(.success(same), generation: machine.generation, at: Sample.now)
          == [.later(.poll, seconds: 1)])
      #expect(machine.phase == .resyncing(Sample.input))
      _ = machine.fired(.poll, generation: machine.generation)
    }
    _ = machine.polled(.success(Sample.session(Sample.input)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .editing(Sample.input, complaint: .answerLost(error)))
  }

  @Test("2: a refused submit leaves the form there if the session still waits, and ends it if not")
  func rule2Refused() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let error = Sample.error(.unprocessable)
    _ = machine.submitted(.failure(error), generation: machine.generation, at: Sample.now)
    var gone = machine
    _ = machine.polled(.success(Sample.session(Sample.input)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .editing(Sample.input, complaint: .refused(error)))
    #expect(
      gone.polled(.failure(Sample.error(.notFound)), generation: gone.generation, at: Sample.now) == [
        .lookAround
      ])
    _ = gone.lookedAround(.success(.init(accounts: [], logins: [])), generation: gone.generation)
    #expect(gone.phase == .ended(.failed(.call(error))))
  }

  @Test("2: a lost answer is no reason for the end, and an old refusal is none either")
  func rule2Forgotten() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    _ = machine.submitted(
      .failure(Sample.error(.unreachable)), generation: machine.generation, at: Sample.now)
    var restarted = machine
    _ = restarted.polled(.failure(Sample.error(.notFound)), generation: restarted.generation, at: Sample.now)
    _ = restarted.lookedAround(.success(Sample.nothing), generation: restarted.generation)
    #expect(restarted.phase == .ended(.lost))
    _ = machine.polled(
      .success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
    #expect(machine.refusal == nil)
  }

  @Test("2: what refused a wait is the reason if the session is gone, though a poll crossed with it")
  func rule2RefusedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.fired(.poll, generation: machine.generation)
    let error = Sample.error(.badRequest)
    _ = machine.waited(.failure(error), generation: machine.generation, at: Sample.now)
    _ = machine.polled(
      .success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.failure(Sample.error(.notFound)), generation: machine.generation, at: Sample.now)
    _ = machine.lookedAround(.success(Sample.nothing), generation: machine.generation)
    #expect(machine.phase == .ended(.failed(.call(error))))
  }

  @Test("3: polls go on beside a wait, one at a time, slower while the server fails")
  func rule3() {
    var (machine, commands) = Sample.machine(at: Sample.qr("1"))
    #expect(commands == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    #expect(machine.fired(.poll, generation: machine.generation) == [.poll])
    #expect(machine.fired(.poll, generation: machine.generation) == [])
    var pauses: [Double] = []
    for _ in 0..<7 {
      let commands = machine.polled(
        .failure(Sample.error(.unreachable)), generation: machine.generation, at: Sample.now)
      guard case .later(.poll, let seconds)? = commands.first else { break }
      pauses.append(seconds)
      _ = machine.fired(.poll, generation: machine.generation)
    }
    #expect(pauses == [1, 2, 4, 8, 15, 15, 15])
    #expect(machine.trouble == Sample.error(.unreachable))
    #expect(
      machine.polled(.success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
        == [.later(.poll, seconds: 1)])
    #expect(machine.trouble == nil)
  }

  @Test(
    "3: a rotation that a poll finds first leaves the wait in flight, and its late answer decides nothing")
  func rule3Rotation() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    _ = machine.fired(.poll, generation: machine.generation)
    #expect(
      machine.polled(
        .success(Sample.session(Sample.qr("two"))), generation: machine.generation, at: Sample.later)
        == [.later(.poll, seconds: 1)])
    #expect(machine.phase.step == Sample.qr("two"))
    let commands = machine.waited(
      .success(Sample.session(Sample.qr("one"))), generation: machine.generation, at: Sample.later)
    #expect(commands == [.poll, .later(.wait, seconds: 1.5)])
    #expect(machine.phase.step == Sample.qr("two"))
    // An end is an end, whatever it crossed with.
    _ = machine.fired(.wait, generation: machine.generation)
    _ = machine.waited(.success(Sample.complete()), generation: machine.generation, at: Sample.later)
    #expect(machine.phase.isEnded)
  }

  @Test("3: a poll that crossed with a rotation does not bring the old code back")
  func rule3Crossed() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.waited(
      .success(Sample.session(Sample.qr("two"))), generation: machine.generation, at: Sample.later)
    #expect(
      machine.polled(
        .success(Sample.session(Sample.qr("one"))), generation: machine.generation, at: Sample.later)
        == [.later(.poll, seconds: 1)])
    #expect(machine.phase.step == Sample.qr("two"))
  }

  @Test("4: a wait that is answered with what is on the screen is followed by a pause")
  func rule4() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let same = Sample.session(Sample.qr("1"))
    #expect(
      machine.waited(.success(same), generation: machine.generation, at: Sample.now)
        == [.later(.wait, seconds: 1.5)])
    // A poll that finds nothing new does not cut the pause short.
    _ = machine.fired(.poll, generation: machine.generation)
    #expect(
      machine.polled(.success(same), generation: machine.generation, at: Sample.now)
        == [.later(.poll, seconds: 1)])
    #expect(machine.fired(.wait, generation: machine.generation) == [.wait(stepID: "scan")])
    #expect(machine.fired(.wait, generation: machine.generation) == [])
  }

  @Test("4: waits that fail while polls succeed are repeated ever slower, and told once it is no accident")
  func rule4Failing() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    var pauses: [Double] = []
    for _ in 0..<6 {
      let commands = machine.waited(
        .failure(Sample.error(.serverFailed)), generation: machine.generation, at: Sample.now)
      for case .later(.wait, let seconds) in commands { pauses.append(seconds) }
      if commands.contains(.poll) || machine.fired(.poll, generation: machine.generation) == [.poll] {
        #expect(
          machine.polled(
            .success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
            == [.later(.poll, seconds: 1)])
      }
      #expect(machine.fired(.wait, generation: machine.generation) == [.wait(stepID: "scan")])
    }
    #expect(pauses == [1.5, 3, 6, 12, 15, 15])
    #expect(machine.trouble == Sample.error(.serverFailed))
    _ = machine.waited(
      .success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
    #expect(machine.trouble == nil)
  }

  @Test("5: an answer for an older generation is dropped")
  func rule5() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let old = machine.generation
    _ = machine.waited(.success(Sample.session(Sample.input)), generation: old, at: Sample.now)
    let before = machine
    #expect(machine.waited(.success(Sample.complete()), generation: old, at: Sample.now) == [])
    #expect(machine.fired(.wait, generation: old) == [])
    #expect(machine == before)
    #expect(
      machine.polled(.success(Sample.complete()), generation: old, at: Sample.now) == [
        .later(.poll, seconds: 3)
      ])
    #expect(machine.phase == before.phase)
  }

  @Test("6: a poll keeps the form; after a rejection plain values stay and secrets go")
  func rule6() throws {
    var (machine, _) = Sample.machine(at: Sample.input)
    var login = Login(
      id: LoginKey(number: 1), target: TargetID("t"), bridge: Sample.bridge("wa"),
      row: .bridge(TargetID("t"), "wa"), reconnects: nil, before: .init(accounts: [], logins: []))
    login.machine = machine
    login.refreshForm(since: .starting)
    login.form?.edit(.insert("!"))
    login.form?.focus = 1
    login.form?.edit(.insert("hunter2"))

    _ = machine.fired(.poll, generation: machine.generation)
    let before = machine.phase
    let updated = Sample.input("Say who you are, please")
    _ = machine.polled(.success(Sample.session(updated)), generation: machine.generation, at: Sample.now)
    login.machine = machine
    login.refreshForm(since: before)
    #expect(login.form?.fields.map(\.line.text) == ["alice!", "hunter2", ""])
    #expect(login.form?.focus == 1)

    _ = machine.submit(try #require(login.form).values)
    let submitting = machine.phase
    _ = machine.submitted(.success(Sample.session(updated)), generation: machine.generation, at: Sample.now)
    login.machine = machine
    login.refreshForm(since: submitting)
    #expect(login.form?.fields.map(\.line.text) == ["alice!", "", ""])
    #expect(login.form?.focus == 1)
    #expect(machine.phase == .editing(updated, complaint: .rejected))
  }

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
