import BridgeModel
import BridgeStore
import Foundation
import Logging
import ServerTransport
import Settings
import SystemPackage
import TestSupport
import Testing

@testable import DrawbridgeApp

/// Runs a body with an environment whose home is a temporary folder.
@MainActor
func withHome<Value>(_ body: @MainActor ([String: String]) async throws -> Value) async throws -> Value {
  let home = FileManager.default.temporaryDirectory.appendingPathComponent("drawbridge-\(UUID().uuidString)")
    .path
  try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: home) }
  return try await body(["HOME": home, "PATH": "/nowhere"])
}

@Suite("What is kept between runs")
@MainActor
struct StorageTests {
  private let session = SavedSession(
    target: "home", bridgeID: "wa", sessionID: "s1", network: "WhatsApp", began: 1_000)

  @Test("a run that crashed leaves its sessions to the next; one that closes leaves what it is told")
  func sessions() async throws {
    try await withHome { environment in
      let inbox = Inbox()
      var crashed: StorageRunner? = StorageRunner(environment, send: inbox.receive)
      crashed?.perform(.saveSessions([session]))
      crashed?.perform(.rememberFlow(TargetID("home"), login: "l1", flow: "qr"))
      let other = StorageRunner(environment, send: inbox.receive)
      await crashed?.close(saving: [session])
      crashed = nil
      let found = await other.recall(of: ["home"], now: Timestamp(seconds: 1_010))
      #expect(found == SavedState(sessions: [session], flows: ["home": ["l1": "qr"]], canSave: true))
      await other.close(saving: [])
      let third = StorageRunner(environment, send: inbox.receive)
      #expect(await third.recall(of: ["home"], now: Timestamp(seconds: 1_010)).sessions.isEmpty)
      #expect(inbox.actions.isEmpty)
    }
  }

  @Test("sessions of other servers, and those of yesterday, are left alone")
  func others() async throws {
    try await withHome { environment in
      let inbox = Inbox()
      let run = StorageRunner(environment, send: inbox.receive)
      run.perform(.saveSessions([session]))
      await run.close(saving: [session])
      let stranger = StorageRunner(environment, send: inbox.receive)
      #expect(await stranger.recall(of: ["work"], now: Timestamp(seconds: 1_010)).sessions.isEmpty)
      #expect(await stranger.recall(of: ["home"], now: Timestamp(seconds: 100_000)).sessions.isEmpty)
    }
  }

  @Test("what cannot be written is reported with its path, and nothing else happens")
  func unwritable() async throws {
    try await withHome { environment in
      let inbox = Inbox()
      let state = (environment["HOME"] ?? "") + "/.local/state"
      try FileManager.default.createDirectory(
        atPath: (environment["HOME"] ?? "") + "/.local", withIntermediateDirectories: true)
      #expect(FileManager.default.createFile(atPath: state, contents: Data()))
      let run = StorageRunner(environment, send: inbox.receive)
      run.perform(.saveSessions([session]))
      guard case .answered(.ran(.notWritten(let path, _))) = await inbox.first(1)[0] else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(path.hasPrefix(state))
    }
  }

  @Test("the log is cut at its largest size, and the lines before are kept beside it")
  func rotation() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let logger = LogFile.logger(environment)
      let line = Logger.Message(stringLiteral: String(repeating: "x", count: 1_000))
      for _ in 0..<1_200 { logger.info(line) }
      let now = try String(contentsOfFile: state.log.string, encoding: .utf8)
      let before = try String(contentsOfFile: state.log.string + ".1", encoding: .utf8)
      #expect(now.utf8.count < 1 << 20 && before.utf8.count < (1 << 20) + 2_000)
      #expect(now.split(separator: "\n").count + before.split(separator: "\n").count == 1_200)
      let rights = try FileManager.default.attributesOfItem(atPath: state.log.string)[.posixPermissions]
      #expect(rights as? Int == 0o600)
    }
  }
}

@Suite("Targets and tokens of a run")
@MainActor
struct ConnectorTests {
  private func choice(_ name: String, readOnly: Bool? = nil) -> ResolvedTarget {
    ResolvedTarget(
      entry: TargetEntry(name: name, address: "http://127.0.0.1:23373", readOnly: readOnly), isStored: true,
      isExplicit: true)
  }

  private func backend(
    _ services: @escaping @Sendable (AccessToken, Bool) -> FakeService,
    _ permission: Preflight.Permission
  ) -> Connector.Backend {
    Connector.Backend(
      service: { (_, token, access) throws(Problem) in services(token, access.isReadOnly) },
      permission: { (_, _, _, _) throws(Problem) in permission })
  }

  @Test("a token that may only read makes the connection read-only")
  func readOnly() async throws {
    try await withHome { environment in
      let token = try #require(AccessToken("t"))
      for (permission, wanted) in [
        (Preflight.Permission.writing, false), (.reading, true), (.unknown, false), (.refused, false),
      ] {
        let connector = Connector(
          [choice("home")], tokens: [TargetID("home"): token], environment,
          backend: backend(
            { _, isReadOnly in
              #expect(isReadOnly == wanted)
              return FakeService()
            }, permission))
        _ = await connector.connect(to: TargetID("home"))
        #expect(connector[TargetID("home")]?.generation == 1)
      }
    }
  }

  @Test("connecting again with the same token keeps the connection; another token makes another")
  func generations() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      let (id, entry) = (TargetID("home"), choice("home").entry)
      try CredentialFile(folder).set(
        .token(try #require(AccessToken("one"))), of: "home", at: try entry.serverAddress().origin)
      let service = FakeService()
      let connector = Connector(
        [choice("home")], tokens: [:], environment, backend: backend({ _, _ in service }, .writing))
      #expect(await connector.connect(to: id) == .ready(allowsWriting: true))
      #expect(await connector.connect(to: id) == .ready(allowsWriting: true))
      #expect(connector[id]?.generation == 1)
      try CredentialFile(folder).set(
        .token(try #require(AccessToken("two"))), of: "home", at: try entry.serverAddress().origin)
      _ = await connector.connect(to: id)
      #expect(connector[id]?.generation == 2)
      await connector.shutdown()
      #expect(service.calls == ["shutdown", "shutdown"] && connector[id] == nil)
    }
  }

  @Test("a server without a token, and one that is unknown, are unavailable")
  func unavailable() async throws {
    try await withHome { environment in
      let connector = Connector(
        [choice("home")], tokens: [:], environment, backend: backend({ _, _ in FakeService() }, .writing))
      #expect(await connector.connect(to: TargetID("home")) == .unavailable(.noToken))
      #expect(await connector.connect(to: TargetID("nowhere")) == .unavailable(.noToken))
      #expect(connector[TargetID("home")] == nil)
    }
  }

  @Test("a token file that others can read is no token, and says so")
  func looseFile() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try CredentialFile(folder).set(
        .token(try #require(AccessToken("one"))), of: "home", at: "http://127.0.0.1:23373")
      #expect(chmod(folder.credentials.string, 0o644) == 0)
      let connector = Connector(
        [choice("home")], tokens: [:], environment, backend: backend({ _, _ in FakeService() }, .writing))
      guard case .unavailable(.misconfigured(let why)) = await connector.connect(to: TargetID("home")) else {
        Issue.record("it was used")
        return
      }
      #expect(why.contains("credentials.json"))
    }
  }
}

@Suite("Which server a run means")
struct TargetChoiceTests {
  @Test("options come before the environment, that before the default target, that before what is found")
  @MainActor
  func precedence() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try TargetFile(folder).change { (list) throws(SettingsProblem) in
        try list.set(TargetEntry(name: "home", address: "http://127.0.0.1:1"))
        try list.set(TargetEntry(name: "work", address: "http://127.0.0.1:2", readOnly: true))
      }
      let files = try RunConfiguration.Files(environment)
      let variable = environment.merging(["BEEPER_DESKTOP_BASE_URL": "http://127.0.0.1:2"]) { $1 }
      func address(
        _ options: ConnectionOptions, _ name: String? = nil, _ environment: [String: String]
      ) throws -> String { try options.target(name, in: files, environment).entry.address }
      #expect(try address(.init(), nil, environment) == "http://127.0.0.1:1")
      #expect(try address(.init(), nil, variable) == "http://127.0.0.1:2")
      #expect(try address(.init(address: "http://127.0.0.1:3"), nil, variable) == "http://127.0.0.1:3")
      #expect(try address(.init(), "work", variable) == "http://127.0.0.1:2")
      #expect(try address(.init(), "home", variable) == "http://127.0.0.1:1")
      let work = try ConnectionOptions().target(nil, in: files, variable)
      #expect(work.entry.name == "work" && work.entry.readOnly == true && work.isStored)
      let writable = try ConnectionOptions(readOnly: false).target("work", in: files, environment)
      #expect(writable.entry.readOnly == nil)
      #expect(throws: SettingsProblem.self) {
        try ConnectionOptions().target("nowhere", in: files, environment)
      }
    }
  }
}
