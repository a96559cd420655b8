import BridgeModel
import TestSupport
import Testing

@testable import BridgeStore

/// A world of answers that come in any order, late, lost, crossed and repeated.
private struct RandomWorld {
  var machine: LoginMachine
  var random: SeededGenerator
  /// Commands that have not been answered, with the generation they were given in.
  var open: [(command: LoginCommand, generation: Int)] = []
  var timers: [LoginTimer: Int] = [:]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let old = Sample.account("old", .reconnectRequired, login: "l1")
    machine = LoginMachine(
      purpose: Bool.random(using: &random) ? LoginStart(loginID: "l1") : LoginStart(),
      before: LoginSurroundings(accounts: [old], logins: nil))
    take(machine.begin())
  }

  mutating func take(_ commands: [LoginCommand]) {
    for command in commands {
      if case .later(let timer, let seconds) = command {
        #expect(seconds >= 1 && seconds <= 60)
        timers[timer] = machine.generation
      } else {
        open.append((command, machine.generation))
      }
    }
  }

  func count(_ isWanted: (LoginCommand) -> Bool) -> Int { open.count { isWanted($0.command) } }

  mutating func checkInvariants() {
    #expect(count { if case .submit = $0 { true } else { false } } <= 1, "two submits in flight")
    #expect(count { $0 == .poll } <= 1, "two polls in flight")
    #expect(count { if case .start = $0 { true } else { false } } <= 2, "starts pile up")
    let waits = open.filter {
      if case .wait = $0.command { $0.generation == machine.generation } else { false }
    }
    #expect(waits.count <= 1, "two waits for one step in flight")
    if case .ended = machine.phase { #expect(machine.sessionID == nil) }
    if case .editing(let step, _) = machine.phase {
      #expect(step.type == "user_input" || step.type == "cookies")
    }
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

  mutating func randomResult<Value>(_ value: Value) -> Result<Value, ServiceError> {
    let kinds: [ServiceError.Kind] = [
      .notFound, .timedOut, .serverFailed, .unreachable, .unprocessable, .rateLimited, .gone,
    ]
    return Int.random(in: 0..<3, using: &random) == 0
      ? .failure(Sample.error(kinds.randomElement(using: &random) ?? .timedOut)) : .success(value)
  }

  /// Answers an open command, any of them.
  mutating func answer() {
    guard let index = open.indices.randomElement(using: &random) else { return }
    let (command, generation) = open.remove(at: index)
    let now = Sample.now
    let session = randomResult(randomSession())
    switch command {
    case .loadFlows:
      let flows = (0..<Int.random(in: 0..<3, using: &random)).map { LoginFlow(id: "f\($0)") }
      take(machine.flowsLoaded(randomResult(flows), generation: generation))
    case .start: take(machine.started(session, generation: generation, at: now))
    case .submit: take(machine.submitted(session, generation: generation, at: now))
    case .wait: take(machine.waited(session, generation: generation, at: now))
    case .poll: take(machine.polled(session, generation: generation, at: now))
    case .cancel: take(machine.cancelled(randomResult(()), generation: generation))
    case .lookAround:
      let accounts = Bool.random(using: &random) ? [Sample.account("new")] : []
      take(
        machine.lookedAround(
          randomResult(LoginSurroundings(accounts: accounts, logins: nil)), generation: generation))
    case .later: break
    }
  }

  /// Lets a timer end, or the user do something.
  mutating func act() {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5:
      guard let (timer, generation) = timers.randomElement(using: &random) else { return }
      timers[timer] = nil
      take(machine.fired(timer, generation: generation))
    case 5, 6: take(machine.submit(["name": "x"]))
    case 7:
      if case .choosingFlow(let flows) = machine.phase { take(machine.choose(flows[0])) }
    case 8:
      take(
        Bool.random(using: &random)
          ? machine.retry(before: Sample.nothing) : machine.chooseAgain(before: Sample.nothing))
    default: if Int.random(in: 0..<8, using: &random) == 0 { take(machine.cancel()) }
    }
  }
}

@Suite("The login machine under random events")
struct LoginMachinePropertyTests {
  @Test("never has two submits or two polls in flight, and ends when it is cancelled", arguments: 0..<200)
  func random(seed: Int) {
    var world = RandomWorld(seed: UInt64(seed))
    for _ in 0..<600 {
      if Bool.random(using: &world.random) { world.answer() } else { world.act() }
      world.checkInvariants()
    }
    // From wherever that led, a cancel ends it once everything open is answered.
    world.take(world.machine.cancel())
    for _ in 0..<200 where !world.machine.phase.isEnded {
      if world.open.isEmpty, let (timer, generation) = world.timers.first {
        world.timers[timer] = nil
        world.take(world.machine.fired(timer, generation: generation))
      }
      world.answer()
    }
    #expect(world.machine.phase.isEnded, "stuck in \(world.machine.phase)")
  }

  @Test(
    "never stands still: what is not for the user to leave has a call or a timer under way",
    arguments: 0..<200)
  func alive(seed: Int) {
    var world = RandomWorld(seed: UInt64(seed) &+ 10_000)
    for _ in 0..<600 {
      if Bool.random(using: &world.random) { world.answer() } else { world.act() }
      let machine = world.machine
      // What the machine still listens to: answers of this generation, a poll's end, and the start's answer.
      let isHeard = world.open.contains { command, generation in
        if case .start = command { return generation == machine.startGeneration }
        return generation == machine.generation || command == .poll
      }
      switch machine.phase {
      case .choosingFlow, .ended: break
      default:
        #expect(
          isHeard || world.timers.values.contains(machine.generation), "nothing moves in \(machine.phase)")
      }
    }
  }
}
