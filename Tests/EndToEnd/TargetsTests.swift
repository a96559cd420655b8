import BridgeModel
import Foundation
import Testing

@Suite("Several servers, and signing in again")
struct TargetsTests {
  /// Writes what a user's files say of servers: names, addresses and tokens.
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

  @Test("one that is down, one without a token and one that cannot be used do not hold up the rest")
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
        // The usual one is down: the dashboard is there all the same, and the others can be chosen.
        try await terminal.command("drawbridge; echo status-$?")
        try await terminal.wait(for: "Nobody answers at 127.0.0.1:9")
        try await terminal.press("T")
        try await terminal.wait("not all are told") {
          $0.components(separatedBy: "● live").count == 3 && $0.contains("! no token")
            && $0.contains("! no answer since")
        }
        try await terminal.press("Down", "Down", "Enter")
        try await terminal.wait(for: "NEEDS YOU")
        try await terminal.wait(for: "drawbridge  work  ")
        try await terminal.press("q")
        try await terminal.wait(for: "status-0")
      }
    }
  }

  @Test("a token that is revoked while a form is being filled: a key, a browser, and all is as it was")
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
      try await terminal.wait("it did not close") {
        $0.contains("● live") && $0.contains("+14155552671") && !$0.contains("refuses the access token")
      }
      try await terminal.press("Enter")
      try await terminal.wait("the same session did not go on") { _ in
        sent.sessions.last?.loginSessionID == session
          && sent.sessions.last?.currentStep?.id != sent.sessions.first?.currentStep?.id
      }
      let file = terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
      #expect(
        try !String(contentsOf: file, encoding: .utf8).contains(token), "the new one is kept in its place")
      try await terminal.press("C-c")
      try await terminal.wait(for: "Quit?")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "status-0")
      try await terminal.command("clear; echo again-$((1+1)); drawbridge")
      try await terminal.wait("the kept one is not taken") {
        $0.contains("again-2") || $0.contains("NEEDS YOU")
      }
      try await terminal.wait(for: "NEEDS YOU")
    }
  }

  @Test("Esc while a pasted token is being checked: nothing is kept, and nothing revoked")
  func givenUp() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux()
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      try configure(terminal, [("home", address, token + "-read")])
      try await terminal.command("BROWSER=false drawbridge; echo status-$?")
      try await terminal.wait(for: "READ ONLY")
      try await terminal.press("a")
      try await terminal.wait(for: "an access token, and press Enter")
      try await control(environment, "settings", #"{"latency": 30}"#)
      try await terminal.type(token: token)
      try await terminal.press("Enter")
      try await terminal.wait(for: "Asking the server about it")
      try await terminal.press("Escape")
      try await terminal.waitGone("Asking the server about it")
      try await terminal.press("q")
      try await terminal.wait(for: "status-0")
      let file = terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
      #expect(Tokens.kept(in: file) == [token + "-read"])
    }
  }

  @Test("a kept token that is refused at the start: the ways to another are offered at once")
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
      try await terminal.wait(for: "Press a key")
      try await terminal.press("a")
      try await terminal.wait(for: "NEEDS YOU")
    }
  }

  @Test("without a browser: a token that is pasted, which is never shown")
  func pasted() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await Tmux()
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      try configure(terminal, [("home", address, token + "-read"), ("other", address, nil)])
      try await terminal.command("BROWSER=false drawbridge")
      try await terminal.wait(for: "READ ONLY")
      try await terminal.press("a")
      try await terminal.wait(for: "an access token, and press Enter")
      try await terminal.type("not-the-one")
      try await terminal.press("Enter")
      try await terminal.wait(for: "does not know that token")
      try await terminal.paste(token)
      try await terminal.press("Enter")
      try await terminal.waitGone("READ ONLY")
      try await terminal.press("r")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.drain()
      let output = String(decoding: terminal.output, as: UTF8.self)
      #expect(!output.contains(token) && !output.contains("not-the-one"))
    }
  }
}
