import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The vault keeps tokens", .timeLimit(.minutes(1)))
@MainActor
struct VaultTests {
  private let home = TargetEntry(name: "home", address: "http://127.0.0.1:23373")
  private let work = TargetEntry(name: "work", address: "https://beeper.example")

  private func withVault(_ body: @MainActor (Vault, String) async throws -> Void) async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try await body(Vault(folder), folder.credentials.string)
    }
  }

  @Test("each target's own, until it is forgotten")
  func keeps() async throws {
    try await withVault { vault, _ in
      #expect(try await vault.token(of: home) == nil)
      try await vault.keep(#require(AccessToken("one")), of: home, inSecretService: false)
      try await vault.keep(#require(AccessToken("two")), of: work, inSecretService: false)
      #expect(try await vault.token(of: home)?.reveal() == "one")
      #expect(try await vault.token(of: work)?.reveal() == "two")
      try await vault.keep(#require(AccessToken("three")), of: home, inSecretService: false)
      #expect(try await vault.token(of: home)?.reveal() == "three")
      try await vault.forget(home)
      #expect(try await vault.token(of: home) == nil)
      #expect(try await vault.token(of: work)?.reveal() == "two")
    }
  }

  @Test("a target that moves to another origin does not take its token there")
  func moved() async throws {
    try await withVault { vault, _ in
      try await vault.keep(#require(AccessToken("one")), of: home, inSecretService: false)
      var moved = home
      moved.address = "https://elsewhere.example"
      #expect(try await vault.token(of: moved) == nil)
      #expect(try await vault.token(of: home)?.reveal() == "one")
    }
  }

  @Test("a copy under another name leaves the first, and copies nothing where there is nothing")
  func copies() async throws {
    try await withVault { vault, _ in
      try await vault.copy(home, to: "flat")
      var flat = home
      flat.name = "flat"
      #expect(try await vault.token(of: flat) == nil)
      try await vault.keep(#require(AccessToken("one")), of: home, inSecretService: false)
      try await vault.copy(home, to: "flat")
      #expect(try await vault.token(of: flat)?.reveal() == "one")
      #expect(try await vault.token(of: home)?.reveal() == "one")
    }
  }

  @Test("a file that others can read is refused, and stays as it is")
  func exposed() async throws {
    try await withVault { vault, path in
      try await vault.keep(#require(AccessToken("one")), of: home, inSecretService: false)
      let before = FileManager.default.contents(atPath: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      await #expect(throws: Problem.self) { try await vault.token(of: home) }
      await #expect(throws: Problem.self) {
        try await vault.keep(#require(AccessToken("two")), of: home, inSecretService: false)
      }
      #expect(FileManager.default.contents(atPath: path) == before)
    }
  }

  @Test("an invalid address is an error with the target's name")
  func address() async throws {
    try await withVault { vault, path in
      let broken = TargetEntry(name: "broken", address: "nonsense")
      let problem = await #expect(throws: Problem.self) { try await vault.token(of: broken) }
      #expect(problem?.description.contains("broken") == true)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
