import BridgeModel
import BridgeStore
import ServerTransport
import Settings
import Testing

@testable import DrawbridgeApp

@Suite("A target of this run", .timeLimit(.minutes(1)))
struct ResolvedTargetTests {
  private func target(_ entry: TargetEntry, isStored: Bool = true) -> ResolvedTarget {
    ResolvedTarget(entry: entry, isStored: isStored, isExplicit: true)
  }

  @Test("the dashboard shows host and port, and whether it is read-only or unencrypted")
  func shown() {
    #expect(
      target(TargetEntry(name: "a", address: "https://beeper.example/api")).shown(isDemo: false)
        == Target(id: TargetID("a"), address: "beeper.example:443"))
    let odd = TargetEntry(name: "b", address: "http://b.example", insecure: true, readOnly: true)
    #expect(
      target(odd).shown(isDemo: true, hasConnection: true, allowsWriting: false)
        == Target(
          id: TargetID("b"), address: "b.example:80", isDemo: true, isReadOnly: true, isInsecure: true,
          allowsWriting: false, hasConnection: true))
    #expect(target(TargetEntry(name: "c", address: "nonsense")).shown(isDemo: false).address == "nonsense")
  }

  @Test("an invalid address names the target where it is a stored one")
  func address() {
    let entry = TargetEntry(name: "home", address: "http://b.example")
    for isStored in [true, false] {
      let problem = #expect(throws: Problem.self) { try target(entry, isStored: isStored).address() }
      #expect(problem?.what.contains("home") == isStored)
    }
  }

  @Test("access has the target's certificates, its read-only mode, the timeout and the environment's proxies")
  func access() throws {
    var read = target(TargetEntry(name: "a", address: "https://a.example", ca: "/x.pem", readOnly: true))
    read.timeout = 7
    let access = read.access([:])
    #expect(access.certificates == "/x.pem" && access.isReadOnly && access.timeout == 7)
    #expect(!target(TargetEntry(name: "a", address: "https://a.example")).access([:]).isReadOnly)
    let proxied = target(TargetEntry(name: "a", address: "https://a.example"))
    let problem = #expect(throws: Problem.self) {
      try proxied.authorizationClient(["https_proxy": "socks5://hunter2@x"])
    }
    #expect(
      problem?.what.contains("https_proxy") == true && problem?.description.contains("hunter2") == false)
  }

  @Test("a server that the user chose is never replaced by another on this machine")
  func explicit() async throws {
    let address = try ServerAddress("http://127.0.0.1:23380")
    var chosen = target(TargetEntry(name: "a", address: "https://a.example"))
    await chosen.findServer {
      Issue.record("it searched")
      return [address]
    }
    #expect(chosen.entry.address == "https://a.example")
    var unchosen = ResolvedTarget(
      entry: TargetEntry(name: "a", address: ServerAddress.defaultText), isStored: false, isExplicit: false)
    await unchosen.findServer { [] }
    #expect(unchosen.entry.address == ServerAddress.defaultText)
    await unchosen.findServer { [address] }
    #expect(unchosen.entry.address == "http://127.0.0.1:23380")
  }
}
