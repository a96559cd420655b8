import BridgeModel
import BridgeStore
import Foundation
import ServerTransport
import Settings
import Synchronization
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("Targets and tokens of a run", .timeLimit(.minutes(1)))
@MainActor
struct ConnectorTests {
  private func target(_ name: String, readOnly: Bool? = nil) -> ResolvedTarget {
    ResolvedTarget(
      entry: TargetEntry(name: name, address: "http://127.0.0.1:23373", readOnly: readOnly), isStored: true,
      isExplicit: true)
  }

  @Test("a token that may only read makes the connection read-only")
  func readOnly() async throws {
    try await withHome { environment in
      let token = try #require(AccessToken("t"))
      for (permission, expected) in [
        (Preflight.Permission.writing, false), (.reading, true), (.unknown, false), (.refused, false),
      ] {
        let connector = Connector(
          [target("home")], tokens: [TargetID("home"): token], environment,
          backend: .fake(permission) { _, isReadOnly in
            #expect(isReadOnly == expected)
            return FakeService()
          })
        _ = await connector.connect(to: TargetID("home"))
        #expect(connector[TargetID("home")]?.generation == 1)
      }
    }
  }

  @Test("connecting again with the same token keeps the connection; another token makes another")
  func generations() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      let (id, entry) = (TargetID("home"), target("home").entry)
      try CredentialFile(folder).set(
        .token(try #require(AccessToken("one"))), of: "home", at: try entry.serverAddress().origin)
      let service = FakeService()
      let connector = Connector(
        [target("home")], tokens: [:], environment, backend: .fake { _, _ in service })
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
        [target("home")], tokens: [:], environment, backend: .fake())
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
        [target("home")], tokens: [:], environment, backend: .fake())
      guard case .unavailable(.misconfigured(let why)) = await connector.connect(to: TargetID("home")) else {
        Issue.record("it was used")
        return
      }
      #expect(why.contains("credentials.json"))
    }
  }

  /// A backend that notes what it is asked, and answers by token.
  private final class Backend: Sendable {
    private let calls = Mutex<[String]>([])
    private let permissions: [String: Preflight.Permission]

    init(_ permissions: [String: Preflight.Permission]) { self.permissions = permissions }

    var all: [String] { calls.withLock { $0 } }

    var backend: Connector.Backend {
      Connector.Backend(
        service: { [self] (address, token, _) throws(Problem) in
          calls.withLock { $0.append("service \(token.reveal()) \(address)") }
          return FakeService()
        },
        permission: { [self] (token, _, _, timeout) throws(Problem) in
          calls.withLock { $0.append("permission \(token.reveal()) \(Int(timeout))") }
          return permissions[token.reveal()] ?? .unknown
        })
    }
  }

  @Test(
    "a token that the server refuses is replaced by one that was stored meanwhile; the environment's is not")
  func signedInElsewhere() async throws {
    for variable in [nil, "old"] {
      try await withHome { environment in
        let folder = try #require(ConfigurationFolder(environment))
        try CredentialFile(folder).set(
          .token(try #require(AccessToken("new"))), of: "home", at: "http://127.0.0.1:23373")
        let backend = Backend(["old": .refused, "new": .writing])
        let connector = Connector(
          [target("home")], tokens: [TargetID("home"): try #require(AccessToken("old"))],
          environment.merging(variable.map { ["BEEPER_ACCESS_TOKEN": $0] } ?? [:]) { $1 },
          backend: backend.backend)
        let result = await connector.connect(to: TargetID("home"))
        #expect(result == .ready(allowsWriting: variable == nil ? true : nil))
        let used = variable ?? "new"
        #expect(
          backend.all
            == (variable == nil ? ["permission old 20", "permission new 20"] : ["permission old 20"])
            + ["service \(used) http://127.0.0.1:23373"])
      }
    }
  }

  @Test("a refused token without another stays in use: the first call reports the refusal")
  func refused() async throws {
    try await withHome { environment in
      let backend = Backend(["old": .refused])
      let connector = Connector(
        [target("home")], tokens: [TargetID("home"): try #require(AccessToken("old"))], environment,
        backend: backend.backend)
      #expect(try await connector.openConnection(to: TargetID("home"), within: 2) == .refused)
      #expect(backend.all == ["permission old 2", "service old http://127.0.0.1:23373"])
    }
  }

  @Test("attempts at one server run one after another, and share a connection if the token is the same")
  func order() async throws {
    try await withHome { environment in
      let id = TargetID("home")
      let backend = Backend([:])
      let connector = Connector(
        [target("home")], tokens: [id: try #require(AccessToken("one"))], environment,
        backend: backend.backend)
      async let first = connector.connect(to: id)
      async let second = connector.connect(to: id)
      #expect(await [first, second] == [.ready(allowsWriting: nil), .ready(allowsWriting: nil)])
      #expect(
        backend.all == ["permission one 20", "service one http://127.0.0.1:23373", "permission one 20"])
      #expect(connector[id]?.generation == 1)
    }
  }

  @Test("a token from a sign-in is used at once, and the client before it is closed only at the end")
  func use() async throws {
    try await withHome { environment in
      let id = TargetID("home")
      let (old, new) = (FakeService(), FakeService())
      let connector = Connector(
        [target("home")], tokens: [id: try #require(AccessToken("old"))], environment,
        backend: .fake { token, _ in token.reveal() == "old" ? old : new })
      _ = await connector.connect(to: id)
      let stored = SignIn.StoredToken(
        token: try #require(AccessToken("new")), allowsWriting: false, confirmation: "", replaced: nil)
      #expect(connector.use(stored, of: id) == .ready(allowsWriting: false))
      #expect(connector[id]?.generation == 2 && old.calls.isEmpty && new.calls.isEmpty)
      #expect(connector.use(stored, of: TargetID("nowhere")) == .unavailable(.noToken))
      await connector.shutdown()
      #expect(old.calls == ["shutdown"] && new.calls == ["shutdown"])
    }
  }

  @Test("a server with a bad address or certificate file is misconfigured, and says why on one line")
  func misconfigured() async throws {
    try await withHome { environment in
      let id = TargetID("home")
      let token = try #require(AccessToken("t"))
      let entries = [
        TargetEntry(name: "home", address: "http://elsewhere.example"),
        TargetEntry(name: "home", address: "https://beeper.example", ca: "/etc/passwd"),
      ]
      for entry in entries {
        let connector = Connector(
          [ResolvedTarget(entry: entry, isStored: true, isExplicit: true)], tokens: [id: token], environment)
        guard case .unavailable(.misconfigured(let why)) = await connector.connect(to: id) else {
          Issue.record("\(entry)")
          continue
        }
        #expect(!why.contains("\n") && why.contains(entry.ca ?? "http://elsewhere.example"))
        #expect(connector[id] == nil)
        await connector.shutdown()
      }
    }
  }

  @Test("signing in to a server of this run only gives it a name; a stored one keeps its own")
  func signIn() async throws {
    try await withHome { environment in
      let stranger = ResolvedTarget(
        entry: TargetEntry(name: "https://b.example", address: "https://b.example"), isStored: false,
        isExplicit: true)
      let connector = Connector([target("home"), stranger], tokens: [:], environment)
      let names = try [TargetID("home"), stranger.id].map { try connector.signIn(to: $0).entry.name }
      #expect(names == ["home", "b.example"])
      let problem = #expect(throws: Problem.self) { try connector.signIn(to: TargetID("nowhere")) }
      #expect(problem?.what.contains("nowhere") == true)
    }
  }

  @Test("review A4: signing in stores no option of the run, and asks for the scopes of the stored target")
  func optionsOfTheRun() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      let stored = TargetEntry(name: "home", address: "https://home.example")
      try TargetFile(folder).change { (list) throws(Problem) in try list.set(stored) }
      let files = try RunConfiguration.Files(environment)
      let options = ConnectionOptions(ca: "/x.pem", insecure: true, readOnly: true)
      let target = try options.target("home", in: files, environment)
      #expect(target.entry.readOnly == true && target.entry.ca == "/x.pem")
      let signIn = try Connector([target], environment).signIn(to: target.id)
      #expect(signIn.entry == stored && signIn.target.entry.readOnly == true)
      // Another address in this run makes another target, and leaves the stored one and its token alone.
      var elsewhere = options
      elsewhere.address = "https://other.example"
      let other = try elsewhere.target("home", in: files, environment)
      let entry = try Connector([other], environment).signIn(to: other.id).entry
      #expect(entry == TargetEntry(name: "other.example", address: "https://other.example"))
    }
  }

  @Test(
    "review A6: a server whose token is in the Secret Service is not asked for before the screen is there")
  func keyring() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      let home = target("home")
      let origin = try home.entry.origin()
      #expect(try !Connector([home], environment).needsKeyring(for: home.id))
      try CredentialFile(folder).set(.secretService, of: "home", at: origin)
      #expect(try Connector([home], environment).needsKeyring(for: home.id))
      let variables = environment.merging(["BEEPER_ACCESS_TOKEN": "given"]) { $1 }
      #expect(try !Connector([home], variables).needsKeyring(for: home.id))
    }
  }
}
