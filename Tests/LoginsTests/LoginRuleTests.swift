import BridgeModel
import Logins
import TestSupport
import Testing

@Suite("The rules of the login machine, during a login")
struct LoginRuleTests {
  @Test("new QR data under the same id is a rotation; other instructions are a rejection")
  func rotation() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    let commands = machine.answer(.waited(.success(Sample.session(Sample.qr("two")))), at: Sample.later)
    #expect(commands == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    guard case .waiting(let step, let wait) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(step == Sample.qr("two"))
    #expect(
      wait.stepShownAt == Sample.now && wait.contentShownAt == Sample.later && wait.rotations == 1
        && wait.isAgeKnown)

    (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let rejected = Sample.input("Wrong. Try again")
    _ = machine.answer(.submitted(.success(Sample.session(rejected))))
    #expect(machine.phase == .editing(rejected, complaint: .rejected))
  }

  @Test("the same fields under another id are a new question, but for Telegram's .incorrect")
  func sameFieldsUnderAnotherID() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let next = Sample.input("Once more", id: "ask.second")
    _ = machine.answer(.submitted(.success(Sample.session(next))))
    #expect(machine.phase == .editing(next, complaint: nil))

    _ = machine.submit([:])
    let rejected = Sample.input("Incorrect", id: "ask.second.incorrect")
    _ = machine.answer(.submitted(.success(Sample.session(rejected))))
    #expect(machine.phase == .editing(rejected, complaint: .rejected))
  }

  @Test(
    "after a lost answer the session is read, and the submit is not repeated",
    arguments: [ServiceError.Kind.timedOut, .connectionLost, .serverFailed, .unreachable])
  func lostAnswer(kind: ServiceError.Kind) {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit(["name": "alice"])
    let error = Sample.error(kind)
    #expect(machine.answer(.submitted(.failure(error))) == [.poll])
    #expect(machine.phase == .resyncing(Sample.input))
    // The server is still down: read it again, at growing intervals.
    #expect(
      machine.answer(.polled(.failure(error))) == [
        .later(.poll, seconds: 1)
      ])
    #expect(machine.fire(.poll) == [.poll])
    #expect(
      machine.answer(.polled(.failure(error))) == [
        .later(.poll, seconds: 2)
      ])
    #expect(machine.fire(.poll) == [.poll])
    var taken = machine
    _ = taken.answer(.polled(.success(Sample.session(Sample.qr("1")))))
    #expect(taken.phase.step == Sample.qr("1"))
    // The server may still be processing the submit: the form comes back only after several reads.
    let same = Sample.session(Sample.input)
    for _ in 0..<(kind == .unreachable ? 0 : 3) {
      #expect(
        machine.answer(.polled(.success(same)))
          == [.later(.poll, seconds: 1)])
      #expect(machine.phase == .resyncing(Sample.input))
      _ = machine.fire(.poll)
    }
    _ = machine.answer(.polled(.success(Sample.session(Sample.input))))
    #expect(machine.phase == .editing(Sample.input, complaint: .responseLost(error)))
  }

  @Test("a refused submit returns to the form if the session still waits, and otherwise ends the login")
  func refusedSubmit() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit([:])
    let error = Sample.error(.unprocessable)
    _ = machine.answer(.submitted(.failure(error)))
    var gone = machine
    _ = machine.answer(.polled(.success(Sample.session(Sample.input))))
    #expect(machine.phase == .editing(Sample.input, complaint: .refused(error)))
    #expect(
      gone.answer(.polled(.failure(Sample.error(.notFound)))) == [
        .reconcile
      ])
    _ = gone.answer(.reconciled(.success(.init(accounts: [], logins: []))))
    #expect(gone.phase == .ended(.failed(.call(error))))
  }

  @Test("neither a lost answer nor an old refusal is a reason for the end")
  func noReason() {
    var (restarted, _) = Sample.machine(at: Sample.input)
    _ = restarted.submit([:])
    _ = restarted.answer(.submitted(.failure(Sample.error(.unreachable))))
    _ = restarted.answer(.polled(.failure(Sample.error(.notFound))))
    _ = restarted.answer(.reconciled(.success(Sample.emptySnapshot)))
    #expect(restarted.phase == .ended(.lost(wasLookedFor: true)))
    var (refused, _) = Sample.machine(at: Sample.input)
    _ = refused.submit([:])
    _ = refused.answer(.submitted(.failure(Sample.error(.unprocessable))))
    // The next step shows that the refusal was not the end.
    _ = refused.answer(.polled(.success(Sample.session(Sample.qr("1")))))
    #expect(refused.fire(.poll) == [.poll])
    #expect(refused.answer(.polled(.failure(Sample.error(.notFound)))) == [.reconcile])
    #expect(refused.answer(.reconciled(.success(Sample.emptySnapshot))).isEmpty)
    #expect(refused.phase == .ended(.lost(wasLookedFor: true)))
  }

  @Test("an error that refused a wait is the reason if the session is gone, even if a poll crossed it")
  func refusedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.fire(.poll)
    let error = Sample.error(.badRequest)
    _ = machine.answer(.waited(.failure(error)))
    _ = machine.answer(.polled(.success(Sample.session(Sample.qr("1")))))
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.failure(Sample.error(.notFound))))
    _ = machine.answer(.reconciled(.success(Sample.emptySnapshot)))
    #expect(machine.phase == .ended(.failed(.call(error))))
  }

  @Test("polls continue during a wait, one at a time, and slow down while the server fails")
  func polling() {
    var (machine, commands) = Sample.machine(at: Sample.qr("1"))
    #expect(commands == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    #expect(machine.fire(.poll) == [.poll])
    #expect(machine.fire(.poll) == [])
    var pauses: [Double] = []
    for _ in 0..<7 {
      let commands = machine.answer(.polled(.failure(Sample.error(.unreachable))))
      guard case .later(.poll, let seconds)? = commands.first else { break }
      pauses.append(seconds)
      _ = machine.fire(.poll)
    }
    #expect(pauses == [1, 2, 4, 8, 15, 15, 15])
    #expect(machine.trouble == Sample.error(.unreachable))
    #expect(
      machine.answer(.polled(.success(Sample.session(Sample.qr("1")))))
        == [.later(.poll, seconds: 1)])
    #expect(machine.trouble == nil)
  }

  @Test(
    "if a poll finds a rotation first, the wait stays in flight, and its late answer is ignored")
  func rotationByPoll() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    _ = machine.fire(.poll)
    #expect(
      machine.answer(.polled(.success(Sample.session(Sample.qr("two")))), at: Sample.later)
        == [.later(.poll, seconds: 1)])
    #expect(machine.phase.step == Sample.qr("two"))
    let commands = machine.answer(.waited(.success(Sample.session(Sample.qr("one")))), at: Sample.later)
    #expect(commands == [.poll, .later(.wait, seconds: 1.5)])
    #expect(machine.phase.step == Sample.qr("two"))
    // An end counts, whatever it crossed with.
    _ = machine.fire(.wait)
    _ = machine.answer(.waited(.success(Sample.complete())), at: Sample.later)
    #expect(machine.phase.isEnded)
  }

  @Test("a poll that crossed with a rotation does not bring the old code back")
  func crossedPoll() {
    var (machine, _) = Sample.machine(at: Sample.qr("one"))
    _ = machine.fire(.poll)
    _ = machine.answer(.waited(.success(Sample.session(Sample.qr("two")))), at: Sample.later)
    #expect(
      machine.answer(.polled(.success(Sample.session(Sample.qr("one")))), at: Sample.later)
        == [.later(.poll, seconds: 1)])
    #expect(machine.phase.step == Sample.qr("two"))
  }

  @Test("a wait that is answered with the content on the screen is followed by a pause")
  func repeatedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let same = Sample.session(Sample.qr("1"))
    #expect(
      machine.answer(.waited(.success(same)))
        == [.later(.wait, seconds: 1.5)])
    // A poll that finds nothing new does not shorten the pause.
    _ = machine.fire(.poll)
    #expect(
      machine.answer(.polled(.success(same)))
        == [.later(.poll, seconds: 1)])
    #expect(machine.fire(.wait) == [.wait(stepID: "scan")])
    #expect(machine.fire(.wait) == [])
  }

  @Test("waits that fail while polls succeed slow down, and are reported from the second failure on")
  func failingWaits() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    var pauses: [Double] = []
    for _ in 0..<6 {
      let commands = machine.answer(.waited(.failure(Sample.error(.serverFailed))))
      for case .later(.wait, let seconds) in commands { pauses.append(seconds) }
      if commands.contains(.poll) || machine.fire(.poll) == [.poll] {
        #expect(
          machine.answer(.polled(.success(Sample.session(Sample.qr("1")))))
            == [.later(.poll, seconds: 1)])
      }
      #expect(machine.fire(.wait) == [.wait(stepID: "scan")])
    }
    #expect(pauses == [1.5, 3, 6, 12, 15, 15])
    #expect(machine.trouble == Sample.error(.serverFailed))
    _ = machine.answer(.waited(.success(Sample.session(Sample.qr("1")))))
    #expect(machine.trouble == nil)
  }

  @Test("an answer for an older generation is dropped")
  func olderGeneration() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let old = machine.generation
    _ = machine.answer(.waited(.success(Sample.session(Sample.input))), generation: old)
    let before = machine
    #expect(machine.answer(.waited(.success(Sample.complete())), generation: old) == [])
    #expect(machine.fire(.wait, generation: old) == [])
    #expect(machine == before)
    #expect(machine.answer(.polled(.success(Sample.complete())), generation: old) == [])
    #expect(machine == before)
  }

  @Test("a poll keeps the form; after a rejection plain values stay and secrets are cleared")
  func keptForm() throws {
    var (machine, _) = Sample.machine(at: Sample.input)
    var form = try #require(Form.next(for: machine.phase, since: .starting, old: nil))
    form.edit(.insert("!"))
    form.focus = 1
    form.edit(.insert("hunter2"))

    _ = machine.fire(.poll)
    let before = machine.phase
    let updated = Sample.input("Say who you are, please")
    _ = machine.answer(.polled(.success(Sample.session(updated))))
    form = try #require(Form.next(for: machine.phase, since: before, old: form))
    #expect(form.fields.map(\.line.text) == ["alice!", "hunter2", ""])
    #expect(form.focus == 1)

    _ = machine.submit(form.values)
    let submitting = machine.phase
    _ = machine.answer(.submitted(.success(Sample.session(updated))))
    form = try #require(Form.next(for: machine.phase, since: submitting, old: form))
    #expect(form.fields.map(\.line.text) == ["alice!", "", ""])
    #expect(form.focus == 1)
    #expect(machine.phase == .editing(updated, complaint: .rejected))
  }
}
