import BridgeModel
import DesktopAPI
import Foundation
import TerminalHarness
import Testing

@Suite("Logins that outlive the program", .timeLimit(.minutes(5)))
struct SavedSessionTests {
  /// A dashboard that is waiting at a WhatsApp pairing code.
  private func waiting(_ environment: [String: String]) async throws -> Tmux {
    let terminal = try await Tmux(environment: environment)
    try await terminal.command("SWIFT_BACKTRACE=enable=no drawbridge; echo status-$?")
    try await terminal.wait(for: "NEEDS YOU")
    try await terminal.press("r")
    try await terminal.wait(for: "How do you want to log in?")
    try await terminal.press("Down", "Enter")
    try await terminal.wait(for: "Waiting for you")
    return terminal
  }

  private func signal(_ name: String, _ terminal: Tmux) async throws {
    let shell = try await terminal.value("pane_pid")
    try await blocking { try run(["pkill", "-\(name)", "-P", shell, "-x", "drawbridge"]) }
    let number = ["KILL": 9, "TERM": 15, "HUP": 1][name] ?? 0
    // The number tells the output from the command line that is echoed.
    try await terminal.wait(for: "status-\(128 + number)")
  }

  private func status(_ environment: [String: String], _ sent: Sent) async throws -> LoginSession.Status {
    let session = try #require(sent.sessions.last)
    return try await withClient(environment) {
      try await $0.loginSession(session.loginSessionID, of: session.bridgeID).status
    }
  }

  @Test("after a crash, the next start offers to resume, and the login completes")
  func goOn() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await waiting(environment)
      try await signal("KILL", terminal)
      #expect(try await status(environment, sent) == .waitingForDisplay)
      try await terminal.command("reset; clear; drawbridge; echo ended-$?")
      try await terminal.wait(for: "Resume the WhatsApp +14155550171 login?")
      try await terminal.press("Enter")
      try await terminal.wait("the code is not on the screen again") {
        $0.contains(/[1-9A-Z]{4}-[1-9A-Z]{4}/)
      }
      #expect(Set(sent.sessions.map(\.loginSessionID)).count == 1)
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "WhatsApp is connected")
      try await terminal.press("Enter", "q")
      try await terminal.wait(for: "ended-0")
      let runs = terminal.stateFolder.appendingPathComponent("drawbridge/runs").path
      let left = try FileManager.default.subpathsOfDirectory(atPath: runs)
      let screen = try await terminal.screen()
      #expect(left == [], "\(screen)")
    }
  }

  @Test("after a crash, the next start cancels the login on the server if the user says so")
  func cancel() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await waiting(environment)
      try await signal("KILL", terminal)
      try await terminal.command("reset; clear; drawbridge")
      try await terminal.wait(for: "Resume the WhatsApp")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "the login was cancelled")
      #expect(try await status(environment, sent) == .cancelled)
    }
  }

  @Test("a signal cancels the login on the server", arguments: ["TERM", "HUP"])
  func signals(name: String) async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await waiting(environment)
      try await signal(name, terminal)
      #expect(try await status(environment, sent) == .cancelled)
      // If the server's answer came too late, the next start finds that the session has ended, and does not ask.
      try await terminal.command("clear; drawbridge")
      try await terminal.wait(for: "NEEDS YOU")
      let runs = terminal.stateFolder.appendingPathComponent("drawbridge/runs").path
      let screen = try await terminal.wait("the session is still saved") {
        let files = try FileManager.default.subpathsOfDirectory(atPath: runs).filter { $0.hasSuffix(".json") }
        let saved = files.compactMap { try? String(contentsOfFile: "\(runs)/\($0)", encoding: .utf8) }
        return saved.contains { $0.contains("sessionID") } ? nil : try await terminal.screen()
      }
      #expect(!screen.contains("Resume the"))
    }
  }

  @Test("a login that the user leaves running outlives a signal, and outlives quitting if the user says so")
  func leave() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await waiting(environment)
      try await terminal.press("Escape")
      try await terminal.wait(for: "Back to the list, keep it running")
      try await terminal.press("Down", "Enter")
      try await terminal.wait(untilGone: "Back to the list, keep it running")
      try await signal("HUP", terminal)
      #expect(try await status(environment, sent) == .waitingForDisplay)
      try await terminal.command("clear; drawbridge; echo status-$?")
      try await terminal.wait(for: "Resume the WhatsApp")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Waiting for you")
      try await terminal.press("q")
      try await terminal.wait(for: "Quit, keep the login running")
      try await terminal.press("Down", "Enter")
      try await terminal.wait(for: "status-0")
      #expect(try await status(environment, sent) == .waitingForDisplay)
      try await terminal.command("clear; drawbridge")
      try await terminal.wait(for: "Resume the WhatsApp")
    }
  }
}
