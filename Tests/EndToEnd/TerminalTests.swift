import Foundation
import Testing

@Suite("The terminal is restored")
struct TerminalTests {
  /// A terminal with a full-screen program running.
  private func started(_ command: String, _ text: String) async throws -> Tmux {
    let terminal = try await Tmux()
    try await terminal.command(command)
    try await terminal.wait(for: text)
    #expect(try await terminal.value("alternate_on") == "1")
    return terminal
  }

  /// Checks that the terminal is restored once the shell is back.
  private func expectGivenBack(_ terminal: Tmux) async throws {
    #expect(try await terminal.value("alternate_on") == "0")
    #expect(try await terminal.value("cursor_flag") == "1")
    #expect(try await terminal.value("mouse_any_flag") == "0")
    try await terminal.drain()
    let output = String(decoding: terminal.output, as: UTF8.self)
    let on = output.ranges(of: "\u{1B}[?2004h")
    let off = output.ranges(of: "\u{1B}[?2004l")
    #expect(!on.isEmpty && on.count == off.count)
    #expect(try #require(on.last).lowerBound < (try #require(off.last)).lowerBound)
    try await terminal.command(
      "stty -a | tr ' ' '\\n' | grep -cE '^(icanon|echo|isig|icrnl|opost)$' | sed s/^/modes-/")
    try await terminal.wait(for: "modes-5")
  }

  private func pid(_ terminal: Tmux, of program: String) async throws -> String {
    let shell = try await terminal.value("pane_pid")
    let children = try await blocking { try run(["pgrep", "-P", shell, "-x", program]) }
    return String(decoding: children, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test("after q, with status 0")
  func quit() async throws {
    let terminal = try await started("drawbridge demo; echo status-$?", "NEEDS YOU")
    try await terminal.press("q")
    try await terminal.wait(for: "status-0\n")
    try await expectGivenBack(terminal)
  }

  @Test("after a signal, with its status", arguments: [("TERM", 143), ("HUP", 129), ("INT", 130)])
  func signals(name: String, status: Int) async throws {
    let terminal = try await started("drawbridge demo; echo status-$?", "NEEDS YOU")
    let pid = try await pid(terminal, of: "drawbridge")
    try await blocking { try run(["kill", "-\(name)", pid]) }
    try await terminal.wait(for: "status-\(status)\n")
    try await expectGivenBack(terminal)
  }

  @Test(
    "after a crash, which still ends the program",
    arguments: [("ILL", 132), ("SEGV", 139), ("ABRT", 134), ("TRAP", 133)])
  func crash(name: String, status: Int) async throws {
    let terminal = try await started("SWIFT_BACKTRACE=enable=no drawbridge demo; echo status-$?", "NEEDS YOU")
    let pid = try await pid(terminal, of: "drawbridge")
    try await blocking { try run(["kill", "-\(name)", pid]) }
    try await terminal.wait(for: "status-\(status)\n")
    try await expectGivenBack(terminal)
  }

  @Test("after a Swift trap, whose message appears at the shell prompt")
  func trap() async throws {
    let terminal = try await started(
      "SWIFT_BACKTRACE=enable=no TerminalFixture; echo status-$?", "ready 120x36")
    try await terminal.press("t")
    // SIGILL on x86, SIGTRAP on ARM.
    let screen = try await terminal.wait("the trap did not end the program") {
      $0.contains("status-132\n") || $0.contains("status-133\n")
    }
    #expect(screen.contains("Index out of range"))
    try await expectGivenBack(terminal)
  }

  @Test("while suspended, and taken over again after fg")
  func suspend() async throws {
    let terminal = try await started("drawbridge demo", "NEEDS YOU")
    try await terminal.press("C-z")
    try await terminal.wait(for: "Stopped")
    try await expectGivenBack(terminal)
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

  @Test("a resize takes effect at once, down to one cell and back")
  func resize() async throws {
    let terminal = try await started("TerminalFixture", "ready 120x36")
    try await terminal.resize(columns: 80, rows: 24)
    try await terminal.wait(for: "ready 80x24")
    try await terminal.resize(columns: 1, rows: 1)
    try await terminal.resize(columns: 60, rows: 20)
    try await terminal.wait(for: "ready 60x20")
    try await terminal.press("q")
  }

  @Test("a click selects and the wheel moves; with the mouse off, the terminal keeps it")
  func mouse() async throws {
    let terminal = try await started("drawbridge demo", "NEEDS YOU")
    #expect(try await terminal.value("mouse_any_flag") == "1")
    let screen = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(screen.firstIndex { $0.contains("Bluesky") }) + 1
    try await terminal.type("\u{1B}[<0;6;\(row)M\u{1B}[<0;6;\(row)m")
    try await terminal.wait(for: "╭─ Bluesky ─")
    try await terminal.type("\u{1B}[<64;6;\(row)M")
    try await terminal.waitGone("╭─ Bluesky ─")
    try await terminal.type("\u{1B}[<65;6;\(row)M")
    try await terminal.wait(for: "╭─ Bluesky ─")
    let footer = try #require(try await terminal.screen().split(separator: "\n").last)
    let place = try #require(footer.firstRange(of: "q Quit")).lowerBound
    let column = footer.distance(from: footer.startIndex, to: place) + 1
    try await terminal.type("\u{1B}[<0;\(column);36M")
    try await terminal.wait(for: "ready-for-more")
    try await expectGivenBack(terminal)
    try await terminal.command("clear; DRAWBRIDGE_MOUSE=off drawbridge demo")
    try await terminal.wait(for: "NEEDS YOU")
    #expect(try await terminal.value("mouse_any_flag") == "0")
  }

  @Test("keys, pastes and Escape arrive as such")
  func keys() async throws {
    let terminal = try await started("TerminalFixture", "ready 120x36")
    try await terminal.press("a", "é", "Up", "F5", "BTab", "Escape")
    try await terminal.wait(for: "escape")
    try await terminal.paste("q\nx")
    let screen = try await terminal.wait(for: "paste")
    #expect(screen.contains("\nup\n"))
    #expect(screen.contains("function(5)"))
    #expect(screen.contains("backTab"))
    #expect(screen.contains("é"))
  }
}
