import TerminalHarness
import Testing

@Suite("Reading at the shell's prompt", .timeLimit(.minutes(2)))
struct PromptTests {
  @Test(
    "byte by byte, without echo, until Ctrl-C, Ctrl-D or Escape; then the terminal is as before",
    arguments: ["C-c", "C-d", "Escape"])
  func bytes(end: String) async throws {
    let terminal = try await Tmux()
    try await terminal.command("clear; TerminalFixture byte-prompt")
    try await terminal.wait(for: "reading")
    try await terminal.type("zé")
    try await terminal.press("Enter")
    let screen = try await terminal.wait(for: "byte-10")
    #expect(screen.contains("byte-122\n") && screen.contains("byte-195\nbyte-169\n"))
    #expect(!screen.contains("zé"))
    try await terminal.press(end)
    try await terminal.wait(for: "ended after 4")
    try await terminal.expectLineMode()
  }

  @Test("a pipe is not a terminal, and stays unread")
  func pipe() async throws {
    let terminal = try await Tmux()
    try await terminal.command("clear; echo left | { TerminalFixture byte-prompt; cat; }")
    try await terminal.wait(for: "not a terminal\nleft")
  }

  @Test("line by line; after the stop, further lines belong to the next reader")
  func lines() async throws {
    let terminal = try await Tmux()
    try await terminal.command("clear; TerminalFixture line-prompt; read rest; echo \"left <$rest>\"")
    try await terminal.wait(for: "reading")
    try await terminal.command("one")
    try await terminal.wait(for: "line <one>")
    try await terminal.command("")
    try await terminal.wait(for: "line <>")
    try await terminal.command("stop")
    try await terminal.wait(for: "stopped")
    try await terminal.command("mine")
    let screen = try await terminal.wait(for: "left <mine>")
    #expect(!screen.contains("line <mine>"))
  }

  @Test("the last line of a pipe need not end with a line break")
  func end() async throws {
    let terminal = try await Tmux()
    try await terminal.command("clear; printf 'one\\ntwo\\nhalf' | TerminalFixture line-prompt")
    let screen = try await terminal.wait(for: "stopped")
    #expect(screen.contains("line <one>\nline <two>\nline <half>\n"))
  }

  @Test("a line that is too long is cut, and the one behind it is whole")
  func long() async throws {
    let terminal = try await Tmux()
    try await terminal.command(
      "clear; { printf '%0100000d\\nnext\\n'; } | TerminalFixture line-prompt | awk '{ print length($0), $1, length($2) }'"
    )
    try await terminal.wait(for: "65543 line 65538\n11 line 6\n")
  }
}
