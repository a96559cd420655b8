import BridgeModel
import Testing

@testable import BridgeStore

@Suite("The login machine")
struct LoginMachineTests {
  private func fresh() -> LoginMachine {
    LoginMachine(before: LoginSurroundings(accounts: [], logins: []))
  }

  @Test("asks for the flows, and lets the user choose among several")
  func choosing() {
    var machine = fresh()
    #expect(machine.begin() == [.loadFlows])
    let flows = [LoginFlow(id: "qr"), LoginFlow(id: "phone")]
    #expect(machine.flowsLoaded(.success(flows), generation: 0) == [])
    #expect(machine.phase == .choosingFlow(flows))
    #expect(machine.choose(LoginFlow(id: "other")) == [])
    #expect(machine.choose(flows[1]) == [.start(LoginStart(flowID: "phone"))])
    #expect(machine.phase == .starting)
  }

  @Test("takes the only flow there is without a question")
  func onlyFlow() {
    var machine = fresh()
    #expect(
      machine.flowsLoaded(.success([LoginFlow(id: "only")]), generation: 0)
        == [.start(LoginStart(flowID: "only"))])
  }

  @Test("ends where there is no flow, and where the flows cannot be read")
  func noFlows() {
    var machine = fresh()
    _ = machine.flowsLoaded(.success([]), generation: 0)
    #expect(machine.phase == .ended(.noFlows))
    #expect(machine.chooseAgain(before: Sample.nothing) == [.loadFlows])
    _ = machine.flowsLoaded(.failure(Sample.error(.serverFailed)), generation: machine.generation)
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
      machine.submitted(
        .success(Sample.session(Sample.qr("1"))), generation: machine.generation, at: Sample.now)
        == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    _ = machine.waited(.success(Sample.complete()), generation: machine.generation, at: Sample.later)
    guard case .ended(.complete(let completion)) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(completion.login?.loginID == "l1")
    #expect(machine.sessionID == nil)
  }

  @Test("says with cookies how they were got")
  func cookies() {
    var (machine, _) = Sample.machine(at: Sample.cookies)
    #expect(
      machine.submit(["a": "1"])
        == [.submit(StepSubmission(type: "cookies", fields: ["a": "1"], source: .api), stepID: "jar")])
  }

  @Test("a start that fails ends it; nothing is repeated")
  func startFails() {
    var machine = fresh()
    _ = machine.flowsLoaded(.success([LoginFlow(id: "only")]), generation: 0)
    let error = Sample.error(.timedOut)
    #expect(machine.started(.failure(error), generation: machine.generation, at: Sample.now) == [])
    #expect(machine.phase == .ended(.failed(.call(error))))
    #expect(machine.retry(before: Sample.nothing) == [.start(LoginStart(flowID: "only"))])
  }

  @Test("tells how a session failed, or was cancelled elsewhere")
  func ends() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    var failed = Sample.session(nil, .failed)
    failed.error = .init(code: "X", message: "No")
    _ = machine.waited(.success(failed), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .ended(.failed(.session(.init(code: "X", message: "No")))))
    (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.waited(
      .success(Sample.session(nil, .cancelled)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .ended(.cancelled(serverTold: true)))
    (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.waited(.success(Sample.session(nil, .failed)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .ended(.failed(.unexplained)))
  }

  @Test("a session that may not be read ends it with the reason")
  func forbidden() {
    var (machine, _) = Sample.machine(at: Sample.input)
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.failure(Sample.error(.forbidden)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == .ended(.failed(.call(Sample.error(.forbidden)))))
  }

  @Test(
    "a refused token ends nothing: it is tried again until there is another",
    arguments: [Sample.input, Sample.qr("1")])
  func unauthorized(step: LoginStep) {
    var (machine, _) = Sample.machine(at: step)
    let refused = Result<LoginSession, ServiceError>.failure(Sample.error(.unauthorized))
    let before = machine.phase
    for _ in 0..<5 {
      _ = machine.fired(.poll, generation: machine.generation)
      let commands = machine.polled(refused, generation: machine.generation, at: Sample.now)
      #expect(commands.contains { if case .later(.poll, _) = $0 { true } else { false } })
    }
    #expect(machine.phase == before)
    #expect(machine.trouble == Sample.error(.unauthorized))
    _ = machine.fired(.poll, generation: machine.generation)
    _ = machine.polled(.success(Sample.session(step)), generation: machine.generation, at: Sample.now)
    #expect(machine.phase == before && machine.trouble == nil)
  }

  @Test("a wait, and a look for the account, that a refused token broke are tried again")
  func refusedWait() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let commands = machine.waited(
      .failure(Sample.error(.unauthorized)), generation: machine.generation, at: Sample.now)
    #expect(commands.contains(.poll))
    _ = machine.polled(.failure(Sample.error(.notFound)), generation: machine.generation, at: Sample.now)
    for _ in 0..<5 {
      let looked = machine.lookedAround(
        .failure(Sample.error(.unauthorized)), generation: machine.generation)
      #expect(looked.contains { if case .later(.lookAround, _) = $0 { true } else { false } })
    }
    _ = machine.lookedAround(.success(Sample.nothing), generation: machine.generation)
    #expect(machine.phase == .ended(.lost), "what was refused was the token, not the login")
  }

  @Test("events that do not fit the phase change nothing")
  func misfits() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    let before = machine
    #expect(machine.submit(["a": "b"]) == [])
    #expect(machine.choose(LoginFlow(id: "only")) == [])
    #expect(machine.retry(before: Sample.nothing) == [])
    #expect(machine.chooseAgain(before: Sample.nothing) == [])
    #expect(machine.flowsLoaded(.success([]), generation: machine.generation) == [])
    #expect(
      machine.submitted(.success(Sample.complete()), generation: machine.generation, at: Sample.now) == [])
    #expect(machine.cancelled(.success(()), generation: machine.generation) == [])
    #expect(machine == before)
  }
}
