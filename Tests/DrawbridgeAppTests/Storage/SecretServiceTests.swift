import BridgeModel
import Foundation
import Settings
import Subprocess
import TestSupport
import Testing

@testable import DrawbridgeApp

// Subprocess takes the FilePath of the system where there is one.
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@Suite("Tokens in the Secret Service", .timeLimit(.minutes(1)))
@MainActor
struct SecretServiceTests {
  private let home = TargetEntry(name: "home", address: "http://127.0.0.1:23373")

  /// A vault whose `secret-tool` notes its arguments and keeps one secret in a file.
  private func withService(
    _ script: String? = nil, _ body: @MainActor (Vault, CredentialFile, _ folder: String) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let folder = environment["HOME"] ?? ""
      let defaultScript = """
        echo "$*" >> '\(folder)/calls'
        case $1 in
          store) cat > '\(folder)/secret' ;;
          lookup) cat '\(folder)/secret' ;;
          clear) rm '\(folder)/secret' ;;
          search) [ "$3" = drawbridge-check ] || [ ! -f '\(folder)/secret' ] || echo found ;;
        esac
        """
      let tool = try writeScript("secret-tool", in: "\(folder)/bin", script ?? defaultScript)
      let configuration = try #require(ConfigurationFolder(environment))
      try await body(
        Vault(configuration, secretTool: .path(.init(tool))), CredentialFile(configuration), folder)
    }
  }

  private let attributes = "service drawbridge target home origin http://127.0.0.1:23373"

  @Test("the token goes in through standard input and comes back; the file only says where it is")
  func keeps() async throws {
    try await withService { vault, file, folder in
      try await vault.check(home, inSecretService: true)
      try await vault.keep(#require(AccessToken("hunter2")), of: home, inSecretService: true)
      let token = try await vault.token(of: home)
      #expect(token?.reveal() == "hunter2")
      #expect(try file.credential(of: "home", at: "http://127.0.0.1:23373") == .secretService)
      let calls = try #require(contents(of: "\(folder)/calls"))
      #expect(
        calls.split(separator: "\n").map(String.init) == [
          "search service drawbridge-check", "store --label Drawbridge: home \(attributes)",
          "lookup \(attributes)",
        ])
      #expect(!calls.contains("hunter2"))
      #expect(contents(of: "\(folder)/.config/drawbridge/credentials.json")?.contains("hunter2") == false)
    }
  }

  @Test("a token that is forgotten is gone from the service and from the file")
  func forgets() async throws {
    try await withService { vault, file, folder in
      try await vault.keep(#require(AccessToken("hunter2")), of: home, inSecretService: true)
      try await vault.forget(home)
      #expect(contents(of: "\(folder)/secret") == nil)
      #expect(try file.credential(of: "home", at: "http://127.0.0.1:23373") == nil)
      let token = try await vault.token(of: home)
      #expect(token == nil)
    }
  }

  @Test("review A3: a new token goes where the last one is, and what is left elsewhere is deleted")
  func stays() async throws {
    try await withService { vault, file, folder in
      let (one, two) = (try #require(AccessToken("one")), try #require(AccessToken("two")))
      try await vault.keep(one, of: home, inSecretService: true)
      let kept = try await vault.keep(two, of: home)
      #expect(kept == Vault.Kept(isInSecretService: true, leavesOld: false))
      #expect(contents(of: "\(folder)/secret") == "two")
      #expect(contents(of: "\(folder)/.config/drawbridge/credentials.json")?.contains("two") == false)
      // Only the user moves it, and then nothing stays behind.
      let moved = try await vault.keep(one, of: home, inSecretService: false)
      #expect(moved == Vault.Kept(isInSecretService: false, leavesOld: false))
      #expect(contents(of: "\(folder)/secret") == nil)
      #expect(try await vault.keep(two, of: home) == Vault.Kept(isInSecretService: false, leavesOld: false))
      #expect(try file.place(of: "home")?.isSecretService == false)
    }
  }

  @Test("a target that moved to another server leaves no token of the old one in the service")
  func movedServer() async throws {
    try await withService { vault, file, folder in
      let token = try #require(AccessToken("one"))
      try await vault.keep(token, of: home, inSecretService: true)
      let moved = TargetEntry(name: "home", address: "https://beeper.example")
      try await vault.keep(token, of: moved)
      let calls = try #require(contents(of: "\(folder)/calls"))
      #expect(calls.contains("clear \(attributes)"))
      try await vault.forget(home)
      #expect(try file.place(of: "home") == nil)
      #expect(
        contents(of: "\(folder)/calls")?.contains(
          "clear service drawbridge target home origin https://beeper.example") == true)
    }
  }

  @Test("review C6: a service that does not delete a token is not said to have done so")
  func undeleted() async throws {
    let script = "case $1 in clear) exit 1 ;; search) echo found ;; lookup) echo one ;; esac"
    try await withService(script) { vault, file, _ in
      let token = try #require(AccessToken("one"))
      try await vault.keep(token, of: home, inSecretService: true)
      let problem = await #expect(throws: Problem.self) { try await vault.forget(home) }
      #expect(problem?.what.contains("still there") == true)
      #expect(try file.place(of: "home")?.isSecretService == true, "it can be tried again")
      #expect(try await vault.keep(token, of: home, inSecretService: false).leavesOld)
    }
    // An item that is gone already is no trouble.
    try await withService("[ $1 != clear ]") { vault, file, _ in
      try file.set(.secretService, of: "home", at: "http://127.0.0.1:23373")
      #expect(try await vault.forget(home))
    }
  }

  @Test("review A6: a keyring that asks the user holds nothing up for longer than a minute")
  func slow() async throws {
    try await withHome { environment in
      let folder = environment["HOME"] ?? ""
      let tool = try writeScript("secret-tool", in: "\(folder)/bin", "exec sleep 600")
      let configuration = try #require(ConfigurationFolder(environment))
      let clock = ManualClock()
      let vault = Vault(configuration, secretTool: .path(.init(tool)), clock: clock)
      try CredentialFile(configuration).set(.secretService, of: "home", at: "http://127.0.0.1:23373")
      let lookup = Task { try await vault.token(of: home) }
      await clock.until(sleeping: 1)
      clock.advance(by: .seconds(Vault.timeout))
      await #expect(throws: Problem.self) { try await lookup.value }
    }
  }

  @Test("a copy under another name is kept in the service too")
  func copies() async throws {
    try await withService { vault, file, folder in
      try await vault.keep(#require(AccessToken("hunter2")), of: home, inSecretService: true)
      try await vault.copy(home, to: "flat")
      #expect(try file.credential(of: "flat", at: "http://127.0.0.1:23373") == .secretService)
      #expect(contents(of: "\(folder)/calls")?.contains("Drawbridge: flat") == true)
    }
  }

  @Test(
    "a service that is locked or missing is a problem with a way out, and nothing is stored in a file instead"
  )
  func unavailable() async throws {
    try await withService("exit 1") { vault, file, folder in
      let check = await #expect(throws: Problem.self) { try await vault.check(home, inSecretService: true) }
      #expect(check?.next.joined().contains("libsecret-tools") == true)
      let kept = await #expect(throws: Problem.self) {
        try await vault.keep(#require(AccessToken("hunter2")), of: home, inSecretService: true)
      }
      #expect(kept == check)
      #expect(contents(of: "\(folder)/.config/drawbridge/credentials.json") == nil)
      try file.set(.secretService, of: "home", at: "http://127.0.0.1:23373")
      let found = await #expect(throws: Problem.self) { try await vault.token(of: home) }
      #expect(found?.what.contains("home") == true)
      #expect(found?.next.joined().contains("drawbridge login home") == true)
    }
  }

  @Test("an answer that is not a valid token is an error")
  func notAToken() async throws {
    for script in ["echo", "printf 'two words'", "printf '\\303\\251'"] {
      try await withService(script) { vault, file, _ in
        try file.set(.secretService, of: "home", at: "http://127.0.0.1:23373")
        await #expect(throws: Problem.self, "\(script)") { try await vault.token(of: home) }
      }
    }
  }
}
