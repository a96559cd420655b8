import BridgeModel
import DesktopAPI
import Foundation
import TerminalHarness
import Testing

@Suite("Settings in the program", .timeLimit(.minutes(5)))
struct ConfigTests {
  @Test("drawbridge config prints each value with its source, and mistakes with their location")
  func config() async throws {
    let terminal = try await Tmux()
    let folder = terminal.configurationFolder.appendingPathComponent("drawbridge")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("config.yaml")
    try Data("timeout: 30\nlook: ascii\n".utf8).write(to: file)
    try await terminal.command("DRAWBRIDGE_POLL_INTERVAL=60 drawbridge config --timeout 9; echo status-$?")
    let screen = try await terminal.wait(for: "status-0").replacing(#/ +/#, with: " ")
    for expected in [
      "pollInterval 60 DRAWBRIDGE_POLL_INTERVAL", "timeout 9 option", "look ascii \(file.path):2",
      "target - default",
    ] {
      #expect(screen.contains(expected), "\(screen)")
    }
    try Data("timeout: 30\nlok: ascii\n".utf8).write(to: file)
    try await terminal.command("clear; drawbridge demo; echo status-$?")
    let told = try await terminal.wait(for: "status-1").replacing("\n", with: "")
    #expect(told.contains("config.yaml:2: lok: unknown key"), "\(told)")
  }

  @Test("configured keys work and appear in the footer; a conflicting key is rejected")
  func keys() async throws {
    let terminal = try await Tmux()
    let folder = terminal.configurationFolder.appendingPathComponent("drawbridge")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("config.yaml")
    try Data("keys:\n  refresh: x\n".utf8).write(to: file)
    try await terminal.command("drawbridge demo; echo status-$?")
    let told = try await terminal.wait(for: "status-1").replacing("\n", with: "")
    #expect(told.contains("config.yaml:2: keys.refresh: `x` is taken by remove (list: "), "\(told)")
    try Data("keys:\n  refresh: x\n  remove: F8\n  quit: Z\n".utf8).write(to: file)
    try await terminal.command("clear; drawbridge config; drawbridge demo; echo status-$?")
    try await terminal.wait(for: "Z Quit")
    try await terminal.press("q", "F8")
    try await terminal.wait(for: "Remove WhatsApp")
    try await terminal.press("Escape")
    try await terminal.wait(untilGone: "Remove WhatsApp")
    try await terminal.press("Z")
    let screen = try await terminal.wait(for: "status-0").replacing(#/ +/#, with: " ")
    #expect(screen.contains("keys.remove F8 \(file.path):3"), "\(screen)")
  }

  @Test("the look, and the bell when an account starts to need attention")
  func effects() async throws {
    try await withServer { environment, _ in
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge --look ascii --notifications bell --poll-interval 1")
      let screen = try await terminal.wait(for: "NEEDS YOU")
      #expect(screen.contains("+- Accounts") || screen.contains("+= Accounts"), "\(screen)")
      #expect(!screen.contains("╭"))
      let account = try await withClient(environment) {
        try await $0.bridges().flatMap(\.accounts).first { $0.status == .connected }
      }
      let id = try #require(account).accountID
      try await control(environment, "accounts/\(id)", #"{"status": "reconnect_required"}"#)
      try await terminal.wait("the bell never rang") { _ in terminal.output.contains(7) }
    }
  }
}
