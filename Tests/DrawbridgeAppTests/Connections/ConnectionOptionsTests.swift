import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The options of a connection", .timeLimit(.minutes(1)))
@MainActor
struct ConnectionOptionsTests {
  @Test("a file without certificates is reported with its path")
  func certificates() {
    let problem = #expect(throws: Problem.self) {
      try ConnectionOptions(ca: "/etc/passwd").checkCertificates()
    }
    #expect(problem?.what.contains("/etc/passwd") == true && problem?.next.isEmpty == false)
    #expect(throws: Never.self) { try ConnectionOptions().checkCertificates() }
  }

  @Test("options come before the environment, and that before the default target")
  func precedence() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try TargetFile(folder).change { (list) throws(Problem) in
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
      #expect(throws: Problem.self) {
        try ConnectionOptions().target("nowhere", in: files, environment)
      }
    }
  }

  @Test(
    "an address selects the target that has it, in any spelling; otherwise it is used for this run only")
  func addresses() async throws {
    try await withHome { environment in
      let folder = try #require(ConfigurationFolder(environment))
      try TargetFile(folder).change { (list) throws(Problem) in
        try list.set(TargetEntry(name: "home", address: "https://beeper.example/"))
      }
      let files = try RunConfiguration.Files(environment)
      let known = try ConnectionOptions(address: "https://beeper.example:443").target(
        nil, in: files, environment)
      #expect(known.entry.name == "home" && known.isStored && known.isExplicit)
      let other = try ConnectionOptions(address: "https://other.example").target(nil, in: files, environment)
      #expect(other.entry == TargetEntry(name: "https://other.example", address: "https://other.example:443"))
      #expect(!other.isStored && other.isExplicit)
      let broken = try ConnectionOptions(address: "nonsense").target(nil, in: files, environment)
      #expect(throws: Problem.self) { try broken.address() }
    }
  }

  @Test(
    "without targets, options and variables, the server is the default address, and others may be searched for"
  )
  func nothingGiven() async throws {
    try await withHome { environment in
      let files = try RunConfiguration.Files(environment)
      let empty = environment.merging(["BEEPER_DESKTOP_BASE_URL": ""]) { $1 }
      let target = try ConnectionOptions().target(nil, in: files, empty)
      #expect(target.entry.address == ServerAddress.defaultText && !target.isStored && !target.isExplicit)
      #expect(target.timeout == UserSettings().timeout)
    }
  }

  @Test("options change a target for this run, off as well as on; options not given change nothing")
  func apply() {
    let entry = TargetEntry(name: "a", address: "http://x", insecure: true, ca: "/a.pem", readOnly: true)
    func changed(_ options: ConnectionOptions) -> TargetEntry {
      var entry = entry
      options.apply(to: &entry)
      return entry
    }
    #expect(changed(ConnectionOptions()) == entry)
    #expect(changed(ConnectionOptions(insecure: false)).insecure == nil)
    #expect(changed(ConnectionOptions(readOnly: false)).readOnly == nil)
    #expect(changed(ConnectionOptions(readOnly: true)) == entry)
    #expect(changed(ConnectionOptions(ca: "/b.pem")).ca == "/b.pem")
  }
}
