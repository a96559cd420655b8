import BridgeModel
import Foundation
import TerminalHarness
import Testing

@Suite("Several servers, and signing in again", .timeLimit(.minutes(5)))
struct TargetsTests {
  /// Writes the user's files for servers: names, addresses and tokens.
  private func configure(
    _ terminal: Tmux, _ targets: [(name: String, address: String, token: String?)]
  ) throws {
    let folder = terminal.configurationFolder.appendingPathComponent("drawbridge")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let list = ["targets": targets.map { ["name": $0.name, "address": $0.address] }]
    var tokens: [String: [String: String]] = [:]
    for (name, address, token) in targets {
      if let token { tokens[name] = ["origin": address, "token": token] }
    }
    for (file, data) in [
      ("targets.json", try JSONEncoder().encode(list)),
      ("credentials.json", try JSONEncoder().encode(tokens)),
    ] {
      let path = folder.appendingPathComponent(file)
      try data.write(to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.path)
    }
  }

  @Test("a server that is down and one without a token do not delay the others")
  func switcher() async throws {
    try await withServer(handsOff) { first, _ in
      try await withServer(handsOff) { second, _ in
        let terminal = try await Tmux()
        let (home, work) = (first["BEEPER_DESKTOP_BASE_URL"] ?? "", second["BEEPER_DESKTOP_BASE_URL"] ?? "")
        let token = first["BEEPER_ACCESS_TOKEN"]
        try configure(
          terminal,
          [
            ("away", "http://127.0.0.1:9", token), ("home", home, token),
            ("work", work, second["BEEPER_ACCESS_TOKEN"]),
            ("new", work, nil),
          ])
        // The default target is down. The dashboard opens all the same, and the user can switch to the others.
        try await terminal.command("drawbridge; echo status-$?")
        try await terminal.wait(for: "No server answers at 127.0.0.1:9")
        try await terminal.press("T")
        try await terminal.wait("not all statuses are shown") {
          $0.components(separatedBy: "● live").count == 3 && $0.contains("! no token")
            && $0.contains("! no data since")
        }
        try await terminal.press("Down", "Down", "Enter")
        try await terminal.wait(for: "NEEDS YOU")
        try await terminal.wait(for: "drawbridge  work  ")
        try await terminal.press("q")
        try await terminal.wait(for: "status-0")
      }
    }
  }

  @Test("a token revoked while the user fills in a form: one key, the browser, and the form is as before")
  func revoked() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await Tmux()
      let token = environment["BEEPER_ACCESS_TOKEN"] ?? ""
      try configure(terminal, [("home", environment["BEEPER_DESKTOP_BASE_URL"] ?? "", token)])
      let browser = try allowingBrowser(in: terminal.configurationFolder)
      try await terminal.command("BROWSER='\(browser)' drawbridge; echo status-$?")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.type("/telegram")
      try await terminal.press("Enter", "c")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Phone number")
      try await terminal.type("+14155552671")
      try await revoke(token, environment)
      try await terminal.wait(for: "refuses the access token")
      #expect(try await terminal.wait(for: "Ctrl-T Sign in").contains("+14155552671"))
      let session = try #require(sent.sessions.last?.loginSessionID)
      try await terminal.press("C-t")
      try await terminal.wait("the question did not close") {
        $0.contains("● live") && $0.contains("+14155552671") && !$0.contains("refuses the access token")
      }
      try await terminal.press("Enter")
      try await terminal.wait("the same session did not continue") { _ in
        sent.sessions.last?.loginSessionID == session
          && sent.sessions.last?.currentStep?.id != sent.sessions.first?.currentStep?.id
      }
      let file = terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
      #expect(
        try !String(contentsOf: file, encoding: .utf8).contains(token), "the new token replaces the old one")
      try await terminal.press("C-c")
      try await terminal.wait(for: "Quit?")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "status-0")
      try await terminal.command("clear; drawbridge")
      let screen = try await terminal.wait(for: "NEEDS YOU")
      #expect(!screen.contains("Press a key") && !screen.contains("Sign in to"))
    }
  }

  @Test("Esc while a pasted token is being checked: nothing is stored, and nothing revoked")
  func givenUp() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux()
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      try configure(terminal, [("home", address, token + "-read")])
      try await terminal.command("BROWSER=false drawbridge; echo status-$?")
      try await terminal.wait(for: "READ-ONLY")
      try await terminal.press("a")
      try await terminal.wait(for: "an access token, and press Enter")
      try await control(environment, "settings", #"{"latency": 30}"#)
      try await terminal.type(token: token)
      try await terminal.press("Enter")
      try await terminal.wait(for: "Checking with the server")
      try await terminal.press("Escape")
      try await terminal.wait(untilGone: "Checking with the server")
      try await terminal.press("q")
      try await terminal.wait(for: "status-0")
      let file = terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
      #expect(Tokens.stored(in: file) == [token + "-read"])
    }
  }

  @Test("a stored token that is refused at startup: a new one is asked for at once")
  func refusedAtStart() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux()
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      try configure(terminal, [("home", address, token)])
      let browser = try allowingBrowser(in: terminal.configurationFolder)
      try await revoke(token, environment)
      try await terminal.command("BROWSER='\(browser)' drawbridge")
      try await terminal.wait(for: "refuses the access token")
      // The dashboard asks where the server's answer comes later than the prompt waits for it.
      let screen = try await terminal.wait("neither the prompt nor the dashboard asks") {
        $0.contains("Press a key") || $0.contains("Sign in to home?")
      }
      if screen.contains("Press a key") {
        try await terminal.press("a")
      } else {
        try await terminal.press("Down", "Enter")
      }
      try await terminal.wait(for: "NEEDS YOU")
    }
  }

  @Test("without a browser: a pasted token, which is never shown")
  func pasted() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux()
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      try configure(terminal, [("home", address, token + "-read"), ("other", address, nil)])
      try await terminal.command("BROWSER=false drawbridge")
      try await terminal.wait(for: "READ-ONLY")
      try await terminal.press("a")
      try await terminal.wait(for: "an access token, and press Enter")
      try await terminal.type("not-the-one")
      try await terminal.press("Enter")
      try await terminal.wait(for: "does not recognize that token")
      try await terminal.paste(token)
      try await terminal.press("Enter")
      try await terminal.wait(untilGone: "READ-ONLY")
      try await terminal.press("r")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.drain()
      let output = String(decoding: terminal.output, as: UTF8.self)
      #expect(!output.contains(token) && !output.contains("not-the-one"))
    }
  }
}
