import Foundation
import TerminalHarness
import Testing

@Suite("Startup problems are reported with the next step", .timeLimit(.minutes(5)))
struct ProblemTests {
  private func expect(
    _ command: String, _ environment: [String: String] = [:], status: Int, _ words: String...
  ) async throws {
    let terminal = try await Tmux(environment: environment)
    try await terminal.command("\(command); echo status-$?")
    let screen = try await terminal.wait(for: "status-\(status)\n")
    let text = screen.replacing("\n", with: " ")
    for word in words { #expect(text.contains(word), "\(screen)") }
    #expect(try await terminal.value("alternate_on") == "0")
  }

  @Test("a refused token")
  func refusedToken() async throws {
    try await withServer { environment, _ in
      var environment = environment
      environment["BEEPER_ACCESS_TOKEN"] = "not-the-one"
      // If the server takes more than two seconds, the dashboard opens and reports the same.
      for _ in 1...5 {
        let terminal = try await Tmux(environment: environment)
        try await terminal.command("drawbridge; echo status-$?")
        let screen = try await terminal.wait("the refusal was not reported") {
          $0.contains("Press a key") || $0.contains("token refused")
        }
        if screen.contains("token refused") { continue }
        #expect(screen.replacing("\n", with: " ").contains("refuses the access token"))
        #expect(screen.contains("unset BEEPER_ACCESS_TOKEN"))
        try await terminal.press("q")
        try await terminal.wait(for: "status-1")
        return
      }
      Issue.record("the server took more than two seconds, five times")
    }
  }

  @Test("no server")
  func noServer() async throws {
    try await expect(
      "drawbridge", ["BEEPER_DESKTOP_BASE_URL": "http://127.0.0.1:1", "BEEPER_ACCESS_TOKEN": "x"], status: 1,
      "cannot reach http://127.0.0.1:1", "Start Beeper Desktop")
  }

  @Test("not a terminal")
  func noTerminal() async throws {
    try await expect("drawbridge demo | cat; (exit ${PIPESTATUS[0]})", status: 1, "not a terminal")
    try await expect("drawbridge demo < /dev/null", status: 1, "not a terminal")
  }

  @Test("an unknown terminal", arguments: ["TERM=no-such-terminal", "TERM=", "-u TERM", "TERM=dumb"])
  func unknownTerminal(setting: String) async throws {
    try await expect("env \(setting) drawbridge demo", status: 1, "export TERM=xterm-256color")
  }

  @Test("an invalid address")
  func badAddress() async throws {
    try await expect(
      "drawbridge", ["BEEPER_DESKTOP_BASE_URL": "localhost:23373", "BEEPER_ACCESS_TOKEN": "x"], status: 1,
      "localhost:23373 is not a valid server address")
    try await expect(
      "drawbridge", ["BEEPER_DESKTOP_BASE_URL": "http://beeper.example", "BEEPER_ACCESS_TOKEN": "x"],
      status: 1,
      "plain http")
  }

  @Test(
    "wrong usage",
    arguments: ["drawbridge demo --sideways", "drawbridge simulate --port 99999", "drawbridge nonsense"])
  func usage(command: String) async throws { try await expect(command, status: 2, "Usage") }

  @Test("a port in use")
  func takenPort() async throws {
    try await withServer { environment, _ in
      let port = environment["BEEPER_DESKTOP_BASE_URL"]?.split(separator: ":").last ?? ""
      try await expect("drawbridge simulate --port \(port)", status: 1, "cannot use port", "--port")
    }
  }
}
