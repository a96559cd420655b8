import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The configuration of a run", .timeLimit(.minutes(1)))
@MainActor
struct RunConfigurationTests {
  /// Runs a body with an environment that has this configuration file and these targets.
  private func withFiles(
    _ text: String = "", _ targets: [TargetEntry] = [],
    _ body: @MainActor ([String: String]) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try FileManager.default.createDirectory(
        atPath: folder.path.string, withIntermediateDirectories: true)
      if !text.isEmpty {
        try text.write(toFile: folder.configuration.string, atomically: false, encoding: .utf8)
      }
      try TargetFile(folder).change { (list) throws(Problem) in
        for target in targets { try list.set(target) }
      }
      try await body(environment)
    }
  }

  private func problem(_ environment: [String: String]) -> Problem? {
    #expect(throws: Problem.self) { try RunConfiguration.Files(environment) }
  }

  @Test("without HOME there is no folder: the defaults apply, and storing something says what is missing")
  func homeless() throws {
    let files = try RunConfiguration.Files([:])
    #expect(files.folder == nil && files.list.targets.isEmpty && files.effective.settings == UserSettings())
    let problem = #expect(throws: Problem.self) { try RunConfiguration.folder([:]) }
    #expect(problem?.what.contains("HOME") == true && problem?.next.isEmpty == false)
    let folder = try RunConfiguration.folder(["HOME": "/h", "XDG_CONFIG_HOME": "/c"])
    #expect(folder.path.string == "/c/drawbridge")
  }

  @Test("the setting names the default target; the list's own comes next, then the first")
  func defaultTarget() async throws {
    let entries = ["a", "b", "c"].map { TargetEntry(name: $0, address: "https://\($0).example") }
    try await withFiles("target: c\n", entries) { environment in
      let files = try RunConfiguration.Files(environment)
      #expect(try files.defaultTarget()?.name == "c")
      let other = try RunConfiguration.Files(environment, options: [.target: "b"])
      #expect(try other.defaultTarget()?.name == "b")
    }
    try await withFiles("", entries) { environment in
      #expect(try RunConfiguration.Files(environment).defaultTarget()?.name == "a")
      let folder = try #require(ConfigurationFolder(environment))
      try TargetFile(folder).change { (list) throws(Problem) in try list.makeDefault("b") }
      #expect(try RunConfiguration.Files(environment).defaultTarget()?.name == "b")
    }
    try await withFiles { environment in
      let none = try RunConfiguration.Files(environment).defaultTarget()
      #expect(none == nil)
    }
  }

  @Test("a setting that names no target says where to look")
  func unknownDefault() async throws {
    try await withFiles("target: gone\n") { environment in
      let files = try RunConfiguration.Files(environment)
      let problem = #expect(throws: Problem.self) { try files.defaultTarget() }
      #expect(problem?.what.contains("gone") == true)
      #expect(problem?.next.contains { $0.contains("drawbridge config") } == true)
    }
  }

  @Test("keys that clash or are unknown are reported with file and line")
  func keys() async throws {
    try await withFiles("keys:\n  quit: q\n  help: F9\n") { environment in
      _ = try RunConfiguration.Files(environment)
    }
    let wrong = ["keys:\n  quit: NoSuchKey\n", "keys:\n  nonsense: x\n", "keys:\n  quit: \"?\"\n"]
    for text in wrong {
      try await withFiles(text) { environment in
        let what = problem(environment)?.what
        #expect(what?.contains("config.yaml:2") == true && what?.contains("keys.") == true, "\(what ?? "")")
      }
    }
  }

  @Test("a broken list of targets is a problem of its own, and is not overwritten")
  func brokenTargets() async throws {
    try await withFiles { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try "{".write(toFile: folder.targets.string, atomically: false, encoding: .utf8)
      #expect(problem(environment)?.what.contains("targets.json") == true)
      #expect(contents(of: folder.targets.string) == "{")
    }
  }

  @Test("a new target is named after its host, or local for this machine, with a number where that is taken")
  func names() throws {
    func name(_ address: String, _ taken: [String] = []) throws -> String {
      var list = TargetList()
      for name in taken { try list.set(TargetEntry(name: name, address: "https://taken.example")) }
      return try RunConfiguration.name(
        for: ResolvedTarget(
          entry: TargetEntry(name: "", address: address), isStored: false, isExplicit: true), in: list)
    }
    #expect(try name("http://127.0.0.1:23373") == "local")
    #expect(try name("http://localhost:23373", ["local"]) == "local2")
    #expect(try name("https://beeper.example/api", ["local"]) == "beeper.example")
    #expect(try name("https://beeper.example", ["beeper.example", "beeper.example2"]) == "beeper.example3")
    #expect(try name("https://[2001:db8::1]") == "server")
    let long = try name("https://\(String(repeating: "a", count: 60)).example")
    #expect(TargetEntry.isName(long) && long.count == 28)
    #expect(throws: Problem.self) { try name("nonsense") }
  }

  @Test("BEEPER_ACCESS_TOKEN comes before the stored token; a malformed one is reported without its text")
  func token() async throws {
    try await withFiles { environment in
      let folder = try #require(ConfigurationFolder(environment))
      let target = ResolvedTarget(
        entry: TargetEntry(name: "home", address: "https://beeper.example"), isStored: true, isExplicit: true)
      func token(_ variable: String?, _ target: ResolvedTarget) async throws -> String? {
        try await RunConfiguration.token(
          for: target, folder, variable.map { ["BEEPER_ACCESS_TOKEN": $0] } ?? [:])?.reveal()
      }
      #expect(try await token(nil, target) == nil)
      try await Vault(folder).keep(#require(AccessToken("stored")), of: target.entry, inSecretService: false)
      #expect(try await token(nil, target) == "stored")
      #expect(try await token("", target) == "stored")
      #expect(try await token("given", target) == "given")
      let unstored = ResolvedTarget(entry: target.entry, isStored: false, isExplicit: true)
      #expect(try await token(nil, unstored) == nil)
      let problem = await #expect(throws: Problem.self) { try await token("hunter2 x", target) }
      #expect(problem?.description.contains("BEEPER_ACCESS_TOKEN") == true)
      #expect(problem?.description.contains("hunter2") == false)
    }
  }

  private func given(
    _ target: ResolvedTarget, base: String? = nil
  ) throws -> String? {
    var environment = ["BEEPER_ACCESS_TOKEN": "given"]
    environment["BEEPER_DESKTOP_BASE_URL"] = base
    return try RunConfiguration.givenToken(for: target, environment)?.reveal()
  }

  @Test("review A5: a token of the environment is for the server it was given for, and for no other")
  func givenToken() async throws {
    let entry = TargetEntry(name: "work", address: "https://work.example")
    let target = ResolvedTarget(entry: entry, isStored: true, isExplicit: true)
    #expect(try given(target) == "given", "the server that the user chose")
    #expect(try given(target, base: "https://work.example/") == "given")
    #expect(try given(target, base: "https://work.example/api") == "given", "the same origin")
    for other in ["https://home.example", "http://work.example", "https://work.example:8443", "nonsense"] {
      #expect(try given(target, base: other) == nil, "\(other)")
    }
    var another = target
    another.isSelected = false
    #expect(try given(another) == nil)
    try await withFiles { environment in
      let folder = try #require(ConfigurationFolder(environment))
      var named = target
      named.isNamed = true
      try await Vault(folder).keep(#require(AccessToken("stored")), of: entry)
      let variables = ["BEEPER_ACCESS_TOKEN": "given"]
      let token = try await RunConfiguration.token(for: named, folder, variables)
      #expect(token?.reveal() == "stored", "--target names a server that has a token of its own")
      let base = variables.merging(["BEEPER_DESKTOP_BASE_URL": "https://work.example"]) { $1 }
      #expect(try await RunConfiguration.token(for: named, folder, base)?.reveal() == "given")
    }
  }

  @Test("faults M8: a token of the environment is not for a server that was merely found")
  func foundServer() async throws {
    let entry = TargetEntry(name: "x", address: ServerAddress.defaultText)
    var target = ResolvedTarget(entry: entry, isStored: false, isExplicit: false)
    #expect(try given(target) == "given", "the default address")
    let other = try ServerAddress("http://127.0.0.1:23377")
    await target.findServer { @Sendable in [other] }
    #expect(target.entry.address == other.description)
    #expect(try given(target) == nil)
  }
}
