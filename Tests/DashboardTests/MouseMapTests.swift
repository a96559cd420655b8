import BridgeModel
import BridgeStore
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("The mouse on the screen")
struct MouseMapTests {
  private let size = Size(columns: 80, rows: 24)

  /// The actions of a click on a text.
  private func click(_ text: String, _ state: State) -> [Action] {
    let frame = DashboardView.frame(of: state, size: size, theme: Screens.theme)
    for (row, line) in frame.lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      let point = Point(column: Text.columns(of: String(line[..<range.lowerBound])), row: row)
      return MouseMap.actions(.press, at: frame.hitRegion(at: point), state, Screens.theme)
    }
    Issue.record("'\(text)' is not on the screen:\n\(frame.text)")
    return []
  }

  @Test("rows, panes, and keys in the footer and the account pane are clickable")
  func panes() {
    let state = Screens.state()
    #expect(click("Telegram", state) == [.clicked(.row(1))])
    #expect(click("half asleep", state) == [.clicked(.row(3))])
    #expect(click("BEEPER CLOUD", state) == [.clicked(.pane(.list))])
    #expect(click("Reconnect required", state) == [.clicked(.pane(.detail))])
    #expect(click("r  Reconnect", state) == [.asked(.reconnect)])
    #expect(click("c Connect new", state) == [.asked(.connect)])
    #expect(click("? Help", state) == [.asked(.help)])
    #expect(click("drawbridge", state) == [])
    var filtered = state
    Screens.send(&filtered, .asked(.filter), .typed(.insert("discord")))
    #expect(click("half asleep", filtered) == [.clicked(.row(1))])
  }

  @Test("fields, flows and answers are clickable; an overlay hides what is below")
  func wizard() {
    var state = Screens.login(at: DashboardViewTests.form)
    #expect(click("Password", state) == [.clicked(.field(1))])
    #expect(click("User name", state) == [.clicked(.field(0))])
    Screens.send(&state, .asked(.back))
    // The question in the title, before the answer of the same words.
    #expect(click("Cancel the login to", state) == [])
    #expect(click("Back to the list", state) == [.clicked(.answer(1))])
    #expect(click("Esc Close", state) == [.asked(.back)])
    #expect(click("Telegram", state) == [])
  }

  @Test("the wheel moves selections, scrolls texts by three lines, and leaves forms alone")
  func wheel() {
    var state = Screens.state()
    #expect(MouseMap.actions(.wheelDown, at: nil, state, Screens.theme) == [.moved(.down)])
    Screens.send(&state, .asked(.help))
    #expect(
      MouseMap.actions(.wheelUp, at: nil, state, Screens.theme) == [.moved(.up), .moved(.up), .moved(.up)])
    let form = Screens.login(at: DashboardViewTests.form)
    #expect(MouseMap.actions(.wheelUp, at: nil, form, Screens.theme) == [])
  }
}
