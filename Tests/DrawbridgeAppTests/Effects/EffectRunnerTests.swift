import BridgeModel
import BridgeStore
import Foundation
import Logins
import Settings
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("The effect runner", .timeLimit(.minutes(1)))
@MainActor
struct EffectRunnerTests {
  private let target = TargetID("home")
  private let login = LoginProcessID(number: 1)
  private let inbox = Inbox()
  private let clock = ManualClock()
  private let service = FakeService()

  private func runner(_ environment: [String: String]) -> EffectRunner {
    let connections = FakeConnections()
    connections.replace(target, with: service)
    let storage = StorageRunner(environment, send: inbox.receive)
    return EffectRunner(
      server: ServerRunner(connections, clock: clock, send: inbox.receive),
      signIn: SignInRunner(Connector([], tokens: [:], environment), environment, send: inbox.receive),
      host: HostActionRunner(
        HelperPrograms(environment), folder: storage.folder, clock: clock, copyToTerminal: { _ in },
        send: inbox.receive),
      storage: storage, timers: TimerRunner(clock: clock, send: inbox.receive))
  }

  private func saved(_ id: String) -> SavedSession {
    SavedSession(target: "home", bridgeID: "wa", sessionID: id, network: "WhatsApp", began: 1_000)
  }

  private func reference(_ id: String) -> LoginSessionReference {
    LoginSessionReference(target: target, bridgeID: "wa", sessionID: id)
  }

  private func poll() -> ServerEffect {
    .login(
      LoginRequest(id: login, generation: 1, target: target, bridgeID: "wa", call: .poll(session: "s")))
  }

  /// The sessions that the next run finds for these servers. Ends that run.
  private func left(on targets: Set<String>, _ environment: [String: String]) async -> [SavedSession] {
    let next = StorageRunner(environment, send: inbox.receive)
    let found = await next.recall(of: targets, now: Timestamp(seconds: 1_010)).sessions
    await next.close(saving: [])
    return found
  }

  @Test("a cancelled login neither fires nor answers; timers of others do")
  func cancelLogin() async throws {
    try await withHome { environment in
      let runner = runner(environment)
      service.hold()
      runner.server.perform(poll())
      runner.timers.set(.login(login, .poll, generation: 1), seconds: 1)
      runner.timers.set(.refresh(target), seconds: 1)
      await until { !service.calls.isEmpty }
      await clock.until(sleeping: 2)
      runner.cancel(.login(login))
      #expect(clock.sleeping == 1)
      service.release()
      clock.advance(by: .seconds(1))
      let sent = try await inbox.first(1)
      #expect(sent == [.fired(.refresh(target))])
      #expect(inbox.actions.count == 1)
    }
  }

  @Test("a cancelled timer does not fire; others do")
  func cancelTimer() async throws {
    try await withHome { environment in
      let runner = runner(environment)
      runner.timers.set(.tick, seconds: 1)
      runner.timers.set(.mask, seconds: 1)
      await clock.until(sleeping: 2)
      runner.cancel(.timer(.tick))
      runner.cancel(.signIn)
      #expect(clock.sleeping == 1)
      clock.advance(by: .seconds(1))
      let sent = try await inbox.first(1)
      #expect(sent == [.fired(.mask)])
      #expect(inbox.actions.count == 1)
    }
  }

  @Test("at the end, sessions that are gone are forgotten; the others are left to the next run")
  func end() async throws {
    try await withHome { environment in
      let runner = runner(environment)
      runner.timers.set(.tick, seconds: 1)
      await clock.until(sleeping: 1)
      await runner.end(
        cancelling: [reference("gone")],
        saving: [
          saved("gone"), saved("kept"),
          SavedSession(
            target: "work", bridgeID: "wa", sessionID: "gone", network: "WhatsApp", began: 1_000),
        ])
      #expect(service.calls == ["cancel gone"])
      let found = await left(on: ["home", "work"], environment)
      #expect(found.map { "\($0.target) \($0.sessionID)" } == ["home kept", "work gone"])
      #expect(clock.sleeping == 0 && inbox.actions.isEmpty)
    }
  }

  @Test("a session that the server would not cancel is left to the next run")
  func endRefused() async throws {
    try await withHome { environment in
      let runner = runner(environment)
      service.fail(.serverFailed)
      await runner.end(cancelling: [reference("stuck")], saving: [saved("stuck")])
      let found = await left(on: ["home"], environment)
      #expect(found == [saved("stuck")] && inbox.actions.isEmpty)
    }
  }

  @Test("a session that the server no longer knows is gone", arguments: [ServiceError.Kind.notFound, .gone])
  func endUnknown(_ kind: ServiceError.Kind) async throws {
    try await withHome { environment in
      let runner = runner(environment)
      service.fail(kind)
      await runner.end(cancelling: [reference("old")], saving: [saved("old")])
      #expect(await left(on: ["home"], environment).isEmpty && inbox.actions.isEmpty)
    }
  }
}
