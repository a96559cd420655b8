import BridgeModel
import DesktopAPI
import Foundation
import TerminalHarness
import Testing

@Suite("A server that goes away and comes back", .timeLimit(.minutes(5)))
struct OutageTests {
  /// A terminal that runs `drawbridge simulate`, and its port.
  private func simulator() async throws -> (Tmux, port: Int) {
    let terminal = try await Tmux()
    while true {
      // Below the ephemeral ports, so that no other test gets the port while the server is down.
      let port = Int.random(in: 20_000...29_999)
      // The shell computes the mark, so that it is not found in the command line, or in the previous attempt.
      try await terminal.command("clear; echo try-$((\(port)+1)); drawbridge simulate --port \(port)")
      let screen = try await terminal.wait("it neither starts nor says that the port is in use") {
        $0.contains("try-\(port + 1)") && ($0.contains("Ctrl-C to stop") || $0.contains("is in use"))
      }
      if screen.contains("Ctrl-C to stop") { return (terminal, port) }
    }
  }

  @Test("is shown; the dashboard recovers, and says that the login in progress has ended")
  func restart() async throws {
    let (server, port) = try await simulator()
    let terminal = try await Tmux(environment: [
      "BEEPER_DESKTOP_BASE_URL": "http://127.0.0.1:\(port)", "BEEPER_ACCESS_TOKEN": "drawbridge-simulator",
    ])
    try await terminal.command("drawbridge")
    try await terminal.wait(for: "NEEDS YOU")
    try await terminal.press("Down", "r")
    try await terminal.wait(for: "How do you want to log in?")
    try await terminal.press("Enter")
    try await terminal.wait(for: "https://discord.com/login")
    try await server.press("C-c")
    try await server.wait(for: "ready-for-more")
    try await terminal.wait(for: "no data since")
    try await terminal.wait(for: "No server answers at 127.0.0.1:\(port)")
    try await server.command("clear; echo again-$((1+1)); drawbridge simulate --port \(port)")
    try await server.wait("it does not start again") {
      $0.contains("again-2") && $0.contains("Ctrl-C to stop")
    }
    try await terminal.wait(for: "The login ended for an unknown reason")
    try await terminal.wait(for: "● live")
    try await terminal.press("r")
    try await terminal.wait(for: "https://discord.com/login")
  }

  @Test("a login is cancelled on the server when the dashboard is terminated")
  func terminated() async throws {
    try await withServer { environment, sent in
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge; echo status-$?")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.press("Down", "r")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "https://discord.com/login")
      let shell = try await terminal.value("pane_pid")
      try await blocking { try run(["pkill", "-TERM", "-P", shell, "-x", "drawbridge"]) }
      try await terminal.wait(for: "status-143\n")
      let session = try #require(sent.sessions.last)
      let now = try await withClient(environment) {
        try await $0.loginSession(session.loginSessionID, of: session.bridgeID)
      }
      #expect(now.status == .cancelled)
    }
  }
}
