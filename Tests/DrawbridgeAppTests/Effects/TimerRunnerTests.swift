import BridgeStore
import Logins
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("Timers", .timeLimit(.minutes(1)))
@MainActor
struct TimerRunnerTests {
  private let inbox = Inbox()
  private let clock = ManualClock()

  @Test("a timer fires once, when it was set for; setting it again starts it over; cancelled, it never fires")
  func timers() async throws {
    let runner = TimerRunner(clock: clock, send: inbox.receive)
    let (kept, cancelled) = (TimerID.refresh(TargetID("a")), TimerID.refresh(TargetID("b")))
    let login = TimerID.login(LoginProcessID(number: 1), .poll, generation: 3)
    runner.set(kept, seconds: 5)
    runner.set(cancelled, seconds: 5)
    runner.set(login, seconds: 5)
    await clock.until(sleeping: 3)
    runner.cancel(cancelled)
    runner.cancel(of: LoginProcessID(number: 1))
    #expect(clock.sleeping == 1)
    clock.advance(by: .seconds(3))
    runner.set(kept, seconds: 5)
    await clock.until(sleeping: 1)
    clock.advance(by: .seconds(4))
    #expect(clock.sleeping == 1 && inbox.actions.isEmpty)
    clock.advance(by: .seconds(1))
    #expect(try await inbox.first(1) == [.fired(kept)])
    runner.set(kept, seconds: 1)
    await clock.until(sleeping: 1)
    clock.advance(by: .seconds(1))
    #expect(try await inbox.first(2) == [.fired(kept), .fired(kept)])
  }
}
