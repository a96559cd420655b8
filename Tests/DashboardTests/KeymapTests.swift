import BridgeStore
import Foundation
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("The keymap")
struct KeymapTests {
  @Test("gives each key one meaning in each context", arguments: Context.allCases)
  func unambiguous(context: Context) {
    let keys = Keymap.standard.commands(in: context).flatMap { $0.keys(in: context) }
    #expect(Set(keys).count == keys.count, "\(keys)")
  }

  @Test("goes back, quits, suspends and redraws in every context", arguments: Context.allCases)
  func exits(context: Context) {
    #expect(Keymap.standard.action(for: .escape, in: context) == .asked(.back))
    #expect(Keymap.standard.action(for: .control("c"), in: context) == .asked(.quit))
    #expect(Keymap.standard.action(for: .control("z"), in: context) == .asked(.suspend))
    #expect(Keymap.standard.action(for: .control("l"), in: context) == .asked(.redraw))
  }

  @Test("takes letters as text where text is typed, and pastes nowhere else")
  func text() {
    #expect(Keymap.standard.action(for: .character("q"), in: .form) == .typed(.insert("q")))
    #expect(Keymap.standard.action(for: .character("q"), in: .list) == .asked(.quit))
    #expect(Keymap.standard.action(for: .paste("q\n"), in: .form) == .typed(.insert("q\n")))
    #expect(Keymap.standard.action(for: .paste("q\n"), in: .filter) == .typed(.insert("q\n")))
    for context in Context.allCases where !context.takesText {
      #expect(Keymap.standard.action(for: .paste("q"), in: context) == nil)
    }
  }

  @Test("binds no key that multiplexers or terminals reserve")
  func reserved() {
    let taken: Set<Key> = Set("hjbsqim".map { Key.control($0) })
    #expect(taken.isDisjoint(with: Keymap.standard.commands.flatMap(\.keys)))
  }

  @Test("docs/keys.md is what `drawbridge keys` prints")
  func document() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/keys.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == Keymap.standard.document + "\n")
  }

  @Test("the footer leaves out disabled keys, and ends with the help")
  func footer() {
    var state = Screens.state()
    Screens.send(&state, .moved(.last))
    let footer = Screens.lines(state)[23]
    #expect(!footer.contains("Reconnect"))
    #expect(footer.hasSuffix("? Help"))
    Screens.send(&state, .asked(.reconnect))
    #expect(Screens.lines(state)[22] == " No account here yet.")
  }

  @Test("the help scrolls as far as necessary and no further")
  func help() {
    var state = Screens.state(Size(columns: 60, rows: 20))
    Screens.send(&state, .asked(.help))
    #expect(Screens.lines(state, 60, 20).contains { $0.contains("Log the selected account in again") })
    Screens.send(&state, .moved(.last))
    let end = Screens.lines(state, 60, 20)
    #expect(end.contains { $0.contains("Delete everything after the cursor") })
    Screens.send(&state, .moved(.down))
    #expect(Screens.lines(state, 60, 20) == end)
    Screens.send(&state, .moved(.up))
    #expect(Screens.lines(state, 60, 20) != end)
  }
}
