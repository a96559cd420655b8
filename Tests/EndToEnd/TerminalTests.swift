import Foundation
import TerminalHarness
import Testing

@Suite("The terminal is restored", .timeLimit(.minutes(5)))
struct TerminalTests {
  private func pid(_ terminal: Tmux, of program: String) async throws -> String {
    let shell = try await terminal.value("pane_pid")
    let children = try await blocking { try run(["pgrep", "-P", shell, "-x", program]) }
    return String(decoding: children, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test("after q, with status 0")
  func quit() async throws {
    let terminal = try await Tmux.running("drawbridge demo; echo status-$?", "NEEDS YOU")
    try await terminal.press("q")
    try await terminal.wait(for: "status-0\n")
    try await terminal.expectRestored()
  }

  @Test("after a signal, with its status", arguments: [("TERM", 143), ("HUP", 129), ("INT", 130)])
  func signals(name: String, status: Int) async throws {
    let terminal = try await Tmux.running("drawbridge demo; echo status-$?", "NEEDS YOU")
    let pid = try await pid(terminal, of: "drawbridge")
    try await blocking { try run(["kill", "-\(name)", pid]) }
    try await terminal.wait(for: "status-\(status)\n")
    try await terminal.expectRestored()
  }

  @Test(
    "after a crash, which still ends the program",
    arguments: [("ILL", 132), ("SEGV", 139), ("ABRT", 134), ("TRAP", 133)])
  func crash(name: String, status: Int) async throws {
    let terminal = try await Tmux.running(
      "SWIFT_BACKTRACE=enable=no drawbridge demo; echo status-$?", "NEEDS YOU")
    let pid = try await pid(terminal, of: "drawbridge")
    try await blocking { try run(["kill", "-\(name)", pid]) }
    try await terminal.wait(for: "status-\(status)\n")
    try await terminal.expectRestored()
  }

  @Test("while suspended, and taken over again after fg")
  func suspend() async throws {
    let terminal = try await Tmux.running("drawbridge demo", "NEEDS YOU")
    try await terminal.press("C-z")
    try await terminal.wait(for: "Stopped")
    try await terminal.expectRestored()
    try await terminal.resize(columns: 100, rows: 30)
    try await terminal.command("fg")
    try await terminal.wait(for: "NEEDS YOU")
    try await terminal.wait("the screen is not as wide as the terminal") { screen in
      screen.split(separator: "\n").contains { $0.count == 100 && $0.last == "╮" }
    }
    #expect(try await terminal.value("alternate_on") == "1")
    try await terminal.press("q")
    try await terminal.wait(for: "ready-for-more")
  }

  @Test("a click selects and the wheel moves; with the setting off, the terminal keeps the mouse")
  func mouse() async throws {
    let terminal = try await Tmux.running("drawbridge demo", "NEEDS YOU")
    #expect(try await terminal.value("mouse_any_flag") == "1")
    let screen = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(screen.firstIndex { $0.contains("Bluesky") }) + 1
    try await terminal.type("\u{1B}[<0;6;\(row)M\u{1B}[<0;6;\(row)m")
    try await terminal.wait(for: "╭─ Bluesky ─")
    try await terminal.type("\u{1B}[<64;6;\(row)M")
    try await terminal.wait(untilGone: "╭─ Bluesky ─")
    try await terminal.type("\u{1B}[<65;6;\(row)M")
    try await terminal.wait(for: "╭─ Bluesky ─")
    let footer = try #require(try await terminal.screen().split(separator: "\n").last)
    let place = try #require(footer.firstRange(of: "q Quit")).lowerBound
    let column = footer.distance(from: footer.startIndex, to: place) + 1
    try await terminal.type("\u{1B}[<0;\(column);36M")
    try await terminal.wait(for: "ready-for-more")
    try await terminal.expectRestored()
    try await terminal.command("clear; DRAWBRIDGE_MOUSE=off drawbridge demo")
    try await terminal.wait(for: "NEEDS YOU")
    #expect(try await terminal.value("mouse_any_flag") == "0")
  }
}
