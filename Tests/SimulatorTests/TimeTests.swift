import BridgeModel
import TestSupport
import Testing

@testable import Simulator

@Suite("Simulated time", .timeLimit(.minutes(1)))
struct TimeTests {
  private let clock = ManualClock()

  /// Returns once all due actions have run. Actions run in order.
  private func untilDueIsDone(in world: World) async {
    await withCheckedContinuation { continuation in
      Task { await world.after(0) { _ in continuation.resume() } }
    }
  }

  private func rotations(of world: World, _ seconds: [Double]) async throws -> [Bool] {
    let session = try await world.start(LoginStart(flowID: "qr"), of: "local-whatsapp")
    var last = session
    var changes: [Bool] = []
    for pause in seconds {
      clock.advance(by: .seconds(pause))
      await untilDueIsDone(in: world)
      let now = try await world.session(session.loginSessionID, of: session.bridgeID)
      changes.append(now != last)
      last = now
    }
    return changes
  }

  @Test("time follows the clock, and codes rotate as in the app: after 60 seconds, then every 20")
  func plain() async throws {
    let world = World(.builtIn, settings: SimulationSettings(isHandsOff: true), clock: clock)
    #expect(try await rotations(of: world, [59, 1, 19, 1, 20]) == [false, true, false, true, true])
  }

  @Test("time runs at a multiple of the clock's speed")
  func fast() async throws {
    let world = World(.builtIn, settings: SimulationSettings(speed: 20, isHandsOff: true), clock: clock)
    #expect(try await rotations(of: world, [2.5, 0.5, 0.5, 0.5]) == [false, true, false, true])
  }

  @Test("a scheduled action follows a change of speed")
  func changed() async throws {
    let world = World(.builtIn, settings: SimulationSettings(isHandsOff: true), clock: clock)
    let session = try await world.start(LoginStart(flowID: "qr"), of: "local-whatsapp")
    clock.advance(by: .seconds(40))
    #expect(await world.now == 40)
    await world.change(SimulationSettings(speed: 10, isHandsOff: true))
    clock.advance(by: .seconds(2))
    #expect(await world.now == 60)
    await untilDueIsDone(in: world)
    #expect(try await world.session(session.loginSessionID, of: session.bridgeID) != session)
  }

  @Test("due actions run in order")
  func order() async throws {
    let world = World(.builtIn, clock: clock)
    let (numbers, happened) = AsyncStream<Int>.makeStream()
    await world.after(3) { _ in happened.yield(3) }
    await world.after(1) { _ in happened.yield(1) }
    await world.after(3) { _ in happened.finish() }
    await world.after(2) { _ in happened.yield(2) }
    clock.advance(by: .seconds(3))
    var order: [Int] = []
    for await number in numbers { order.append(number) }
    #expect(order == [1, 2, 3])
  }
}
