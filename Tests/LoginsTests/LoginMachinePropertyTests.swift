import BridgeModel
import Logins
import TestSupport
import Testing

/// A server and a user at random: answers come in any order, late, lost, crossed and repeated; the user does whatever
/// the phase allows. An event that cannot come would fail the machine's own assertion.
private struct RandomWorld {
  var machine: LoginMachine
  var random: SeededGenerator
  /// Calls without an answer, with the generation of each.
  var open: [(call: LoginCall, generation: Int)] = []
  var timers: [LoginTimer: Int] = [:]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let old = Sample.account("old", .reconnectRequired, login: "l1")
    machine = LoginMachine(
      purpose: Bool.random(using: &random) ? LoginStart(loginID: "l1") : LoginStart(),
      snapshot: BridgeSnapshot(accounts: [old], logins: nil))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: handle(.adopt(session: "saved", flow: LoginFlow(id: "f0"), .resume))
    case 1: handle(.adopt(session: "saved", flow: nil, .cancel))
    default: handle(.begin)
    }
  }

  mutating func handle(_ event: LoginEvent) {
    for command in machine.handle(event, at: Sample.now) {
      switch command {
      case .later(let timer, let seconds):
        #expect(seconds >= 1 && seconds <= 60)
        timers[timer] = machine.generation
      case .call(let call): open.append((call, machine.generation))
      }
    }
    checkInvariants()
  }

  func count(_ isWanted: (LoginCall) -> Bool) -> Int { open.count { isWanted($0.call) } }

  func checkInvariants() {
    let submits = open.compactMap {
      if case .submit(_, _, let session) = $0.call { session } else { nil }
    }
    #expect(Set(submits).count == submits.count, "two submits of one session in flight")
    #expect(count { if case .start = $0 { true } else { false } } <= 2, "starts pile up")
    let polls = open.compactMap { if case .poll(let session) = $0.call { session } else { nil } }
    #expect(Set(polls).count == polls.count, "two polls of one session in flight")
    let waits = open.filter {
      if case .wait = $0.call { $0.generation == machine.generation } else { false }
    }
    #expect(waits.count <= 1, "two waits for one step in flight")
    if case .ended = machine.phase { #expect(machine.sessionID == nil) }
    if case .editing(let step, _) = machine.phase {
      #expect(step.type == "user_input" || step.type == "cookies")
    }
    checkLiveness()
  }

  /// What is not for the user to leave has a call or a timer under way that the machine still listens to.
  func checkLiveness() {
    if case .choosingFlow = machine.phase { return }
    if machine.phase.isEnded { return }
    let isHeard = open.contains { call, generation in
      switch call {
      // Counts after a cancel too.
      case .start: generation == machine.generation || machine.phase == .cancelling
      case .poll(let session): session == machine.sessionID
      default: generation == machine.generation
      }
    }
    #expect(isHeard || timers.values.contains(machine.generation), "nothing moves in \(machine.phase.name)")
    // A polled phase is never without its poll or the timer of the next one.
    guard machine.isPolled else { return }
    let isPolling = open.contains { $0.call == .poll(session: machine.sessionID ?? "") }
    #expect(isPolling || timers[.poll] == machine.generation, "no poll in \(machine.phase.name)")
  }

  mutating func randomSession() -> LoginSession {
    let id = ["a", "b"].randomElement(using: &random) ?? "a"
    let data = ["1", "2", "3"].randomElement(using: &random) ?? "1"
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return Sample.complete(login: ["l1", "l2"].randomElement(using: &random) ?? "l1")
    case 1: return Sample.session(nil, .failed)
    case 2: return Sample.session(.unknown(UnknownStep(type: "odd", content: .null)))
    case 3: return Sample.session(Sample.cookies)
    case 4, 5: return Sample.session(Sample.input(data, id: id))
    default: return Sample.session(Sample.qr(data, id: id))
    }
  }

  mutating func randomError() -> ServiceError? {
    let kinds: [ServiceError.Kind] = [
      .notFound, .timedOut, .serverFailed, .unreachable, .unprocessable, .rateLimited, .gone, .unauthorized,
      .forbidden,
    ]
    guard Int.random(in: 0..<3, using: &random) == 0 else { return nil }
    return Sample.error(kinds.randomElement(using: &random) ?? .timedOut)
  }

  mutating func randomResult<Value>(_ value: Value) -> Result<Value, ServiceError> {
    randomError().map(Result.failure) ?? .success(value)
  }

  /// Answers any open call.
  mutating func answer() {
    guard let index = open.indices.randomElement(using: &random) else { return }
    let (call, generation) = open.remove(at: index)
    let session = randomResult(randomSession())
    let answer: LoginAnswer
    switch call {
    case .loadFlows:
      answer = .flows(
        randomResult((0..<Int.random(in: 0..<3, using: &random)).map { LoginFlow(id: "f\($0)") }))
    case .start:
      // Every session has an id of its own.
      answer = .started(
        session.map { session in
          var session = session
          session.loginSessionID = "s\(generation)"
          return session
        })
    case .submit: answer = .submitted(session)
    case .wait: answer = .waited(session)
    case .poll: answer = .polled(session)
    case .cancel: answer = .cancelled(randomError())
    case .reconcile:
      let accounts = Bool.random(using: &random) ? [Sample.account("new")] : []
      answer = .reconciled(randomResult(BridgeSnapshot(accounts: accounts, logins: nil)))
    }
    handle(.answered(answer, generation: generation))
  }

  mutating func fire() {
    // In an order of their own: a dictionary's differs from run to run.
    let sorted = timers.sorted { "\($0.key)" < "\($1.key)" }
    guard let (timer, generation) = sorted.randomElement(using: &random) else { return }
    timers[timer] = nil
    handle(.fired(timer, generation: generation))
  }

  /// Does something that the phase lets the user do.
  mutating func act() {
    switch machine.phase {
    case .choosingFlow(let flows):
      if let flow = flows.randomElement(using: &random) { handle(.choose(flow)) }
    case .editing: handle(.submit(StepValues(["name": "x"])))
    case .ended:
      handle(Bool.random(using: &random) ? .retry(Sample.emptySnapshot) : .otherFlow(Sample.emptySnapshot))
    case .loadingFlows: if isRare() { handle(.cancel) }
    case .cancelling: break
    case .starting, .submitting, .waiting, .resyncing:
      if isRare() { handle(Bool.random(using: &random) ? .cancel : .changeFlow) }
    }
  }

  mutating func isRare() -> Bool { Int.random(in: 0..<12, using: &random) == 0 }

  mutating func go() {
    switch Int.random(in: 0..<4, using: &random) {
    case 0, 1: answer()
    case 2: fire()
    default: act()
    }
  }
}

@Suite("The login machine under random events")
struct LoginMachinePropertyTests {
  @Test(
    "never has two submits, or two polls, of a session in flight; never stands still; ends when cancelled",
    arguments: 0..<400)
  func random(seed: Int) {
    var world = RandomWorld(seed: UInt64(seed))
    for _ in 0..<600 { world.go() }
    // Whatever happened, a cancel ends it once every open command is answered.
    if !world.machine.phase.isEnded && world.machine.phase != .cancelling { world.handle(.cancel) }
    for _ in 0..<400 where !world.machine.phase.isEnded {
      if world.open.isEmpty { world.fire() } else { world.answer() }
      if case .choosingFlow = world.machine.phase { world.handle(.cancel) }
      if case .loadingFlows = world.machine.phase { world.handle(.cancel) }
    }
    #expect(world.machine.phase.isEnded, "stuck in \(world.machine.phase.name)")
  }

  @Test("a saved session whose cancel failed does not keep the next one from being polled")
  func savedThenRetried() {
    var machine = LoginMachine(snapshot: Sample.emptySnapshot)
    _ = machine.handle(.adopt(session: "s1", flow: LoginFlow(id: "only"), .cancel), at: Sample.now)
    for _ in 0..<3 { _ = machine.answer(.cancelled(Sample.error(.unreachable))) }
    #expect(machine.phase == .ended(.cancelled(reachedServer: false)))
    _ = machine.handle(.retry(Sample.emptySnapshot), at: Sample.now)
    #expect(
      machine.answer(.started(.success(Sample.session(Sample.input)))) == [.later(.poll, seconds: 3)])
    #expect(machine.fire(.poll) == [.poll])
  }
}
