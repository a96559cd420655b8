import BridgeModel
import BridgeStore
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("The login wizard")
struct WizardViewTests {
  /// The lines between the wizard's borders; by default at 80x24.
  private func wizard(_ state: State, _ columns: Int = 80, _ rows: Int = 24) -> [String] {
    Screens.lines(state, columns, rows).dropFirst(2).dropLast(3).map { line in
      let inside = line.split(separator: "│", omittingEmptySubsequences: false).dropLast().last ?? ""
      var text = String(inside.dropFirst())
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  private func trimmed(_ lines: [String]) -> [String] {
    var lines = lines
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  @Test("a form: instructions, fields with their examples, the hint of the focused field")
  func form() {
    var state = Screens.login(at: DashboardViewTests.form)
    #expect(Screens.lines(state)[1].contains("╭─ Reconnect WhatsApp +14155552671 ─"))
    #expect(
      trimmed(wizard(state)) == [
        "Say who you are, with code and", "https://x.example", "", "Log in as +14155552671: any other",
        "account would take its place, and this", "one would be gone.", "", "› User name  you@example.com",
        "  Password",
        "  Note       optional",
      ])
    Screens.send(&state, .typed(.insert("alice")), .asked(.next), .typed(.insert("hunter2")))
    let lines = wizard(state)
    #expect(lines[7] == "  User name  alice")
    #expect(lines[8] == "› Password   •••••••")
    #expect(lines[9] == "             The one of the app")
    #expect(!Screens.lines(state).joined().contains("hunter2"))
  }

  @Test("text above the fields that does not fit is one key away, and typing brings the fields back")
  func tall() {
    let step = LoginStep.userInput(
      UserInputStep(
        stepID: "t", fields: [LoginInputField(id: "a", label: "Answer")],
        instructions: (1...30).map { "line \($0)" }.joined(separator: "\n")))
    var state = Screens.login(at: step)
    #expect(Screens.lines(state).contains { $0.contains("more above: PgUp") })
    #expect(Screens.lines(state).contains { $0.contains("› Answer") })
    Screens.send(&state, .moved(.pageUp))
    #expect(Screens.lines(state).contains { $0.contains("line 1 ") })
    #expect(Screens.lines(state).contains { $0.contains("more below: PgDn") })
    Screens.send(&state, .typed(.insert("x")))
    #expect(Screens.lines(state).contains { $0.contains("› Answer  x") })
    Screens.send(&state, .moved(.pageUp), .moved(.pageDown))
    #expect(Screens.lines(state).contains { $0.contains("› Answer  x") })
  }

  @Test("the cursor is where the next character goes, in long lines too")
  func cursor() {
    var state = Screens.login(at: DashboardViewTests.form)
    func column() -> Int? {
      DashboardView.frame(of: state, size: Size(columns: 80, rows: 24), theme: Screens.theme).cursor?.point
        .column
    }
    #expect(column() == 38 + 13)
    Screens.send(&state, .typed(.insert("日本")))
    #expect(column() == 38 + 13 + 4)
    Screens.send(&state, .typed(.insert(String(repeating: "x", count: 100))))
    #expect(column() == 77)
    #expect(wizard(state)[7].hasSuffix("xxxx"))
    Screens.send(&state, .typed(.start))
    #expect(column() == 38 + 13)
    #expect(wizard(state)[7].hasPrefix("› User name  日本xxx"))
  }

  @Test("a missing value is reported below its field")
  func missing() {
    var state = Screens.login(at: DashboardViewTests.form)
    Screens.send(&state, .asked(.confirm), .asked(.confirm), .asked(.confirm))
    #expect(wizard(state).contains("             ! Fill this in."))
  }

  @Test("a rejection is shown above the form, with what changed")
  func rejected() {
    var state = Screens.login(at: DashboardViewTests.form)
    Screens.send(
      &state, .typed(.insert("alice")), .asked(.next), .typed(.insert("hunter2")), .asked(.next),
      .asked(.confirm))
    guard let login = state.login, case .userInput(var step) = DashboardViewTests.form else {
      Issue.record("no login")
      return
    }
    step.instructions = "Wrong password"
    let session = LoginSession(
      bridgeID: "wa", loginSessionID: "s", status: .waitingForInput, currentStep: .userInput(step))
    Screens.send(
      &state, .answered(.login(login.id, generation: login.machine.generation, .submitted(.success(session))))
    )
    let lines = trimmed(wizard(state))
    #expect(lines.prefix(4) == ["! Rejected. See below and try again.", "", "Wrong password", ""])
    #expect(lines[8] == "  User name  alice")
    #expect(lines[9] == "› Password")
  }

  @Test("a code is shown large if it fits, and always as text")
  func code() {
    let small = wizard(Screens.login(at: DashboardViewTests.code))
    #expect(small.contains("  ABCD-EF12"))
    #expect(small.contains { $0.contains("▀") })
    let size = Size(columns: 120, rows: 36)
    let large = wizard(Screens.login(at: DashboardViewTests.code, size), 120, 36)
    #expect(large.contains { $0.contains("██  ██") })
  }

  @Test("an emoji is shown with its name, or as its name alone")
  func emoji() {
    let state = Screens.login(at: DashboardViewTests.emoji)
    #expect(wizard(state).contains("  octopus"))
    #expect(Screens.lines(state).contains { $0.contains("🐙") })
    #expect(Screens.lines(state, 80, 24, Screens.ascii).joined().contains("octopus"))
  }

  @Test(
    "an emoji is identified by the address of its picture",
    arguments: [
      ("https://fonts.gstatic.com/s/e/notoemoji/latest/1f419/emoji.svg", "🐙", "octopus"),
      ("https://x/latest/2764_fe0f/emoji.svg", "❤️", "heavy black heart"),
      ("https://x/emoji_u1f469_200d_1f4bb.svg", "👩‍💻", "woman, personal computer"),
    ])
  func emojiAddress(address: String, text: String, name: String) {
    #expect(Emoji(imageURL: address)?.text == text)
    #expect(Emoji(imageURL: address)?.name == name)
  }

  @Test(
    "an address without an emoji gives none",
    arguments: ["https://x/cat.png", "", "https://x/emoji.svg"])
  func noEmoji(address: String) { #expect(Emoji(imageURL: address) == nil) }

  @Test("a wait shows how long it has lasted, and the age of a code that has changed")
  func waiting() throws {
    var state = Screens.login(at: DashboardViewTests.qr, Size(columns: 120, rows: 40))
    state.now = Timestamp(seconds: Screens.now.seconds + 62)
    #expect(wizard(state, 120, 40).joined(separator: " ").contains("1:02 so far"))
    let login = try #require(state.login)
    let step = LoginStep.displayAndWait(DisplayStep(stepID: "q", display: .qr(data: "other")))
    let session = LoginSession(
      bridgeID: "wa", loginSessionID: "s", status: .waitingForDisplay, currentStep: step)
    Screens.send(
      &state, .answered(.login(login.id, generation: login.machine.generation, .waited(.success(session)))))
    state.now = Timestamp(seconds: Screens.now.seconds + 70)
    #expect(
      Screens.lines(state, 120, 40).joined(separator: " ").contains("code 2, 0:08"))
  }

  @Test("a QR code that does not fit says what it needs, and appears as soon as it fits")
  func tooSmall() {
    let state = Screens.login(at: DashboardViewTests.qr)
    let text = wizard(state).joined(separator: " ")
    #expect(text.contains("needs a terminal of 65 by 36"))
    #expect(!text.contains("█▀"))
    #expect(Screens.lines(state, 120, 36).joined().contains("█▀"))
    // In a window too narrow for both, the code replaces the list.
    #expect(Screens.lines(state, 90, 36).joined().contains("█▀"))
    #expect(!Screens.lines(state, 90, 36).joined().contains("Accounts"))
  }

  @Test(
    "an unknown step says what can be done; one for a passkey does not promise to continue (real-bridge F5)")
  func unknown() {
    let passkey = wizard(Screens.login(at: DashboardViewTests.unknown)).joined(separator: " ")
    #expect(passkey.contains("passkey") && passkey.contains("Esc cancels"))
    #expect(!passkey.contains("by itself") && !passkey.contains("Waiting for you"))
    let step = LoginStep.unknown(UnknownStep(type: "hologram", content: .null))
    let other = wizard(Screens.login(at: step)).joined(separator: " ")
    #expect(other.contains("(hologram)") && other.contains("by itself"))
  }

  @Test(
    "real-bridge F1: the end of a login says what the account's status says",
    arguments: [
      (Account.Status.connected, "● WhatsApp is connected"),
      (.backfilling, "● WhatsApp is connected"),
      (.connecting, "Logged in to WhatsApp. Connecting"),
      (.reconnectRequired, "! Logged in to WhatsApp, but not connected"),
      (.disconnected, "! Logged in to WhatsApp, but not connected"),
      (.init(rawValue: "odd"), "Logged in to WhatsApp. Connecting"),
    ])
  func endStatus(status: Account.Status, expected: String) throws {
    var state = Screens.login(at: DashboardViewTests.nothing)
    let login = try #require(state.login)
    var session = session(.complete)
    var account = Screens.bridges[0].accounts[0]
    (account.status, account.statusText) = (.connecting, nil)
    session.account = account
    Screens.send(
      &state, .answered(.login(login.id, generation: login.machine.generation, .waited(.success(session)))))
    #expect(wizard(state).joined(separator: " ").contains("Connecting"))
    // The end follows the account while it is shown.
    var bridges = Screens.bridges
    bridges[0].accounts[0].status = status
    bridges[0].accounts[0].statusText = "Failed to authenticate"
    Screens.send(&state, .answered(.bridges(Screens.target, .success(bridges))))
    let text = wizard(state).joined(separator: " ")
    #expect(text.contains(expected), "\(text)")
    #expect(text.contains("Failed to authenticate") == expected.contains("not connected"))
  }

  @Test("real-bridge F2b: every step of a reconnect says what another account would replace")
  func reconnectWarning() {
    for step in [
      DashboardViewTests.form, DashboardViewTests.code, DashboardViewTests.qr, DashboardViewTests.nothing,
    ] {
      let text = Screens.lines(Screens.login(at: step, Size(columns: 120, rows: 44)), 120, 44).joined()
      #expect(text.contains("any other account would"), "\(step.type)")
    }
  }

  @Test("logins H3: a code comes before long instructions, and is wrapped, not cut")
  func codeFirst() {
    let long = String(repeating: "Open the app, and look for the settings. ", count: 20)
    let code = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ12-34567-890A"
    let step = LoginStep.displayAndWait(
      DisplayStep(stepID: "c", display: .code(data: code), instructions: long))
    for (columns, rows) in [(120, 36), (80, 24), (60, 18)] {
      let lines = Screens.lines(Screens.login(at: step, Size(columns: columns, rows: rows)), columns, rows)
      let text = lines.joined().filter { !" │╭╮╰╯".contains($0) }
      #expect(text.contains(code), "\(columns)x\(rows)")
    }
  }

  @Test("logins H3: a long reason leaves room for what to do, and follows in full")
  func longReason() throws {
    var state = Screens.login(at: DashboardViewTests.nothing, Size(columns: 80, rows: 24))
    let login = try #require(state.login)
    let reason = String(repeating: "It went wrong somehow. ", count: 28)
    let session = session(.failed, error: .init(code: "FI.X", message: reason))
    Screens.send(
      &state, .answered(.login(login.id, generation: login.machine.generation, .waited(.success(session)))))
    let text = wizard(state).joined(separator: " ")
    for word in ["What to do", "Code FI.X", "r  Try again"] { #expect(text.contains(word), "\(text)") }
  }

  @Test("each end shows its result, and what to do next")
  func ends() throws {
    let ends: [(LoginSession, [String])] = [
      (
        session(.failed, error: .init(code: "FI.X", message: "The phone said no")),
        ["! The login failed", "The phone said no.", "Code FI.X", "r  Try again", "c  Another way"]
      ),
      (session(.cancelled), ["The login was cancelled", "r  Try again"]),
      (session(.complete, login: "other"), ["● WhatsApp is connected", "took the place of WhatsApp"]),
    ]
    for (session, words) in ends {
      var state = Screens.login(at: DashboardViewTests.nothing)
      let login = try #require(state.login)
      Screens.send(
        &state, .answered(.login(login.id, generation: login.machine.generation, .waited(.success(session)))))
      let text = wizard(state).joined(separator: " ")
      for word in words { #expect(text.contains(word), "\(text)") }
      #expect(!text.contains("Quit"))
    }
  }

  private func session(
    _ status: LoginSession.Status, error: LoginSession.Failure? = nil, login: String? = nil
  ) -> LoginSession {
    LoginSession(
      bridgeID: "wa", loginSessionID: "s", status: status,
      login: login.map { BridgeLogin(bridgeID: "wa", loginID: $0, removeScopes: [], status: .connected) },
      error: error)
  }

  @Test("light Markdown becomes styles and loses its markers; lookalikes stay")
  func markdown() {
    let cells = Markdown.lines(of: "a **b** `c` 2 * 3 <b> **x\n<https://x>", Screens.theme)
    #expect(cells.map { $0.map(\.glyph.text).joined() } == ["a b c 2 * 3 <b> **x", "https://x"])
    #expect(cells[0][2].style.bold)
    #expect(cells[1][0].style.underline)
  }

  @Test("review B5: markers without an end take linear time", .timeLimit(.minutes(1)))
  func hostileMarkdown() {
    let n = 30_000
    for text in [
      String(repeating: "[", count: n),
      String(repeating: "[", count: n) + "](http://" + String(repeating: "a", count: n) + " )",
      String(repeating: "<", count: n) + ">", String(repeating: "**", count: n),
      String(repeating: "`", count: n) + "a",
      String(repeating: "[](", count: n), String(repeating: "h", count: n),
      String(repeating: "*", count: n) + "a",
      "http://a" + String(repeating: ")", count: n), String(repeating: "http://", count: n),
    ] {
      _ = Markdown.lines(of: text, Screens.theme)
    }
  }
}
