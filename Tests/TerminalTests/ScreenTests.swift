import Foundation
import TerminalHarness
import Testing

@Suite("The screen, in a terminal", .timeLimit(.minutes(2)))
struct ScreenTests {
  /// Presses a key, and returns what the program sent because of it, once the screen shows a text.
  private func sent(_ terminal: Tmux, after key: String, until text: String) async throws -> String {
    try await terminal.drain()
    let before = terminal.output.count
    try await terminal.press(key)
    try await terminal.wait(for: text)
    try await terminal.drain()
    return String(decoding: terminal.output.dropFirst(before), as: UTF8.self)
  }

  @Test("painting only what changed leaves the same screen as painting everything", arguments: 1...4)
  func differences(seed: Int) async throws {
    let terminal = try await Tmux.running("TerminalFixture frames \(seed)", "frame 0;", columns: 40, rows: 9)
    for number in 1...25 {
      try await terminal.press("n")
      try await terminal.wait(for: "frame \(number);")
      let changed = StyledScreen(try await terminal.coloredScreen())
      let cursor = try await cursor(terminal)
      try await terminal.drain()
      let before = terminal.output.count
      try await terminal.press("r")
      try await terminal.wait("nothing was painted again") { _ in terminal.output.count > before }
      // A full paint clears the terminal first, and its end has no mark of its own.
      try await terminal.wait("frame \(number) differs from its full paint") {
        StyledScreen(try await terminal.coloredScreen()) == changed ? true : nil
      }
      #expect(try await self.cursor(terminal) == cursor)
    }
    let shown = try await terminal.screen()
    try await terminal.press("q")
    try await terminal.wait(for: "ready-for-more")
    let printed = try await terminal.screen()
    // The prompt has pushed the first line out.
    let rows = { (screen: String) in screen.split(separator: "\n", omittingEmptySubsequences: false) }
    #expect(rows(printed).prefix(8) == rows(shown)[1...8])
  }

  private func cursor(_ terminal: Tmux) async throws -> [String] {
    var values: [String] = []
    for name in ["cursor_x", "cursor_y", "cursor_flag"] { values.append(try await terminal.value(name)) }
    return values
  }

  @Test("a key that changes one line sends little, and not the whole screen")
  func bytes() async throws {
    let terminal = try await Tmux.running("TerminalFixture", "ready 120x36")
    let one = try await sent(terminal, after: "a", until: "character(\"a\")")
    #expect(one.utf8.count < 60 && !one.contains("ready"))
  }

  @Test("a text is copied as OSC 52 and never painted; the bell rings once")
  func clipboard() async throws {
    let terminal = try await Tmux.running("TerminalFixture", "ready 120x36")
    let copied = try await sent(terminal, after: "C-y", until: "control(\"y\")")
    #expect(copied.contains("\u{1B}]52;c;" + Data("copied é".utf8).base64EncodedString() + "\u{7}"))
    #expect(!copied.contains("copied"))
    let rung = try await sent(terminal, after: "C-b", until: "control(\"b\")")
    #expect(rung.count { $0 == "\u{7}" } == 1)
  }

  @Test("a Swift trap restores the terminal, and its message appears at the shell prompt")
  func trap() async throws {
    let terminal = try await Tmux.running(
      "SWIFT_BACKTRACE=enable=no TerminalFixture; echo status-$?", "ready 120x36")
    try await terminal.press("t")
    // SIGILL on x86, SIGTRAP on ARM.
    let screen = try await terminal.wait("the trap did not end the program") {
      $0.contains("status-132\n") || $0.contains("status-133\n")
    }
    #expect(screen.contains("Index out of range"))
    try await terminal.expectRestored()
  }

  @Test("a resize takes effect at once, down to one cell and back")
  func resize() async throws {
    let terminal = try await Tmux.running("TerminalFixture", "ready 120x36")
    try await terminal.resize(columns: 80, rows: 24)
    try await terminal.wait(for: "ready 80x24")
    try await terminal.resize(columns: 1, rows: 1)
    // Curses cannot fill the only cell of a terminal: it would scroll.
    try await terminal.resize(columns: 2, rows: 1)
    try await terminal.wait("2x1 was never painted") {
      $0.trimmingCharacters(in: .whitespacesAndNewlines) == "rX"
    }
    try await terminal.resize(columns: 60, rows: 20)
    try await terminal.wait(for: "ready 60x20")
    try await terminal.press("q")
    try await terminal.wait(for: "ready-for-more")
    try await terminal.expectRestored()
  }

  @Test("keys, pastes and Escape arrive as such")
  func keys() async throws {
    let terminal = try await Tmux.running("TerminalFixture", "ready 120x36")
    try await terminal.press("a", "é", "Up", "F5", "BTab", "Escape")
    try await terminal.wait(for: "escape")
    try await terminal.paste("q\nx")
    let screen = try await terminal.wait(for: "paste")
    #expect(screen.contains("\nup\n"))
    #expect(screen.contains("function(5)"))
    #expect(screen.contains("backTab"))
    #expect(screen.contains("é"))
    #expect(!screen.contains("character(\"q\")") && !screen.contains("character(\"x\")"))
  }

  @Test("surveying a terminal does not take it over; unfit terminals are refused")
  func survey() async throws {
    let terminal = try await Tmux(columns: 100, rows: 30)
    try await terminal.command("TerminalFixture survey")
    try await terminal.wait(
      for: "surveyed Capabilities(isUTF8: true, colors: 256, size: Terminal.Size(columns: 100, rows: 30))")
    try await terminal.command("clear; TERM=xterm LC_ALL=C TerminalFixture survey")
    try await terminal.wait(for: "Capabilities(isUTF8: false, colors: 8")
    for (number, (command, error)) in [
      ("TERM= TerminalFixture survey", "unknownTerminal"),
      ("TERM=no-such-terminal TerminalFixture survey", "unknownTerminal"),
      ("TERM=dumb TerminalFixture survey", "unfitTerminal"),
      ("TerminalFixture survey </dev/null", "notATerminal"),
      ("TerminalFixture survey | cat", "notATerminal"),
    ].enumerated() {
      try await terminal.command("clear; \(command); echo $((\(number)+10))-done")
      #expect(try await terminal.wait(for: "\(number + 10)-done").contains("refused \(error)"))
    }
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("\u{1B}[?1049h") && !output.contains("\u{1B}[?2004h"))
  }
}
