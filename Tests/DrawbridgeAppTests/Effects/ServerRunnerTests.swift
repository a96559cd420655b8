import BridgeModel
import BridgeStore
import Logins
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("Calls to servers", .timeLimit(.minutes(1)))
@MainActor
struct ServerRunnerTests {
  private let target = TargetID("home")
  private let login = LoginProcessID(number: 1)
  private let connections = FakeConnections()
  private let inbox = Inbox()
  private let clock = ManualClock()

  private func runner() -> ServerRunner { ServerRunner(connections, clock: clock, send: inbox.receive) }

  private func request(_ call: LoginCall) -> ServerEffect {
    .login(LoginRequest(id: login, generation: 7, target: target, bridgeID: "wa", call: call))
  }

  @Test("an answer carries the generation it was asked in")
  func generation() async throws {
    connections.replace(target, with: FakeService())
    runner().perform(request(.loadFlows))
    #expect(
      try await inbox.first(1)
        == [.answered(.login(login, generation: 7, .flows(.success([LoginFlow(id: "f")]))))])
  }

  @Test("a server without a connection is asked nothing")
  func unconnected() async throws {
    let runner = runner()
    runner.perform(.loadBridges(target))
    runner.perform(request(.poll(session: "s")))
    runner.perform(.connect(target))
    #expect(try await inbox.first(1) == [.answered(.connected(target, .ready(allowsWriting: true)))])
  }

  @Test("every read comes back as its own answer")
  func reads() async throws {
    connections.replace(target, with: FakeService())
    let saved = SavedSession(target: "home", bridgeID: "wa", sessionID: "old", network: "WhatsApp", began: 1)
    let runner = runner()
    let failed = ServiceError(.notFound, message: "no capabilities", route: "GET /v1/x")
    let refused = ServiceError(.notFound, message: "no such login", route: "POST /v1/x")
    let noInfo = ServiceError(.notFound, message: "no info", route: "GET /v1/info")
    let cases: [(ServerEffect, Action.Answer)] = [
      (.loadInfo(target), .info(target, .failure(noInfo))),
      (.loadBridges(target), .bridges(target, .success([]))),
      (.loadLogins(target, bridge: "wa"), .logins(target, bridge: "wa", .success([]))),
      (.loadCapabilities(target, bridge: "wa"), .capabilities(target, bridge: "wa", .failure(failed))),
      (
        .removeLogin(target, bridge: "wa", login: "l", .allDevices, network: "WhatsApp"),
        .removal(target, bridge: "wa", login: "l", network: "WhatsApp", .failure(refused))
      ),
      (
        .checkSession(saved),
        .checked(
          saved, .success(LoginSession(bridgeID: "wa", loginSessionID: "old", status: .waitingForInput)))
      ),
    ]
    for (index, (effect, answer)) in cases.enumerated() {
      runner.perform(effect)
      #expect(try await inbox.first(index + 1).last == .answered(answer))
    }
    #expect(inbox.actions.count == cases.count)
  }

  @Test("every call of a login comes back as its own answer")
  func calls() async throws {
    let service = FakeService()
    connections.replace(target, with: service)
    let runner = runner()
    let session = { (id: String) in
      LoginSession(bridgeID: "wa", loginSessionID: id, status: .waitingForInput)
    }
    let submission = StepSubmission(type: "user_input", fields: ["a": "1"])
    let cases: [(LoginCall, LoginAnswer)] = [
      (.loadFlows, .flows(.success([LoginFlow(id: "f")]))),
      (.start(LoginStart()), .started(.success(session("made")))),
      (.submit(submission, stepID: "a", session: "s"), .submitted(.success(session("s")))),
      (.wait(stepID: "a", session: "s"), .waited(.success(session("s")))),
      (.poll(session: "s"), .polled(.success(session("s")))), (.cancel(session: "s"), .cancelled(nil)),
      (.reconcile, .reconciled(.success(BridgeSnapshot(accounts: [], logins: [])))),
    ]
    for (index, (call, answer)) in cases.enumerated() {
      runner.perform(request(call))
      #expect(try await inbox.first(index + 1).last == .answered(.login(login, generation: 7, answer)))
    }
    #expect(
      Set(service.calls)
        == ["flows", "start", "submit a", "wait a", "poll s", "cancel s", "bridge", "logins"])
  }

  @Test("a read during which the connection was replaced is asked of the new one, even if it succeeded")
  func replacedDuringRead() async throws {
    let (old, new) = (FakeService(), FakeService())
    old.serve([
      Bridge(
        id: "old", displayName: "Old", provider: .local, status: .available, supportsMultipleAccounts: true,
        type: "old")
    ])
    connections.replace(target, with: old)
    old.hold()
    runner().perform(.loadBridges(target))
    await until { old.calls == ["bridges"] }
    connections.replace(target, with: new)
    old.release()
    #expect(try await inbox.first(1) == [.answered(.bridges(target, .success([])))])
    #expect(new.calls == ["bridges"] && old.calls == ["bridges"])
  }

  @Test("a 401 of a token that was replaced meanwhile is asked again with the new one, once")
  func replacedDuringCall() async throws {
    let (old, new) = (FakeService(), FakeService())
    connections.replace(target, with: old)
    old.hold()
    old.fail(.unauthorized)
    runner().perform(request(.submit(StepSubmission(type: "x"), stepID: "a", session: "s")))
    await until { old.calls == ["submit a"] }
    new.fail(.unauthorized)
    connections.replace(target, with: new)
    old.release()
    guard case .answered(.login(_, _, .submitted(.failure))) = try await inbox.first(1)[0] else {
      Issue.record("\(inbox.actions)")
      return
    }
    #expect(old.calls == ["submit a"] && new.calls == ["submit a"] && inbox.actions.count == 1)
  }

  @Test("a connection replaced before the call's task runs does not count as replaced during it")
  func replacedBeforeCall() async throws {
    let (old, new) = (FakeService(), FakeService())
    connections.replace(target, with: old)
    old.fail(.unauthorized)
    let runner = runner()
    runner.perform(request(.loadFlows))
    // The main actor has not been left yet: the call is not under way.
    connections.replace(target, with: new)
    guard case .answered(.login(_, _, .flows(.success))) = try await inbox.first(1)[0] else {
      Issue.record("\(inbox.actions)")
      return
    }
    #expect(new.calls == ["flows"])
  }

  @Test("a 401 of the present token is the answer")
  func refused() async throws {
    let service = FakeService()
    service.fail(.unauthorized)
    connections.replace(target, with: service)
    runner().perform(.loadBridges(target))
    guard case .answered(.bridges(_, .failure(let error))) = try await inbox.first(1)[0] else {
      Issue.record("\(inbox.actions)")
      return
    }
    #expect(error.kind == .unauthorized && service.calls == ["bridges"])
  }

  @Test("a login's reads are cancelled with it; its start, submit and wait go on")
  func cancelledReads() async throws {
    let service = FakeService()
    service.hold()
    connections.replace(target, with: service)
    let runner = runner()
    runner.perform(request(.poll(session: "s")))
    runner.perform(request(.wait(stepID: "a", session: "s")))
    runner.perform(request(.submit(StepSubmission(type: "x"), stepID: "b", session: "s")))
    runner.perform(request(.start(LoginStart())))
    await until { service.calls.count == 4 }
    runner.cancelReads(of: login)
    service.release()
    let answers = try await inbox.first(3)
    #expect(!answers.contains { if case .answered(.login(_, _, .polled)) = $0 { true } else { false } })
    #expect(inbox.actions.count == 3)
  }

  @Test("at the end sessions are cancelled, those still being started too")
  func end() async throws {
    let service = FakeService()
    connections.replace(target, with: service)
    let runner = runner()
    service.hold()
    runner.perform(request(.start(LoginStart())))
    await until { service.calls == ["start"] }
    let session = LoginSessionReference(target: target, bridgeID: "wa", sessionID: "old")
    async let gone = runner.end(cancelling: [session])
    await until { service.calls.contains("cancel old") }
    service.release()
    let made = LoginSessionReference(target: target, bridgeID: "wa", sessionID: "made")
    #expect(await gone == [session, made])
    #expect(Set(service.calls) == ["start", "cancel old", "cancel made"])
  }

  @Test("a server that does not answer holds the end up for a second, and its session is not gone")
  func endSlowly() async throws {
    let service = FakeService()
    service.hold()
    connections.replace(target, with: service)
    let session = LoginSessionReference(target: target, bridgeID: "wa", sessionID: "old")
    let runner = runner()
    async let gone = runner.end(cancelling: [session])
    await until { service.calls == ["cancel old"] }
    await clock.until(sleeping: 1)
    clock.advance(by: .seconds(1))
    #expect(await gone.isEmpty)
    service.release()
  }

  /// Returns once a condition holds.
}
