import Authorization
import BridgeModel
import Foundation
import Settings
import StubServer
import Synchronization
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("Getting a token and storing it", .timeLimit(.minutes(1)))
@MainActor
struct SignInTests {
  /// A server, a sign-in to it in a temporary home, and what it stored.
  private struct Scene {
    let stub: OAuthStub
    let server: StubServer
    let signIn: SignIn
    let folder: ConfigurationFolder

    func token(of name: String) async throws -> String? {
      guard let entry = try TargetFile(folder).load().target(name) else { return nil }
      return try await Vault(folder).token(of: entry)?.reveal()
    }

    /// The answers that were ignored, in order.
    let ignored = Ignored()

    /// Consents in a browser on another machine, and pastes the address on which it ended.
    func authorize(pasting texts: [String] = []) async throws -> SignIn.StoredToken {
      let (pasted, pasting) = AsyncStream<String>.makeStream()
      return try await signIn.authorize(pasted: pasted) { [ignored] event in
        switch event {
        case .open(let address):
          for text in texts { pasting.yield(text) }
          pasting.yield(OAuthStub.answer(to: address))
        case .ignored(let problem): ignored.add(problem)
        }
      }
    }
  }

  private final class Ignored: Sendable {
    private let problems = Mutex<[RedirectProblem]>([])
    var all: [RedirectProblem] { problems.withLock { $0 } }
    func add(_ problem: RedirectProblem) { problems.withLock { $0.append(problem) } }
  }

  private func withScene(
    readOnly: Bool? = nil, _ body: @escaping @MainActor @Sendable (Scene) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let stub = OAuthStub()
      let folder = try #require(ConfigurationFolder(environment))
      try await StubServer.run({ stub.answer($0) }) { server, address in
        let entry = TargetEntry(name: "home", address: "\(address)", readOnly: readOnly)
        let signIn = SignIn(
          target: ResolvedTarget(entry: entry, isStored: false, isExplicit: true), entry: entry,
          folder: folder, environment: environment)
        try await body(Scene(stub: stub, server: server, signIn: signIn, folder: folder))
      }
    }
  }

  @Test("consent in a browser gives a token, which is stored with its target")
  func authorize() async throws {
    try await withScene { scene in
      let stored = try await scene.authorize()
      #expect(stored.token.reveal() == "tok" && stored.allowsWriting && stored.replaced == nil)
      #expect(stored.confirmation.contains("home") && stored.confirmation.contains("credentials.json"))
      #expect(scene.stub.revoked.isEmpty)
      let token = try await scene.token(of: "home")
      #expect(token == "tok")
    }
  }

  @Test("a token that may only read says so")
  func readOnly() async throws {
    try await withScene(readOnly: true) { scene in
      scene.stub.grant("read")
      let stored = try await scene.authorize()
      #expect(!stored.allowsWriting && stored.confirmation.contains("read-only"))
      let asked = scene.server.exchanges.filter { $0.path == "/oauth/register" }
      #expect(asked.count == 1 && asked[0].body.contains(#""scope":"read""#))
    }
  }

  @Test("a forged answer is ignored and reported; the right one still counts")
  func forged() async throws {
    try await withScene { scene in
      let stored = try await scene.authorize(pasting: ["http://127.0.0.1:1/answer?code=x&state=forged", "?"])
      #expect(stored.token.reveal() == "tok")
      #expect(scene.server.exchanges.count { $0.path == "/oauth/token" } == 1)
      #expect(scene.ignored.all == [.wrongState, .noAnswer])
    }
  }

  @Test("a code that the server refuses stores nothing")
  func refusedCode() async throws {
    try await withScene { scene in
      scene.stub.refuseCodes()
      let problem = await #expect(throws: Problem.self) { try await scene.authorize() }
      #expect(problem?.what.contains("the code has expired") == true)
      let token = try await scene.token(of: "home")
      #expect(token == nil && scene.stub.revoked.isEmpty)
    }
  }

  @Test("a pasted token is stored if the server knows it, whatever spaces and line breaks are in it")
  func accept() async throws {
    try await withScene { scene in
      let stored = try await scene.signIn.accept("  sword\nfish \r\n")
      #expect(stored.token.reveal() == "swordfish" && stored.replaced == nil)
      let token = try await scene.token(of: "home")
      #expect(token == "swordfish")
    }
  }

  @Test("an unknown or malformed token changes nothing")
  func unknownToken() async throws {
    try await withScene { scene in
      scene.stub.introspect(#"{"active":false}"#)
      let unknown = await #expect(throws: Problem.self) { try await scene.signIn.accept("hunter2") }
      #expect(unknown?.what.contains("does not recognize that token") == true)
      #expect(unknown?.description.contains("hunter2") == false)
      let calls = scene.server.exchanges.count
      for text in ["", " \n ", "tökén"] {
        let malformed = await #expect(throws: Problem.self) { try await scene.signIn.accept(text) }
        #expect(malformed?.what.contains("not a token") == true)
      }
      #expect(scene.server.exchanges.count == calls)
      let token = try await scene.token(of: "home")
      #expect(token == nil)
    }
  }

  @Test("a new token names the one it replaces, which is revoked when the caller is done with it")
  func replaces() async throws {
    try await withScene { scene in
      _ = try await scene.signIn.accept("swordfish")
      let stored = try await scene.authorize()
      #expect(stored.replaced?.reveal() == "swordfish" && scene.stub.revoked.isEmpty)
      await scene.signIn.revokeReplaced(by: stored)
      #expect(scene.stub.revoked == ["swordfish"])
      let again = try await scene.signIn.accept("tok")
      #expect(again.replaced == nil)
      await scene.signIn.revokeReplaced(by: again)
      #expect(scene.stub.revoked == ["swordfish"])
    }
  }

  @Test("a token that cannot be stored is not asked for, and one that was given is revoked")
  func unwritable() async throws {
    try await withScene { scene in
      let path = scene.folder.targets.string
      try FileManager.default.createDirectory(
        atPath: scene.folder.path.string, withIntermediateDirectories: true)
      try "{".write(toFile: path, atomically: false, encoding: .utf8)
      await #expect(throws: Problem.self) { try await scene.authorize() }
      #expect(scene.stub.revoked == ["tok"] && contents(of: path) == "{")
      // A token that the user pasted is theirs: it is not revoked.
      await #expect(throws: Problem.self) { try await scene.signIn.accept("swordfish") }
      #expect(scene.stub.revoked == ["tok"])
      try "[]".write(toFile: scene.folder.credentials.string, atomically: false, encoding: .utf8)
      let calls = scene.server.exchanges.count
      await #expect(throws: Problem.self) { try await scene.authorize() }
      #expect(scene.server.exchanges.count == calls)
    }
  }

  @Test("a target that moved to another server says what becomes of its old token")
  func moved() async throws {
    try await withScene { scene in
      let old = TargetEntry(name: "home", address: "https://old.example")
      try TargetFile(scene.folder).change { (list) throws(Problem) in try list.set(old) }
      try await Vault(scene.folder).keep(#require(AccessToken("before")), of: old, inSecretService: false)
      let stored = try await scene.signIn.accept("swordfish")
      #expect(stored.confirmation.contains("https://old.example"))
      // It belongs to the other server: this one must not see it.
      #expect(stored.replaced == nil && !scene.server.exchanges.contains { $0.body.contains("before") })
    }
  }
}
