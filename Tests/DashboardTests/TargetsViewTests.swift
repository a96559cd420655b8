import BridgeModel
import BridgeStore
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("Servers on the screen")
struct TargetsViewTests {
  private static let work = TargetID("work")
  private static let sizes = [(120, 36), (80, 24), (60, 20), (20, 5), (1, 1)]

  /// Two servers, of which the second needs something.
  private static func state(_ preparation: ConnectResult, _ size: Size = Size(columns: 80, rows: 24)) -> State
  {
    var state = State(
      targets: [
        Target(id: Screens.target, address: "127.0.0.1:23373", hasConnection: true),
        Target(id: work, address: "beeper.example"),
      ], now: Screens.now)
    Screens.send(
      &state, .resized(Layout.viewport(of: size)), .opened,
      .answered(.bridges(Screens.target, .success(Screens.bridges))), .answered(.connected(work, preparation))
    )
    return state
  }

  @Test("each has its name, its address and its connection state")
  func switcher() {
    var state = Self.state(.ready(allowsWriting: true))
    Screens.send(
      &state,
      .answered(.bridges(Self.work, .failure(ServiceError(.timedOut, message: "No answer", route: "")))),
      .asked(.targets))
    let text = Screens.lines(state).joined(separator: "\n")
    for expected in [
      "› home  127.0.0.1:23373  current", "● live  4 accounts, 1 needs you", "work  beeper.example",
      "! no data since 14:02:11", "No answer.",
    ] {
      #expect(text.contains(expected), "\(text)")
    }
    Screens.send(&state, .moved(.down))
    #expect(Screens.lines(state).contains { $0.contains("› work  beeper.example") })
  }

  @Test("the title names the shown server, and counts the accounts elsewhere that need attention")
  func title() {
    var state = Self.state(.ready(allowsWriting: true))
    #expect(Screens.lines(state)[0].hasPrefix(" drawbridge  home  127.0.0.1:23373"))
    Screens.send(&state, .answered(.bridges(Self.work, .success(Screens.bridges))))
    #expect(Screens.lines(state)[0].contains("1 needs you on other servers"))
    Screens.send(&state, .asked(.targets), .moved(.down), .asked(.confirm))
    #expect(Screens.lines(state, 120, 24)[0].hasPrefix(" drawbridge  work  beeper.example"))
    #expect(Screens.lines(state)[22].contains("work: connected to the server: 4 accounts"))
  }

  @Test("in a narrow title, the server's name and its warnings stay", arguments: [80, 60])
  func narrow(columns: Int) {
    var state = State(
      targets: [
        Target(id: Screens.target, address: "h:1", hasConnection: true),
        Target(id: Self.work, address: "beeper.example", isReadOnly: true, isInsecure: true),
      ], now: Screens.now)
    Screens.send(
      &state, .resized(Layout.viewport(of: Size(columns: columns, rows: 24))), .opened,
      .answered(.bridges(Screens.target, .success(Screens.bridges))),
      .answered(.connected(Self.work, .ready(allowsWriting: true))),
      .answered(.bridges(Self.work, .success(Screens.bridges))), .asked(.targets), .moved(.down),
      .asked(.confirm),
      .answered(.bridges(Self.work, .failure(ServiceError(.timedOut, message: "", route: "")))))
    let title = Screens.lines(state, columns, 24)[0]
    for expected in ["READ-ONLY", "work", "1 needs you", "! NOT ENCRYPTED", "! no data"] {
      #expect(title.contains(expected), "\(title)")
    }
  }

  @Test("an unencrypted token and read-only mode are marked")
  func marks() {
    var state = State(
      targets: [
        Target(
          id: Self.work, address: "192.0.2.1:80", isReadOnly: true, isInsecure: true, hasConnection: true)
      ],
      now: Screens.now)
    Screens.send(&state, .resized(Layout.viewport(of: Size(columns: 80, rows: 24))), .opened)
    #expect(Screens.lines(state)[0].contains("READ-ONLY  ! NOT ENCRYPTED"))
  }

  @Test("a server's problem is shown where its accounts would be")
  func closed() {
    var state = Self.state(.unavailable(.misconfigured("the file is gone")))
    Screens.send(&state, .asked(.targets), .moved(.down), .asked(.confirm))
    let text = Screens.lines(state).joined(separator: "\n")
    #expect(text.contains("! the file is gone") && text.contains("! unusable"))
  }

  @Test("sign-in shows the address, masks what is pasted, and reports what was wrong with it")
  func signIn() {
    var state = Self.state(.unavailable(.noToken))
    Screens.send(&state, .asked(.targets), .moved(.down), .asked(.confirm))
    #expect(Screens.lines(state).contains { $0.contains("Asking beeper.example where to sign in") })
    Screens.send(
      &state, .answered(.signIn(Self.work, .open(address: "https://beeper.example/oauth?state=1"))),
      .typed(.insert("a-token")))
    let text = Screens.lines(state).joined(separator: "\n")
    #expect(text.contains("https://beeper.example/oauth?state=1"))
    #expect(text.contains("› •••••••") && !text.contains("a-token"))
    let frame = DashboardView.frame(of: state, size: Size(columns: 80, rows: 24), theme: Screens.theme)
    #expect(frame.cursor?.visible == true)
    Screens.send(&state, .answered(.signIn(Self.work, .ignored("not an answer"))))
    #expect(Screens.lines(state).contains { $0.contains("! Not an answer.") })
    Screens.send(&state, .answered(.signIn(Self.work, .failed("denied"))))
    #expect(Screens.lines(state).contains { $0.contains("! Denied.") })
  }

  @Test("the list of servers and the sign-in are drawn at every size", arguments: sizes)
  func everySize(columns: Int, rows: Int) {
    var state = Self.state(.unavailable(.noToken), Size(columns: columns, rows: rows))
    Screens.send(&state, .asked(.targets))
    if columns >= 60 { #expect(Screens.lines(state, columns, rows).contains { $0.contains("no token") }) }
    Screens.send(&state, .moved(.down), .asked(.confirm))
    let address = "https://beeper.example/" + String(repeating: "x", count: 300)
    Screens.send(&state, .answered(.signIn(Self.work, .open(address: address))))
    let lines = Screens.lines(state, columns, rows)
    if columns >= 60 { #expect(lines.contains { $0.contains("Enter:") }) }
  }
}
