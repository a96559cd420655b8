import BridgeModel
import Logins
import TestSupport
import Testing

@Suite("The login machine")
struct LoginMachineTests {
  private func fresh() -> LoginMachine {
    LoginMachine(snapshot: Sample.emptySnapshot)
  }

  @Test("asks for the flows, and lets the user choose among several")
  func choosing() {
    var machine = fresh()
    #expect(machine.begin() == [.call(.loadFlows)])
    let flows = [LoginFlow(id: "qr"), LoginFlow(id: "phone")]
    #expect(machine.answer(.flows(.success(flows))) == [])
    #expect(machine.phase == .choosingFlow(flows))
    #expect(machine.handle(.choose(flows[1]), at: Sample.now) == [.start(LoginStart(flowID: "phone"))])
    #expect(machine.phase == .starting)
  }

  @Test("starts a single flow without asking")
  func onlyFlow() {
    var machine = fresh()
    _ = machine.begin()
    #expect(
      machine.answer(.flows(.success([LoginFlow(id: "only")])))
        == [.start(LoginStart(flowID: "only"))])
  }

  @Test("ends if there is no flow, or if the flows cannot be read")
  func noFlows() {
    var machine = fresh()
    _ = machine.begin()
    _ = machine.answer(.flows(.success([])))
    #expect(machine.phase == .ended(.noFlows))
    #expect(machine.handle(.otherFlow(Sample.emptySnapshot), at: Sample.now) == [.call(.loadFlows)])
    _ = machine.answer(.flows(.failure(Sample.error(.serverFailed))))
    #expect(machine.phase == .ended(.failed(.call(Sample.error(.serverFailed)))))
  }

  @Test("goes from a form to the next step, and to its end")
  func straightThrough() {
    var (machine, commands) = Sample.machine(at: Sample.input)
    #expect(machine.phase == .editing(Sample.input, complaint: nil))
    #expect(commands == [.later(.poll, seconds: 3)])
    #expect(
      machine.submit(["name": "alice"])
        == [.submit(StepSubmission(type: "user_input", fields: ["name": "alice"]), stepID: "ask")])
    #expect(machine.phase == .submitting(Sample.input))
    #expect(
      machine.answer(.submitted(.success(Sample.session(Sample.qr("1")))))
        == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    _ = machine.answer(.waited(.success(Sample.complete())), at: Sample.later)
    guard case .ended(.complete(let completion)) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(completion.login?.loginID == "l1")
    #expect(machine.sessionID == nil)
  }

  @Test("says where cookies come from")
  func cookies() {
    var (machine, _) = Sample.machine(at: Sample.cookies)
    #expect(
      machine.submit(["a": "1"])
        == [.submit(StepSubmission(type: "cookies", fields: ["a": "1"], source: .api), stepID: "jar")])
  }

  @Test("a failed start ends it; nothing is repeated")
  func startFails() {
    var machine = fresh()
    _ = machine.begin()
    _ = machine.answer(.flows(.success([LoginFlow(id: "only")])))
    let error = Sample.error(.timedOut)
    #expect(machine.answer(.started(.failure(error))) == [])
    #expect(machine.phase == .ended(.failed(.startLost(error))), "faults M2: it may have begun all the same")
    #expect(
      machine.handle(.retry(Sample.emptySnapshot), at: Sample.now) == [.start(LoginStart(flowID: "only"))])
  }

  @Test("reports how a session failed, or that it was cancelled elsewhere")
  func ends() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    var failed = Sample.session(nil, .failed)
    failed.error = .init(code: "X", message: "No")
    _ = machine.answer(.waited(.success(failed)))
    #expect(machine.phase == .ended(.failed(.session(.init(code: "X", message: "No")))))
    (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.answer(.waited(.success(Sample.session(nil, .cancelled))))
    #expect(machine.phase == .ended(.cancelled(reachedServer: true)))
    (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.answer(.waited(.success(Sample.session(nil, .failed))))
    #expect(machine.phase == .ended(.failed(.unexplained)))
  }

  @Test("a start that the server refused has begun nothing")
  func startRefused() {
    var machine = fresh()
    _ = machine.begin()
    _ = machine.answer(.flows(.success([LoginFlow(id: "only")])))
    _ = machine.answer(.started(.failure(Sample.error(.forbidden))))
    #expect(machine.phase == .ended(.failed(.call(Sample.error(.forbidden)))))
  }

  @Test(
    "faults M5, review C13: a poll that is forbidden ends nothing, and is repeated slowly",
    arguments: [Sample.input, Sample.qr("1")])
  func forbidden(step: LoginStep) {
    var (machine, _) = Sample.machine(at: step)
    let before = machine.phase
    var pauses: [Double] = []
    for _ in 0..<6 {
      _ = machine.fire(.poll)
      for case .later(.poll, let seconds) in machine.answer(.polled(.failure(Sample.error(.forbidden)))) {
        pauses.append(seconds)
      }
    }
    #expect(machine.phase == before && machine.trouble == Sample.error(.forbidden))
    #expect(pauses.count == 6 && pauses == pauses.sorted() && pauses.last == 15)
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.success(Sample.session(step))))
    #expect(machine.phase == before && machine.trouble == nil && machine.sessionID == "s1")
  }

  @Test("review C4: a wait that tells of the end is one, even with the step still in it")
  func endedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    #expect(machine.answer(.waited(.success(Sample.session(Sample.qr("1"), .failed)))) == [])
    #expect(machine.phase == .ended(.failed(.unexplained)))
  }

  @Test("faults L6: an account that could not be looked for is not said to be missing")
  func notLookedFor() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.failure(Sample.error(.notFound))))
    _ = machine.answer(.reconciled(.failure(Sample.error(.forbidden))))
    #expect(machine.phase == .ended(.lost(wasLookedFor: false)))
  }

  @Test("real-bridge F4: a failure of the server with a code is the reason if the session is gone")
  func reasonWithCode() {
    var error = Sample.error(.serverFailed)
    for (code, expected) in [("WRONG_PASSWORD", true), (nil, false)] {
      error.code = code
      var (machine, _) = Sample.machine(at: Sample.input)
      _ = machine.submit([:])
      _ = machine.answer(.submitted(.failure(error)))
      _ = machine.answer(.polled(.failure(Sample.error(.notFound))))
      _ = machine.answer(.reconciled(.success(Sample.emptySnapshot)))
      #expect(
        machine.phase
          == .ended(expected ? .failed(.call(error)) : .lost(wasLookedFor: true)))
    }
  }

  @Test("real-bridge F6: only the same step again is a rejection; another one with the same fields is new")
  func nextStep() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.submit(["name": "a"])
    var same = machine
    _ = machine.answer(.submitted(.success(Sample.session(Sample.input("More", id: "second")))))
    #expect(machine.phase == .editing(Sample.input("More", id: "second"), complaint: nil))
    _ = same.answer(.submitted(.success(Sample.session(Sample.input("Wrong")))))
    #expect(same.phase == .editing(Sample.input("Wrong"), complaint: .rejected))
  }

  @Test(
    "a refused token ends nothing: the call is retried until there is another token",
    arguments: [Sample.input, Sample.qr("1")])
  func unauthorized(step: LoginStep) {
    var (machine, _) = Sample.machine(at: step)
    let refused = Result<LoginSession, ServiceError>.failure(Sample.error(.unauthorized))
    let before = machine.phase
    for _ in 0..<5 {
      _ = machine.fire(.poll)
      let commands = machine.answer(.polled(refused))
      #expect(commands.contains { if case .later(.poll, _) = $0 { true } else { false } })
    }
    #expect(machine.phase == before)
    #expect(machine.trouble == Sample.error(.unauthorized))
    _ = machine.fire(.poll)
    _ = machine.answer(.polled(.success(Sample.session(step))))
    #expect(machine.phase == before && machine.trouble == nil)
  }

  @Test("a wait, or a reconciliation, is retried after a refused token")
  func refusedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let commands = machine.answer(.waited(.failure(Sample.error(.unauthorized))))
    #expect(commands.contains(.poll))
    _ = machine.answer(.polled(.failure(Sample.error(.notFound))))
    let looked = machine.answer(.reconciled(.failure(Sample.error(.unauthorized))))
    #expect(looked.contains { if case .later(.reconcile, _) = $0 { true } else { false } })
    _ = machine.answer(.reconciled(.success(Sample.emptySnapshot)))
    #expect(
      machine.phase == .ended(.lost(wasLookedFor: true)), "what was refused was the token, not the login")
  }
}
