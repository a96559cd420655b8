import BridgeModel
import TestSupport
import Testing

@testable import Simulator

@Suite("Waits at a display step", .timeLimit(.minutes(1)))
struct WaitTests {
  private let clock = ManualClock()
  private let world: World

  init() { world = World(.builtIn, settings: SimulationSettings(isHandsOff: true), clock: clock) }

  private func start() async throws -> LoginSession {
    try await world.start(LoginStart(flowID: "qr"), of: "local-whatsapp")
  }

  private func wait(_ session: LoginSession) -> Task<LoginSession, any Error> {
    Task { [world] in
      try await world.wait(
        step: session.currentStep?.id ?? "", session: session.loginSessionID, of: session.bridgeID)
    }
  }

  private func waiting(_ count: Int, in session: LoginSession) async {
    await until { await world.waiting(in: session.loginSessionID) >= count }
  }

  @Test("a second wait joins the first")
  func joined() async throws {
    let session = try await start()
    let waits = [wait(session), wait(session)]
    await waiting(2, in: session)
    clock.advance(by: .seconds(60))
    let answers = [try await waits[0].value, try await waits[1].value]
    #expect(answers[0] == answers[1])
    #expect(answers[0].currentStep != session.currentStep)
  }

  @Test("after a rotation, a second wait returns the current step at once")
  func secondWaitAfterRotation() async throws {
    let session = try await start()
    let first = wait(session)
    await waiting(1, in: session)
    clock.advance(by: .seconds(60))
    let rotated = try await first.value
    let open = wait(rotated)
    await waiting(1, in: session)
    let second = try await wait(rotated).value
    #expect(second == rotated)
    _ = try await world.trigger("scanned", in: session.loginSessionID)
    #expect(try await open.value.status == .complete)
  }

  @Test("after a rotation, the first wait stays open: only further waits return at once")
  func firstAfterRotation() async throws {
    let session = try await start()
    clock.advance(by: .seconds(60))
    while try await world.session(session.loginSessionID, of: session.bridgeID) == session {}
    let first = wait(session)
    await waiting(1, in: session)
    try await world.cancel(session.loginSessionID, of: session.bridgeID)
    #expect(try await first.value.status == .cancelled)
  }

  @Test(
    "a previous step submitted again gets the current step, if a client waits there: the first answer may have been lost"
  )
  func replay() async throws {
    let session = try await world.start(LoginStart(), of: "line")
    let fields = ["email": "a@b.example", "password": "swordfish"]
    let submission = StepSubmission(type: "user_input", fields: fields)
    func submit() async throws -> LoginSession {
      try await world.submit(
        submission, step: session.currentStep?.id ?? "", session: session.loginSessionID, of: "line")
    }
    let next = try await submit()
    await #expect(throws: APIError.conflict("The login is at another step.")) { try await submit() }
    let open = wait(next)
    await waiting(1, in: session)
    #expect(try await submit() == next)
    _ = try await world.trigger("typed", in: "latest")
    #expect(try await open.value.status == .complete)
  }

  @Test("a wait returns the current step after the configured time", arguments: [0.0, 25, 60, 300])
  func longestWait(seconds: Double) async throws {
    await world.change(SimulationSettings(longestWait: seconds, isHandsOff: true))
    let session = try await world.start(LoginStart(), of: "line")
    let fields = ["email": "a@b.example", "password": "swordfish"]
    _ = try await world.submit(
      StepSubmission(type: "user_input", fields: fields), step: session.currentStep?.id ?? "",
      session: session.loginSessionID, of: "line")
    // The PIN expires after 180 seconds.
    let shown = try await world.session(session.loginSessionID, of: "line")
    let wait = wait(shown)
    if seconds > 0 {
      await waiting(1, in: session)
      clock.advance(by: .seconds(min(seconds, 180) - 1))
      #expect(await world.waiting(in: session.loginSessionID) == 1)
      clock.advance(by: .seconds(1))
    }
    #expect(try await wait.value.status == (seconds > 180 ? .failed : .waitingForDisplay))
  }

  @Test("a wait also returns after the configured time following a rotation")
  func longestWaitAfterRotation() async throws {
    await world.change(SimulationSettings(longestWait: 5, isHandsOff: true))
    let session = try await start()
    clock.advance(by: .seconds(60))
    var shown = try await world.session(session.loginSessionID, of: session.bridgeID)
    while shown == session { shown = try await world.session(session.loginSessionID, of: session.bridgeID) }
    for _ in 1...3 {
      let wait = wait(shown)
      await waiting(1, in: session)
      clock.advance(by: .seconds(5))
      #expect(try await wait.value == shown)
    }
  }

  @Test("a cancel ends all waits")
  func cancelled() async throws {
    let session = try await start()
    let waits = [wait(session), wait(session)]
    await waiting(2, in: session)
    try await world.cancel(session.loginSessionID, of: session.bridgeID)
    for wait in waits { #expect(try await wait.value.status == .cancelled) }
  }

  @Test("a cancelled wait, as when the server stops, leaves the login unchanged")
  func abandoned() async throws {
    let session = try await start()
    let wait = wait(session)
    await waiting(1, in: session)
    wait.cancel()
    #expect(try await wait.value == session)
    #expect(try await world.session(session.loginSessionID, of: session.bridgeID) == session)
  }
}
