import BridgeModel
import DesktopAPI
import Foundation
import Simulator
import TerminalHarness
import Testing

@Suite("Logins by keyboard only", .timeLimit(.minutes(5)))
struct LoginTests {
  /// Opens the dashboard and filters the list.
  private func dashboard(
    _ environment: [String: String], _ filter: String, columns: Int = 120, rows: Int = 36
  ) async throws -> Tmux {
    let terminal = try await Tmux(columns: columns, rows: rows, environment: environment)
    try await terminal.command("drawbridge")
    try await terminal.wait(for: "NEEDS YOU")
    try await terminal.press("/")
    try await terminal.type(filter)
    try await terminal.wait("the filter shows no number of matches") { $0.contains(/\d+ of \d+/) }
    try await terminal.press("Enter")
    return terminal
  }

  @Test("WhatsApp by QR code: the screen shows the code that was sent, before and after a rotation")
  func whatsAppQR() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await dashboard(environment, "whatsapp")
      try await terminal.press("r")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "scan")
      try await readQR(terminal, sent)
      try await control(environment, "login-sessions/latest/rotate")
      try await terminal.wait(for: "code 2")
      try await readQR(terminal, sent)
      #expect(Set(sent.qrCodes).count == 2)
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "WhatsApp is connected")
      try await terminal.press("Enter")
      try await terminal.wait(for: "● Connected")
      // QR codes are credentials: none may stay on the screen or in the log.
      try await terminal.press("@")
      let log = try await terminal.wait(for: "─ Log ─")
      #expect(!log.contains("2@"))
    }
  }

  /// Networks with a QR code: the moves to reach it, the keys that make it fit, and a size at which it just fits.
  static let codes: [(String, moves: [String], keys: [String], columns: Int, rows: Int)] = [
    ("whatsapp", ["Enter"], ["s", "Q"], 76, 21), ("whatsapp", ["Enter"], ["Q"], 76, 31),
    ("signal", [], ["s"], 76, 20), ("signal", [], ["Q"], 76, 23),
    ("telegram", ["Down", "Enter"], [], 76, 24), ("telegram", ["Down", "Enter"], ["Q"], 76, 19),
    ("discord", ["Down", "Enter"], [], 76, 24), ("gmessages", ["Down", "Enter"], ["s", "Q"], 76, 18),
    ("gmessages", ["Down", "Enter"], ["Q"], 76, 27),
  ]

  @Test("QR codes can be read in small terminals", arguments: codes)
  func smallestQR(network: String, moves: [String], keys: [String], columns: Int, rows: Int) async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await dashboard(environment, network, columns: columns, rows: rows)
      try await terminal.press(network == "gmessages" ? "Enter" : "c")
      if !moves.isEmpty {
        try await terminal.wait(for: "log in?")
        for move in moves { try await terminal.press(move) }
      }
      try await terminal.wait(for: "s Smaller")
      for key in keys { try await terminal.press(key) }
      try await readQR(terminal, sent)
    }
  }

  /// Waits until the QR code on the screen is the latest one sent.
  ///
  /// It checks a dark and a light background, since cells without colours look different.
  private func readQR(_ terminal: Tmux, _ sent: Sent) async throws {
    for isLight in [false, true] {
      try await terminal.wait("the QR code on the screen is not the latest one sent") {
        let picture = ScreenPicture(try await terminal.coloredScreen(), isLight: isLight)
        let text = try await blocking { try picture.decodedQR() }
        return text == sent.qrCodes.last ? text : nil
      }
    }
  }

  @Test("WhatsApp by pairing code, which is shown large and as text")
  func whatsAppCode() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await dashboard(environment, "whatsapp")
      try await terminal.press("c")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Down", "Enter")
      try await terminal.wait(for: "Phone number")
      try await terminal.type("+1 415 555 0100")
      try await terminal.press("Enter")
      try await terminal.wait("no code appeared, large and as text") {
        $0.contains(/[1-9A-Z]{4}-[1-9A-Z]{4}/) && $0.contains("█")
      }
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "WhatsApp is connected")
      try await terminal.wait(for: "+14155550100")
    }
  }

  @Test("Telegram with a wrong code and a wrong password first, neither ever shown")
  func telegram() async throws {
    try await withServer { environment, _ in
      let terminal = try await dashboard(environment, "telegram")
      try await terminal.press("c")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Phone number")
      try await terminal.type("+44 20 7946 0000")
      try await terminal.press("Enter")
      try await terminal.wait(for: "A code was sent")
      try await terminal.type("99887")
      try await terminal.wait(for: "•••••")
      try await terminal.press("Enter")
      try await terminal.wait(for: "That code is wrong")
      try await terminal.type("12345")
      try await terminal.press("Enter")
      try await terminal.wait(for: "protected by a password")
      try await terminal.type("catfish")
      try await terminal.press("Enter")
      try await terminal.wait(for: "That password is wrong")
      try await terminal.type("swordfish")
      try await terminal.wait(for: "•••••••••")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Telegram is connected")
      try await terminal.drain()
      let output = String(decoding: terminal.output, as: UTF8.self)
      for secret in ["99887", "catfish"] { #expect(!output.contains(secret)) }
    }
  }

  @Test("Discord by a pasted token, at 80x24")
  func discord() async throws {
    try await withServer { environment, _ in
      let terminal = try await dashboard(environment, "discord", columns: 80, rows: 24)
      try await terminal.press("r")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "https://discord.com/login")
      try await terminal.paste("quit-q-token-1\n")
      try await terminal.wait(for: "•••••")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Discord is connected")
      try await terminal.drain()
      #expect(!String(decoding: terminal.output, as: UTF8.self).contains("quit-q-token"))
    }
  }

  @Test("Google Messages by cookies, then an emoji with its name")
  func googleMessages() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await dashboard(environment, "gmessages")
      try await terminal.press("Enter")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "SAPISID")
      for number in 1...7 {
        try await terminal.paste("cookie\(number)")
        try await terminal.press("Enter")
      }
      let names = [
        "octopus", "heavy black heart", "fox face", "cactus", "balloon", "compass", "hot beverage", "top hat",
        "canoe",
      ]
      try await terminal.wait("no emoji name appeared") { screen in names.contains { screen.contains($0) } }
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "Google Messages is connected")
    }
  }

  @Test("Google Messages by a request copied as cURL: nothing of it is shown")
  func googleMessagesByCurl() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await dashboard(environment, "gmessages", columns: 80, rows: 24)
      try await terminal.press("Enter")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "APISID")
      let names = ["SID", "HSID", "SSID", "APISID", "SAPISID", "NID"]
      let cookies = names.map { "\($0)=value-of-\($0)" }.joined(separator: "; ")
      try await terminal.paste("curl 'https://www.google.com/' \\\n  -H 'cookie: \(cookies)'\n")
      try await terminal.wait(for: "Found 5 of 7. 1 still missing.")
      try await terminal.paste(
        "[{\"name\":\"OSID\",\"value\":\"value-of-OSID\",\"domain\":\"mail.google.com\"}]")
      try await terminal.wait(for: "Found it only for mail.google.com")
      try await terminal.paste("curl 'https://messages.google.com/web' -b 'OSID=value-of-OSID'")
      try await terminal.wait(for: "Press Enter on the last line to send")
      for _ in 1...7 { try await terminal.press("Enter") }
      try await terminal.wait(for: "tap this emoji")
      try await terminal.drain()
      #expect(!String(decoding: terminal.output, as: UTF8.self).contains("value-of"))
    }
  }

  @Test("a number without country code is rejected before it is sent, and a secret can be shown briefly")
  func checkedBefore() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await dashboard(environment, "telegram")
      try await terminal.press("c")
      try await terminal.wait(for: "How do you want to log in?")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Phone number")
      try await terminal.type("415 555 0100")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Begin with + and the country code")
      #expect(Set(sent.sessions.map { $0.currentStep?.id }).count == 1)
      try await terminal.press("Home")
      try await terminal.type("+1 ")
      try await terminal.press("Enter")
      try await terminal.wait(for: "A code was sent")
      try await terminal.type("54321")
      try await terminal.wait(for: "•••••")
      try await terminal.press("C-r")
      try await terminal.wait(for: "54321")
      try await terminal.press("C-r")
      try await terminal.wait(for: "•••••")
      try await terminal.press("Enter")
      try await terminal.wait(for: "Telegram is connected")
    }
  }

  @Test("LINE by email address and password, then a PIN in the instructions")
  func line() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await dashboard(environment, "line")
      try await terminal.press("c")
      try await terminal.wait(for: "Password")
      try await terminal.type("alice@example.com")
      try await terminal.press("Tab")
      try await terminal.type("carp")
      try await terminal.press("Enter")
      try await terminal.wait(for: "LINE rejected these")
      try await terminal.wait(for: "alice@example.com")
      try await terminal.type("swordfish")
      try await terminal.press("Enter")
      try await terminal.wait("no PIN appeared") { $0.contains(/PIN: \d{6}/) }
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "LINE is connected")
    }
  }

  @Test("a cancelled login is cancelled on the server too")
  func cancelled() async throws {
    try await withServer { environment, sent in
      let terminal = try await dashboard(environment, "line")
      try await terminal.press("c")
      try await terminal.wait(for: "Password")
      try await terminal.press("Escape")
      try await terminal.wait(for: "Cancel the login to LINE?")
      try await terminal.press("Enter")
      try await terminal.wait(untilGone: "Cancel the login to LINE?")
      try await terminal.press("Escape")
      try await terminal.wait(for: "Cancel the login to LINE?")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "LINE: the login was cancelled")
      let session = try #require(sent.sessions.last)
      let now = try await withClient(environment) {
        try await $0.loginSession(session.loginSessionID, of: session.bridgeID)
      }
      #expect(now.status == .cancelled)
    }
  }
}
