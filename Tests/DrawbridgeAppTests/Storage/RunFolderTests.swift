import BridgeModel
import BridgeStore
import Foundation
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The folder of a run", .timeLimit(.minutes(1)))
@MainActor
struct RunFolderTests {
  private let now = Timestamp(seconds: 2_000)

  private func session(_ id: String, on target: String = "home", began: Double = 1_000) -> SavedSession {
    SavedSession(target: target, bridgeID: "wa", sessionID: id, network: "WhatsApp", began: began)
  }

  private func withState(_ body: @MainActor (StateFolder, _ runs: String) async throws -> Void) async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      try await body(state, state.runs.string)
    }
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  @Test("there is no folder while there is nothing to save")
  func lazy() async throws {
    try await withState { state, runs in
      let folder = RunFolder(state)
      try await folder.save([])
      await folder.removeFiles(of: LoginProcessID(number: 1))
      await folder.close(leaving: [])
      #expect(!FileManager.default.fileExists(atPath: runs))
    }
  }

  @Test("a run that lives keeps its sessions to itself; once it has ended, the next takes them over, once")
  func adoption() async throws {
    try await withState { state, runs in
      let first = RunFolder(state)
      try await first.save([session("a"), session("b")])
      let second = RunFolder(state)
      #expect(await second.adopt(on: ["home"], now: now).isEmpty)
      await first.close(leaving: [session("a"), session("b")])
      #expect(await second.adopt(on: ["home"], now: now).map(\.sessionID) == ["a", "b"])
      // Until the second has saved them, the first's folder is all there is of them: it is locked, not deleted.
      #expect(names(in: runs).count == 1)
      #expect(await RunFolder(state).adopt(on: ["home"], now: now).isEmpty)
      try await second.save([session("a")])
      #expect(names(in: runs).count == 1)
      await second.close(leaving: [session("a")])
      #expect(await RunFolder(state).adopt(on: ["home"], now: now).map(\.sessionID) == ["a"])
    }
  }

  @Test("sessions of servers that this run does not show are left for one that does")
  func otherServers() async throws {
    try await withState { state, runs in
      let first = RunFolder(state)
      try await first.save([session("a", on: "work")])
      await first.close(leaving: [session("a", on: "work")])
      #expect(await RunFolder(state).adopt(on: ["home"], now: now).isEmpty)
      #expect(names(in: runs).count == 1)
      #expect(await RunFolder(state).adopt(on: ["home", "work"], now: now).map(\.sessionID) == ["a"])
    }
  }

  @Test("sessions older than a day are not worth asking about: their folder is deleted")
  func old() async throws {
    try await withState { state, runs in
      let first = RunFolder(state)
      try await first.save([session("a")])
      await first.close(leaving: [session("a")])
      #expect(await RunFolder(state).adopt(on: ["home"], now: Timestamp(seconds: 87_401)).isEmpty)
      #expect(names(in: runs).isEmpty)
    }
  }

  @Test("faults L1: a session from the future is not worth asking about", arguments: [1e19, 1e308, 90_000.0])
  func future(began: Double) async throws {
    try await withState { state, runs in
      let folder = "\(runs)/1-1"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try #"[{"target": "home", "bridgeID": "b", "sessionID": "s", "network": "N", "began": \#(began)}]"#
        .write(toFile: "\(folder)/sessions.json", atomically: false, encoding: .utf8)
      #expect(await RunFolder(state).adopt(on: ["home"], now: now).isEmpty)
    }
  }

  @Test("faults L14: no more than a hundred sessions are taken over, the newest")
  func many() async throws {
    try await withState { state, runs in
      let first = RunFolder(state)
      let sessions = (0..<500).map { number in
        SavedSession(
          target: "home", bridgeID: "b", sessionID: "\(number)", network: "N", began: 500 + Double(number))
      }
      try await first.save(sessions)
      await first.close(leaving: sessions)
      let adopted = await RunFolder(state).adopt(on: ["home"], now: now)
      #expect(adopted.map(\.sessionID) == (400..<500).map(String.init))
    }
  }

  @Test("a folder with a broken list of sessions is deleted; one still being made is left alone")
  func broken() async throws {
    try await withState { state, runs in
      for (name, text) in [("1-1", "nonsense"), ("2-2", "[{}]"), (".3-3", "[]")] {
        try FileManager.default.createDirectory(atPath: "\(runs)/\(name)", withIntermediateDirectories: true)
        try text.write(toFile: "\(runs)/\(name)/sessions.json", atomically: false, encoding: .utf8)
      }
      #expect(await RunFolder(state).adopt(on: ["home"], now: now).isEmpty)
      #expect(names(in: runs) == [".3-3"])
    }
  }

  @Test("a closed folder keeps the given sessions, and no files; nothing is written to it afterwards")
  func closing() async throws {
    try await withState { state, runs in
      let folder = RunFolder(state)
      let file = try await folder.write([1], name: "a.png", of: LoginProcessID(number: 1)).string
      await folder.close(leaving: [session("a")])
      #expect(!FileManager.default.fileExists(atPath: file))
      let name = try #require(names(in: runs).first)
      #expect(names(in: "\(runs)/\(name)") == ["lock", "sessions.json"])
      await #expect(throws: PrivateFile.Problem.self) {
        try await folder.write([1], name: "b.png", of: LoginProcessID(number: 1))
      }
      #expect(names(in: "\(runs)/\(name)") == ["lock", "sessions.json"])
    }
  }

  @Test("a closed folder without sessions is gone")
  func closingEmpty() async throws {
    try await withState { state, runs in
      let folder = RunFolder(state)
      _ = try await folder.write([1], name: "a.png", of: LoginProcessID(number: 1))
      try await folder.save([session("a")])
      await folder.close(leaving: [])
      #expect(names(in: runs).isEmpty)
    }
  }

  @Test("a file's name is made harmless and short, and belongs to one login only")
  func files() async throws {
    try await withState { state, runs in
      let folder = RunFolder(state)
      let (one, eleven) = (LoginProcessID(number: 1), LoginProcessID(number: 11))
      let odd = try await folder.write([1], name: "../é/a b.png", of: one)
      #expect(odd.lastComponent?.string == "login-1-..___a_b.png")
      let long = try await folder.write([2], name: String(repeating: "x", count: 300) + ".png", of: one)
      #expect(
        long.lastComponent?.string.hasSuffix("x.png") == true && (long.lastComponent?.string.count ?? 0) <= 80
      )
      let other = try await folder.write([3], name: "a.png", of: eleven)
      await folder.removeFiles(of: one)
      let name = try #require(names(in: runs).first)
      #expect(names(in: "\(runs)/\(name)") == ["lock", "login-11-a.png"])
      #expect(FileManager.default.contents(atPath: other.string) == Data([3]))
      await folder.close(leaving: [])
    }
  }
}
