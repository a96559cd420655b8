import BridgeModel
import BridgeStore
import Foundation
import Testing

@testable import DrawbridgeApp

@Suite("Storage between runs", .timeLimit(.minutes(1)))
@MainActor
struct StorageRunnerTests {
  private let session = SavedSession(
    target: "home", bridgeID: "wa", sessionID: "s1", network: "WhatsApp", began: 1_000)

  @Test("a run that closes leaves the given sessions to the next, and nothing before that")
  func sessions() async throws {
    try await withHome { environment in
      let inbox = Inbox()
      let first = StorageRunner(environment, send: inbox.receive)
      first.perform(.saveSessions([session]))
      first.perform(.rememberFlow(TargetID("home"), login: "l1", flow: "qr"))
      let other = StorageRunner(environment, send: inbox.receive)
      #expect(await other.recall(of: ["home"], now: Timestamp(seconds: 1_010)).sessions.isEmpty)
      await first.close(saving: [session])
      let found = await other.recall(of: ["home"], now: Timestamp(seconds: 1_010))
      #expect(
        found == SavedState(sessions: [session], rememberedFlows: ["home": ["l1": "qr"]], canSave: true))
      await other.close(saving: [])
      let third = StorageRunner(environment, send: inbox.receive)
      #expect(await third.recall(of: ["home"], now: Timestamp(seconds: 1_010)).sessions.isEmpty)
      #expect(inbox.actions.isEmpty)
    }
  }

  @Test("sessions of other servers are left alone; sessions older than a day are dropped")
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
      guard case .answered(.ran(.notWritten(let path, _))) = try await inbox.first(1)[0] else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(path.hasPrefix(state))
    }
  }
}
