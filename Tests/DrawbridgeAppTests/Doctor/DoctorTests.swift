import BridgeModel
import Foundation
import HTTPTypes
import Hummingbird
import Settings
import StubServer
import SystemPackage
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("The doctor's checks", .timeLimit(.minutes(1)))
@MainActor
struct DoctorTests {
  private nonisolated static let info =
    #"{"app": {"name": "Beeper", "version": "4.3", "bundle_id": "x"}, "platform": {"os": "linux", "arch": "x64"}, "server": {"status": "running", "base_url": "x", "hostname": "x", "port": 1, "remote_access": false, "mcp_enabled": false}, "endpoints": {}}"#
  private static let healthy = [
    "/v1/info": info, "/oauth/introspect": #"{"active":true,"scope":"read write"}"#,
    "/v1/app/setup": json(AppSetup(state: .ready, e2ee: .init(allDone: true))),
    "/v1/bridges/wa/login-flows": #"{"items":[]}"#, "/v1/bridges/wa/logins": #"{"items":[]}"#,
    "/v1/bridges": bridges(.connected),
  ]

  private static func json(_ value: some Encodable) -> String {
    (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// A list of one bridge with an account in that status.
  private static func bridges(_ status: Account.Status) -> String {
    json(["items": [Sample.bridge("wa", [Sample.account("1", status)])]])
  }

  /// The findings from "settings" on for a server with these answers; routes without one are 404.
  private func findings(
    _ changes: [String: String?] = [:], token: String? = "swordfish"
  ) async throws -> [Finding] {
    var routes = Self.healthy
    for (route, answer) in changes { routes[route] = answer }
    return try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      return try await StubServer.run({ [routes] exchange in
        guard let body = routes[exchange.path] else { return .json(#"{"message":"no"}"#, status: .notFound) }
        return body == "fail" ? .json(#"{"message":"no"}"#, status: .badGateway) : .json(body)
      }) { server, address in
        let entry = TargetEntry(name: "home", address: "\(address)")
        try TargetFile(folder).change { (list) throws(Problem) in try list.set(entry) }
        if let token {
          try await Vault(folder).keep(#require(AccessToken(token)), of: entry, inSecretService: false)
        }
        let all = await Doctor(environment: environment, options: ConnectionOptions(), target: nil).examine()
        #expect(!"\(all)".contains("Alice") && !"\(all)".contains("swordfish"))
        return Array(all.drop { $0.check != "settings" })
      }
    }
  }

  private func finding(_ check: String, in findings: [Finding]) throws -> Finding {
    try #require(findings.first { $0.check == check })
  }

  /// What the check of the token finds with these answers.
  private func token(_ changes: [String: String?]) async throws -> Finding {
    try finding("token", in: try await findings(changes))
  }

  private func verdicts(_ findings: [Finding]) -> [String] { findings.map { "\($0.check) \($0.verdict)" } }

  @Test("on a healthy server, every check says what it found")
  func well() async throws {
    let found = try await findings()
    #expect(
      verdicts(found)
        == ["settings ok", "address ok", "server ok", "token ok", "setup ok", "bridges ok", "accounts ok"])
    #expect(found.map(\.detail).contains("Beeper 4.3") && found.allSatisfy { $0.advice == nil })
    #expect(try finding("token", in: found).detail == "valid, scopes: read write")
    #expect(try finding("settings", in: found).detail == "1 target")
  }

  @Test("a missing, invalid or read-only token, each with its remedy")
  func tokens() async throws {
    let missing = try await findings(token: nil)
    let none = try finding("token", in: missing)
    #expect(none.verdict == .failed && none.advice == "drawbridge login home")
    #expect(verdicts(missing).suffix(3) == ["setup skipped", "bridges skipped", "accounts skipped"])
    let refused = try await token(["/oauth/introspect": #"{"active":false}"#])
    #expect(refused.verdict == .failed && refused.detail == "not valid on this server")
    let reading = try await token(["/oauth/introspect": #"{"active":true,"scope":"read"}"#])
    #expect(reading.verdict == .note && reading.detail.contains("(read-only)"))
    let silent = try await findings(["/oauth/introspect": nil])
    #expect(try finding("token", in: silent).verdict == .note)
    #expect(try finding("accounts", in: silent).verdict == .ok)
  }

  @Test("a server that fails, or something that is not a Beeper server, skips what depends on it")
  func server() async throws {
    for answer in ["fail", "[]"] {
      let found = try await findings(["/v1/info": answer])
      let server = try finding("server", in: found)
      #expect(server.verdict == .failed && server.advice != nil)
      #expect(found.dropFirst(3).allSatisfy { $0.verdict == .skipped })
    }
  }

  @Test("a setup that is not finished fails; a server without that route is only noted")
  func setup() async throws {
    let unfinished = try await findings([
      "/v1/app/setup": Self.json(AppSetup(state: .needsVerification, e2ee: .init(allDone: false)))
    ])
    #expect(
      unfinished.contains(
        Finding("setup", .failed, "needs-verification", advice: "Finish the setup in Beeper.")))
    let early = try await findings(["/v1/app/setup": nil])
    #expect(try finding("setup", in: early).verdict == .note)
    #expect(try finding("bridges", in: early).verdict == .ok)
    let failed = try await findings(["/v1/app/setup": "fail"])
    let setup = try finding("setup", in: failed)
    #expect(setup.verdict == .failed && setup.detail.contains("status 502"))
  }

  @Test("a bridge that is listed but does not answer is found, by its id and route")
  func bridges() async throws {
    for route in ["login-flows", "logins"] {
      let found = try await findings(["/v1/bridges/wa/\(route)": "fail"])
      let bridge = try finding("bridge wa", in: found)
      #expect(bridge.verdict == .failed && bridge.advice != nil)
      #expect(bridge.detail.contains("/v1/bridges/wa/\(route)"))
      #expect(try finding("accounts", in: found).verdict == .ok)
    }
    let unlisted = try await findings(["/v1/bridges": "fail"])
    #expect(verdicts(unlisted).suffix(2) == ["bridges failed", "accounts skipped"])
  }

  @Test("an account that needs attention fails, with the key that helps; an odd status is noted")
  func accounts() async throws {
    let broken = try await findings(["/v1/bridges": Self.bridges(.reconnectRequired)])
    let account = try finding("account wa", in: broken)
    #expect(account.verdict == .failed && account.advice == "Open the dashboard and press r on it.")
    let odd = try await findings(["/v1/bridges": Self.bridges(.init(rawValue: "half_asleep"))])
    #expect(odd.contains(Finding("account wa", .note, "half_asleep")))
  }

  @Test("broken settings and addresses skip everything that needs a server")
  func settings() async throws {
    try await withHome { environment in
      func examine(_ options: ConnectionOptions, _ target: String? = nil) async -> [Finding] {
        let all = await Doctor(environment: environment, options: options, target: target).examine()
        return Array(all.drop { $0.check != "settings" })
      }
      let unknown = await examine(ConnectionOptions(), "nowhere")
      let settings = try finding("settings", in: unknown)
      #expect(settings.verdict == .failed && settings.detail.contains("nowhere"))
      #expect(unknown.dropFirst().allSatisfy { $0.verdict == .skipped } && unknown.count == 7)
      let address = await examine(ConnectionOptions(address: "nonsense"))
      #expect(verdicts(address).prefix(2) == ["settings ok", "address failed"] && address.count == 7)
      let file = await examine(ConnectionOptions(address: "https://beeper.example", ca: "/etc/passwd"))
      let server = try finding("server", in: file)
      #expect(server.verdict == .failed && server.detail.contains("/etc/passwd"))
      let insecure = await examine(
        ConnectionOptions(address: "http://beeper.example", ca: "/etc/passwd", insecure: true))
      let plain = try finding("address", in: insecure)
      #expect(plain.verdict == .note && plain.detail.contains("unencrypted"))
    }
  }

  @Test("with BEEPER_ACCESS_TOKEN, the advice is about the variable, which comes before what is stored")
  func variable() async throws {
    let found = try await withHome { environment in
      try await StubServer.run({ exchange in
        exchange.path == "/v1/info" ? .json(Self.info) : .json(#"{"active":false}"#)
      }) { _, address in
        let variables = environment.merging(["BEEPER_ACCESS_TOKEN": "hunter2"]) { $1 }
        return await Doctor(
          environment: variables, options: ConnectionOptions(address: "\(address)"), target: nil
        ).examine()
      }
    }
    let token = try #require(found.first { $0.check == "token" })
    #expect(token.advice?.contains("unset BEEPER_ACCESS_TOKEN") == true && !"\(found)".contains("hunter2"))
  }
}
