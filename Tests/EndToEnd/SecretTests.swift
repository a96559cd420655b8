import Foundation
import TerminalHarness
import Testing

@Suite("Secrets appear nowhere", .timeLimit(.minutes(5)))
struct SecretTests {
  /// The secrets typed below, except for Telegram's correct password, which the simulator's instructions contain.
  private static let secrets = [
    "wrongcode", "catfish-password", "value-of-NID-cookie", "quit-q-token-1", "value-of-SID-cookie",
    "value-of-OSID-cookie",
  ]

  @Test(
    "no typed secret is in a process's arguments, the log file, the state folder or the terminal's output"
  )
  func nowhere() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge; echo status-$?")
      try await terminal.wait(for: "NEEDS YOU")
      try await telegram(terminal)
      try await discord(terminal)
      try await messages(terminal)
      // While the program is running and still holds the last step's values.
      let secrets = Self.secrets + [environment["BEEPER_ACCESS_TOKEN"] ?? ""]
      let processes = try await blocking { try run(["ps", "-e", "-ww", "-o", "args"]) }
      expectNone(
        of: secrets.filter { $0 != environment["BEEPER_ACCESS_TOKEN"] }, in: processes, "the processes")
      for file in try files(terminal) { expectNone(of: secrets, in: try Data(contentsOf: file), file.path) }
      try await terminal.press("C-c")
      try await terminal.wait(for: "Quit?")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "status-0")
      try await terminal.drain()
      for file in try files(terminal) { expectNone(of: secrets, in: try Data(contentsOf: file), file.path) }
      #expect(try files(terminal).contains { $0.lastPathComponent == "drawbridge.log" })
      expectNone(of: secrets, in: terminal.output, "the terminal's output")
    }
  }

  /// Telegram, with a wrong code and a wrong password first.
  private func telegram(_ terminal: Tmux) async throws {
    try await begin(terminal, "telegram")
    try await terminal.wait(for: "Phone number")
    try await terminal.type("+44 20 7946 0000")
    try await terminal.press("Enter")
    try await terminal.wait(for: "A code was sent")
    try await terminal.type("wrongcode")
    try await terminal.press("Enter")
    try await terminal.wait(for: "That code is wrong")
    try await terminal.type("12345")
    try await terminal.press("Enter")
    try await terminal.wait(for: "protected by a password")
    try await terminal.type("catfish-password")
    try await terminal.press("Enter")
    try await terminal.wait(for: "That password is wrong")
    try await terminal.type("swordfish")
    try await terminal.press("Enter")
    try await terminal.wait(for: "Telegram is connected")
    try await terminal.press("Enter")
  }

  /// Discord, by a pasted token.
  private func discord(_ terminal: Tmux) async throws {
    try await begin(terminal, "discord")
    try await terminal.wait(for: "https://discord.com/login")
    try await terminal.paste("quit-q-token-1\n")
    try await terminal.wait(for: "•••••")
    try await terminal.press("Enter")
    try await terminal.wait(for: "Discord is connected")
    try await terminal.press("Enter")
  }

  /// Google Messages, up to the emoji, with one cookie that is not requested.
  private func messages(_ terminal: Tmux) async throws {
    try await begin(terminal, "google messages")
    try await terminal.wait(for: "SAPISID")
    let names = ["SID", "HSID", "SSID", "APISID", "SAPISID", "OSID"]
    let cookies = names.map { "\($0)=value-of-\($0)-cookie" }.joined(separator: "; ")
    try await terminal.paste(
      "curl 'https://messages.google.com/web' -b '\(cookies); NID=value-of-NID-cookie'")
    try await terminal.wait(for: "Press Enter on the last line")
    for _ in 0..<7 { try await terminal.press("Enter") }
    try await terminal.wait(for: "tap this emoji")
  }

  private func begin(_ terminal: Tmux, _ network: String) async throws {
    try await terminal.press("/", "C-u")
    try await terminal.type(network)
    try await terminal.wait(for: "/\(network)")
    try await terminal.press("Enter", "c")
    try await terminal.wait(for: "How do you want to log in?")
    try await terminal.press("Enter")
  }

  private func files(_ terminal: Tmux) throws -> [URL] {
    let all = FileManager.default.enumerator(at: terminal.stateFolder, includingPropertiesForKeys: nil)
    return (all?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }
  }

  private func expectNone(of secrets: [String], in data: Data, _ place: String) {
    for secret in secrets { #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(place)") }
  }
}
