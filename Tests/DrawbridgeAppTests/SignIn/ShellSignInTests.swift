import BridgeModel
import HTTPTypes
import Hummingbird
import Settings
import StubServer
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("drawbridge logout", .timeLimit(.minutes(1)))
@MainActor
struct ShellSignInTests {
  /// Signs out of a target with this token. Returns what went wrong, the calls, and the token still stored.
  private func signOut(
    _ name: String?, stored: String?, isRefused: Bool = false
  ) async throws -> (problem: Problem?, revoked: [String], left: String?) {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      return try await StubServer.run({ _ in
        isRefused ? .json(#"{"message":"no"}"#, status: .internalServerError) : .json("{}")
      }) { server, address in
        let entry = TargetEntry(name: "home", address: "\(address)")
        try TargetFile(folder).change { (list) throws(Problem) in try list.set(entry) }
        if let stored {
          try await Vault(folder).keep(#require(AccessToken(stored)), of: entry, inSecretService: false)
        }
        var problem: Problem?
        do { try await ShellSignIn(environment).signOut(name) } catch let error as Problem { problem = error }
        let left = try await Vault(folder).token(of: entry)?.reveal()
        return (problem, server.exchanges.map { "\($0.path) \($0.body)" }, left)
      }
    }
  }

  @Test("revokes the token at its server, and forgets it")
  func revokes() async throws {
    let end = try await signOut("home", stored: "swordfish")
    #expect(end.problem == nil && end.left == nil && end.revoked == ["/oauth/revoke token=swordfish"])
  }

  @Test("without a name, the default target is meant")
  func defaultTarget() async throws {
    let end = try await signOut(nil, stored: "swordfish")
    #expect(end.problem == nil && end.left == nil && end.revoked.count == 1)
  }

  @Test("a server that refuses leaves the token valid there: it is forgotten here, and the user is told")
  func refused() async throws {
    let end = try await signOut("home", stored: "swordfish", isRefused: true)
    #expect(end.left == nil && end.problem?.what.contains("could not revoke it") == true)
    #expect(end.problem?.next.joined().contains("Approved connections") == true)
  }

  @Test("where there is no token or no target, the server is not asked")
  func nothing() async throws {
    let end = try await signOut("home", stored: nil)
    #expect(end.problem?.what.contains("no token for home") == true && end.revoked.isEmpty)
    try await withHome { environment in
      let problem = await #expect(throws: Problem.self) { try await ShellSignIn(environment).signOut(nil) }
      #expect(problem?.next.joined().contains("drawbridge login") == true)
    }
  }
}
