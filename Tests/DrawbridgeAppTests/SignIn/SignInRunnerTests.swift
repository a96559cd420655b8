import BridgeModel
import BridgeStore
import Foundation
import Settings
import StubServer
import SystemPackage
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("Signing in while the dashboard runs", .timeLimit(.minutes(1)))
@MainActor
struct SignInRunnerTests {
  private let home = TargetID("home")

  /// A server, and a runner that signs in to it.
  @MainActor
  private struct Scene {
    let stub: OAuthStub
    let server: StubServer
    let runner: SignInRunner
    let connector: Connector
    let inbox: Inbox
    let folder: ConfigurationFolder

    /// The address of the consent page, which is the first event.
    func address() async throws -> String {
      guard case .answered(.signIn(_, .open(let address))) = try await inbox.first(1)[0] else {
        throw CancellationError()
      }
      return address
    }

    /// The events of sign-ins from the second action on.
    func events(_ count: Int) async throws -> [SignInEvent] {
      try await inbox.first(count).dropFirst().compactMap {
        if case .answered(.signIn(_, let event)) = $0 { event } else { nil }
      }
    }
  }

  private func withScene(
    _ variables: [String: String] = [:], _ body: @escaping @MainActor @Sendable (Scene) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let stub = OAuthStub()
      let folder = try #require(ConfigurationFolder(environment))
      let environment = environment.merging(variables) { $1 }
      try await StubServer.run({ stub.answer($0) }) { server, address in
        let entry = TargetEntry(name: "home", address: "\(address)")
        try await Self.run(entry, environment) { connector, runner, inbox in
          try await body(
            Scene(
              stub: stub, server: server, runner: runner, connector: connector, inbox: inbox, folder: folder))
        }
      }
    }
  }

  private static func run(
    _ entry: TargetEntry, _ environment: [String: String],
    _ body: @MainActor (Connector, SignInRunner, Inbox) async throws -> Void
  ) async throws {
    let inbox = Inbox()
    let connector = Connector(
      [ResolvedTarget(entry: entry, isStored: true, isExplicit: true)], tokens: [:], environment,
      backend: .fake())
    let runner = SignInRunner(connector, environment, send: inbox.receive)
    let result: Result<Void, any Error>
    do { result = .success(try await body(connector, runner, inbox)) } catch { result = .failure(error) }
    runner.cancel()
    await connector.shutdown()
    try result.get()
  }

  @Test("the address that a browser ended on completes the sign-in, and the new token is in use")
  func browser() async throws {
    try await withScene { scene in
      scene.runner.perform(.begin(home))
      let address = try await scene.address()
      #expect(address.contains("code_challenge_method=S256"))
      scene.runner.perform(.paste(OAuthStub.answer(to: address)))
      let actions = try await scene.inbox.first(3)
      guard case .answered(.signIn(home, .done(let text))) = actions[1] else {
        Issue.record("\(actions)")
        return
      }
      #expect(text.contains("home") && !text.contains("BEEPER_ACCESS_TOKEN"))
      #expect(actions[2] == .answered(.connected(home, .ready(allowsWriting: true))))
      #expect(scene.connector[home]?.generation == 1 && actions.count == 3)
    }
  }

  @Test("a pasted token completes the sign-in; a variable that overrides it at the next start is mentioned")
  func pasted() async throws {
    try await withScene(["BEEPER_ACCESS_TOKEN": "other"]) { scene in
      scene.runner.perform(.begin(home))
      _ = try await scene.address()
      scene.runner.perform(.paste("swordfish"))
      guard case .done(let text)? = try await scene.events(3).first else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(text.contains("unset it"))
    }
  }

  @Test("anything that is not an answer is reported, and the wait continues")
  func ignored() async throws {
    try await withScene { scene in
      scene.runner.perform(.begin(home))
      let address = try await scene.address()
      scene.runner.perform(.paste("http://127.0.0.1:1/answer?code=x&state=forged"))
      scene.stub.introspect(#"{"active":false}"#)
      _ = try await scene.inbox.first(2)
      scene.runner.perform(.paste("swordfish"))
      let events = try await scene.events(3)
      guard events.count == 2, case .ignored(let forged) = events[0], case .ignored(let unknown) = events[1]
      else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(forged.contains("Still waiting") && unknown.contains("does not recognize"))
      scene.runner.perform(.paste(OAuthStub.answer(to: address)))
      #expect(try await scene.inbox.first(5).last == .answered(.connected(home, .ready(allowsWriting: true))))
    }
  }

  @Test("a sign-in that has failed takes no address any more, and says so")
  func failed() async throws {
    try await withScene { scene in
      scene.stub.refuseCodes()
      scene.runner.perform(.begin(home))
      let address = try await scene.address()
      scene.runner.perform(.paste(OAuthStub.answer(to: address)))
      guard case .failed(let why)? = try await scene.events(2).last else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(why.contains("rejected the code"))
      scene.runner.perform(.paste(OAuthStub.answer(to: address)))
      guard case .ignored(let late)? = try await scene.events(3).last else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(late.contains("Start again") && scene.connector[home] == nil)
    }
  }

  @Test("a second sign-in gives up the first, whose events do not come any more")
  func restarted() async throws {
    try await withScene { scene in
      scene.runner.perform(.begin(home))
      let first = try await scene.address()
      scene.runner.perform(.begin(home))
      guard case .open(let second)? = try await scene.events(2).first else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(first != second)
      scene.runner.perform(.paste(OAuthStub.answer(to: first)))
      guard case .ignored? = try await scene.events(3).last else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      scene.runner.perform(.paste(OAuthStub.answer(to: second)))
      #expect(try await scene.inbox.first(5).last == .answered(.connected(home, .ready(allowsWriting: true))))
    }
  }

  @Test("cancelled, it sends nothing more, and pasted text goes nowhere")
  func cancelled() async throws {
    try await withScene { scene in
      scene.runner.perform(.begin(home))
      let address = try await scene.address()
      scene.runner.cancel()
      let calls = scene.server.exchanges.count
      scene.runner.perform(.paste(OAuthStub.answer(to: address)))
      scene.runner.perform(.paste("swordfish"))
      scene.runner.perform(.begin(TargetID("nowhere")))
      guard case .answered(.signIn(let id, .failed(let why))) = try await scene.inbox.first(2)[1] else {
        Issue.record("\(scene.inbox.actions)")
        return
      }
      #expect(id == TargetID("nowhere") && why.contains("nowhere"))
      #expect(scene.server.exchanges.count == calls && scene.inbox.actions.count == 2)
    }
  }

  @Test("the token that was replaced is revoked once the new one is in use")
  func revokes() async throws {
    try await withScene { scene in
      let entry = try scene.connector.signIn(to: home).target.entry
      try await Vault(scene.folder).keep(#require(AccessToken("before")), of: entry, inSecretService: false)
      scene.runner.perform(.begin(home))
      scene.runner.perform(.paste(OAuthStub.answer(to: try await scene.address())))
      _ = try await scene.inbox.first(3)
      await until { !scene.stub.revoked.isEmpty }
      #expect(scene.stub.revoked == ["before"])
    }
  }
}
