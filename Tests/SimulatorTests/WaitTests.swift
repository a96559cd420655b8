import BridgeModel
import Testing

@testable import Simulator

@Suite("Waits at a display step")
struct WaitTests {
  private let clock = ManualClock()
  private let world: World

  init() { world = World(networks: Network.all, clock: clock) }

  private func start() async throws -> LoginSession {
    let session = try await world.start(LoginStart(flowID: "qr"), of: "local-whatsapp")
    // The rotation, the scan and the expiry.
    await clock.sleepers(3)
    return session
  }

  private func wait(_ session: LoginSession) -> Task<LoginSession, any Error> {
    Task { [world] in
      try await world.wait(
        step: session.currentStep?.id ?? "", session: session.loginSessionID, of: session.bridgeID)
    }
  }

  private func waiting(_ count: Int, in session: LoginSession) async {
    while await world.waiting(in: session.loginSessionID) < count { await Task.yield() }
  }

  @Test("a second one joins the first")
  func joined() async throws {
    let session = try await start()
    let waits = [wait(session), wait(session)]
    await waiting(2, in: session)
    clock.advance(by: .seconds(8))
    let answers = [try await waits[0].value, try await waits[1].value]
    #expect(answers[0] == answers[1])
    #expect(answers[0].currentStep != session.currentStep)
  }

  @Test("after a rotation, a second one is answered at once with what is there")
  func trap() async throws {
    let session = try await start()
    let first = wait(session)
    await waiting(1, in: session)
    clock.advance(by: .seconds(8))
    let rotated = try await first.value
    let open = wait(rotated)
    await waiting(1, in: session)
    let second = try await wait(rotated).value
    #expect(second == rotated)
    clock.advance(by: .seconds(6))
    #expect(try await open.value.status == .complete)
  }

  @Test("one for the step before is answered at once: its answer may have been lost")
  func replay() async throws {
    let session = try await world.start(LoginStart(flowID: "qr"), of: "local-telegram")
    await clock.sleepers(2)
    let first = wait(session)
    await waiting(1, in: session)
    clock.advance(by: .seconds(8))
    let next = try await first.value
    #expect(next.currentStep?.id == "fi.mau.telegram.login.password")
    #expect(try await wait(session).value == next)
  }

  @Test("a cancel ends all of them")
  func cancelled() async throws {
    let session = try await start()
    let waits = [wait(session), wait(session)]
    await waiting(2, in: session)
    try await world.cancel(session.loginSessionID, of: session.bridgeID)
    for wait in waits { #expect(try await wait.value.status == .cancelled) }
  }

  @Test("one that nobody is there for any more ends, and the login goes on")
  func abandoned() async throws {
    let session = try await start()
    let wait = wait(session)
    await waiting(1, in: session)
    wait.cancel()
    #expect(try await wait.value == session)
    #expect(try await world.session(session.loginSessionID, of: session.bridgeID) == session)
  }
}
