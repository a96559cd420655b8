import Testing

extension Tmux {
  /// A terminal in which a command has taken over the whole screen, and shows a text on it.
  package static func running(
    _ command: String, _ text: String, columns: Int = 120, rows: Int = 36
  ) async throws -> Tmux {
    let terminal = try await Tmux(columns: columns, rows: rows)
    try await terminal.command(command)
    try await terminal.wait(for: text)
    #expect(try await terminal.value("alternate_on") == "1")
    return terminal
  }

  /// Checks that a full-screen program has restored the terminal, once the shell is back.
  package func expectRestored() async throws {
    #expect(try await value("alternate_on") == "0")
    #expect(try await value("cursor_flag") == "1")
    #expect(try await value("mouse_any_flag") == "0")
    try await drain()
    let output = String(decoding: self.output, as: UTF8.self)
    let on = output.ranges(of: "\u{1B}[?2004h")
    let off = output.ranges(of: "\u{1B}[?2004l")
    #expect(!on.isEmpty && on.count == off.count)
    #expect(try #require(on.last).lowerBound < (try #require(off.last)).lowerBound)
    try await expectLineMode()
  }

  /// Checks that the shell's input is by line again, with echo.
  package func expectLineMode() async throws {
    try await command(
      "stty -a | tr ' ' '\\n' | grep -cE '^(icanon|echo|isig|icrnl|opost)$' | sed s/^/modes-/")
    try await wait(for: "modes-5")
  }
}
