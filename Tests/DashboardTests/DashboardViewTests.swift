import BridgeModel
import BridgeStore
import Terminal
import Testing

@testable import Dashboard

@Suite("The dashboard")
struct DashboardViewTests {
  @Test("at 80x24, with an account that needs attention")
  func whole() {
    let lines = Screens.lines(Screens.state())
    #expect(
      lines.prefix(13) == [
        " drawbridge  127.0.0.1:23373                    4 accounts  1 needs you  ● live",
        "╭─ Accounts ───────────────────────╮╭─ WhatsApp ───────────────────────────────╮",
        "│ NEEDS YOU                        ││ Alice Example  +14155552671              │",
        "│▌! WhatsApp +14155552671 reconnect││ ! Reconnect required                     │",
        "│ ON THIS DEVICE                   ││ Your phone ended this session.           │",
        "│ ◐ Telegram @alice     backfilling││ Chats are kept. Press r to log in again. │",
        "│ BEEPER CLOUD                     ││                                          │",
        "│ ● Discord  alice#0001            ││ Bridge     wa  On this device            │",
        "│ ? Discord  a@b.examp… half asleep││                                          │",
        "│ AVAILABLE                        ││                                          │",
        "│ ○ LINE                           ││                                          │",
        "│ – Old Network            disabled││                                          │",
        "│                                  ││                                          │",
      ])
    #expect(
      lines.suffix(6) == [
        "│                                  ││   r  Reconnect                           │",
        "│                                  ││   c  Connect new                         │",
        "│                                  ││   x  Remove  (still loading)             │",
        "╰──────────────────────────── 1/6 ─╯╰──────────────────────────────────────────╯",
        " 14:02:11 connected to the server: 4 accounts",
        " r Reconnect  c Connect new  / Filter  Tab Other pane  @ Log  q Quit  ? Help",
      ])
  }

  @Test("without UTF-8 everything is ASCII")
  func ascii() {
    var states = [Screens.state(), Screens.login(at: Self.form), Screens.login(at: Self.code)]
    states[0].now = Screens.now
    for state in states {
      // The screen replaces the ellipsis, which marks cut text everywhere.
      let text = Screens.lines(state, 80, 24, Screens.ascii).joined()
      let strange = text.filter { !$0.isASCII }
      #expect(strange.isEmpty)
    }
  }

  @Test("without colours no cell is coloured, and the focused pane has double borders")
  func noColor() {
    let theme = Theme(isUnicode: true, isColored: false)
    let frame = DashboardView.frame(of: Screens.state(), size: Size(columns: 80, rows: 24), theme: theme)
    for row in 0..<24 {
      for cell in frame.row(row) {
        #expect(cell.style.foreground == .terminal && cell.style.background == .terminal)
      }
    }
    #expect(frame.lines[1].hasPrefix("╔═ Accounts"))
  }

  @Test("the selection is reversed, and the cursor rests on it for screen readers")
  func selection() {
    let frame = DashboardView.frame(
      of: Screens.state(), size: Size(columns: 80, rows: 24), theme: Screens.theme)
    #expect(frame.cell(column: 5, row: 3).style.reverse)
    #expect(!frame.cell(column: 5, row: 5).style.reverse)
    #expect(frame.cursor == Frame.Cursor(at: Point(column: 1, row: 3), visible: false))
  }

  @Test("an outage is shown in the title and above the last known details")
  func outage() {
    var state = Screens.state()
    Screens.send(
      &state,
      .answered(
        .bridges(
          Screens.target,
          .failure(ServiceError(.unreachable, message: "Nobody answers at h:1.", route: "GET /")))))
    let lines = Screens.lines(state)
    #expect(lines[0].hasSuffix("! no data since 14:02:11"))
    #expect(lines[2].contains("! Nobody answers at h:1."))
    #expect(lines.contains { $0.contains("Alice Example") })
    #expect(lines[22] == " 14:02:11 Nobody answers at h:1.")
  }

  @Test("strings from a server are harmless, however nasty and long")
  func strangers() {
    var bridges = Screens.bridges
    bridges[0].displayName = "\u{1B}[2J\u{202E}Evil\u{7}" + String(repeating: "x", count: 10_000)
    bridges[0].accounts[0].user.fullName = "a\nb\u{1B}]0;t\u{7}" + String(repeating: "\u{301}", count: 10_000)
    bridges[0].accounts[0].statusText = String(repeating: "y", count: 100_000)
    let frame = DashboardView.frame(
      of: Screens.state(bridges: bridges), size: Size(columns: 80, rows: 24), theme: Screens.theme)
    for row in 0..<24 {
      for cell in frame.row(row) {
        for scalar in cell.glyph.text.unicodeScalars {
          #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}")
        }
      }
      #expect(frame.row(row).reduce(0) { $0 + $1.glyph.columns } == 80)
    }
  }

  static let form = LoginStep.userInput(
    UserInputStep(
      stepID: "f",
      fields: [
        LoginInputField(id: "u", type: .username, label: "User name", placeholder: "you@example.com"),
        LoginInputField(id: "p", type: .password, label: "Password", description: "The one of the app"),
        LoginInputField(id: "n", label: "Note", optional: true),
      ], instructions: "Say **who** you are, with `code` and <https://x.example>"))
  static let code = LoginStep.displayAndWait(
    DisplayStep(stepID: "c", display: .code(data: "ABCD-EF12"), instructions: "Type this code"))
  static let qr = LoginStep.displayAndWait(
    DisplayStep(
      stepID: "q", display: .qr(data: String(repeating: "x", count: 265)), instructions: "Scan this"))
  static let nothing = LoginStep.displayAndWait(
    DisplayStep(stepID: "n", display: .nothing, instructions: "Type the PIN **123456**"))
  static let emoji = LoginStep.displayAndWait(
    DisplayStep(
      stepID: "e", display: .emoji(imageURL: "https://x/latest/1f419/emoji.svg"), instructions: "Tap it"))
  static let unknown = LoginStep.unknown(UnknownStep(type: "webauthn", content: .null))

  @Test(
    "draws every kind of view at every size without a crash, and the cursor inside",
    arguments: [
      (120, 36), (80, 24), (60, 20), (76, 10), (40, 12), (20, 6), (10, 4), (5, 3), (3, 2), (1, 1), (0, 0),
    ])
  func sizes(columns: Int, rows: Int) {
    let size = Size(columns: columns, rows: rows)
    var states = [Screens.state(size), Screens.state(size, bridges: [])]
    for step in [Self.form, Self.code, Self.qr, Self.nothing, Self.emoji, Self.unknown] {
      states.append(Screens.login(at: step, size))
    }
    for request in [Action.Request.help, .log, .filter, .reconnect, .quit] {
      var state = states[0]
      Screens.send(&state, .asked(request))
      states.append(state)
      var inLogin = states[3]
      Screens.send(&inLogin, .asked(request))
      states.append(inLogin)
    }
    for state in states {
      for theme in [Screens.theme, Screens.ascii] {
        let frame = DashboardView.frame(of: state, size: size, theme: theme)
        if columns >= 60 && rows >= 20 { #expect(frame.text.contains(" draw")) }
        if let cursor = frame.cursor {
          #expect((0..<columns).contains(cursor.point.column) && (0..<rows).contains(cursor.point.row))
        }
      }
    }
  }

  @Test("a narrow terminal shows only the focused pane")
  func narrow() {
    var state = Screens.state(Size(columns: 60, rows: 20))
    #expect(Screens.lines(state, 60, 20)[1].hasPrefix("╭─ Accounts ──"))
    #expect(!Screens.lines(state, 60, 20).contains { $0.contains("Reconnect required") })
    Screens.send(&state, .asked(.next))
    #expect(Screens.lines(state, 60, 20)[1].hasPrefix("╭─ WhatsApp ──"))
  }

  @Test("10,000 accounts are a list like any other")
  func many() {
    var bridges = Screens.bridges
    bridges[0].accounts = (0..<10_000).map { number in
      Screens.account(
        "m\(number)", .connected, bridge: "wa", provider: .local,
        user: User(id: "\(number)", phoneNumber: "+1415\(number)"))
    }
    var state = Screens.state(bridges: bridges)
    Screens.send(&state, .moved(.last))
    let lines = Screens.lines(state)
    #expect(lines[0].contains("10003 accounts"))
    #expect(lines[21].contains("10005/10005"))
    Screens.send(&state, .moved(.first), .moved(.pageDown))
    #expect(Screens.lines(state)[21].contains("19/10005"))
  }
}
