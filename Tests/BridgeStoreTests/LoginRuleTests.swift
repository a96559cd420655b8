import BridgeModel
import Testing

@testable import BridgeStore

@Suite("The rules of the login machine, while it goes on")
struct LoginRuleTests {
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
      row: .bridge(TargetID("t"), "wa"), reconnects: nil, before: .init(accounts: [], logins: []),
      began: Sample.now)
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
}
