import BridgeModel
import BridgeStore
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("Keys set by the user")
struct KeymapChangeTests {
  private static func keymap(_ changes: [String: [String]]) throws -> Keymap {
    try Keymap(changes.sorted { $0.key < $1.key }.map { Keymap.Change(name: $0.key, keys: $0.value) })
  }

  @Test("every binding has its own name, and every name has a binding")
  func names() {
    let names = Keymap.standard.commands.map(\.name)
    #expect(names.count == Set(names).count && Set(names) == Set(CommandName.allCases))
  }

  @Test("every key has a name that can be written in a file")
  func keyNames() {
    for key in Set(Keymap.standard.commands.flatMap(\.keys)) { #expect(Key(name: key.name) == key) }
    #expect(
      Key(name: "ctrl-g") == .control("g") && Key(name: "pgup") == .pageUp
        && Key(name: "f12") == .function(12))
    #expect(Key(name: "G") == .character("G") && Key(name: "é") == .character("é"))
    for none in ["", "Ctrl-H", "Ctrl-I", "Ctrl-J", "Ctrl-M", "F13", "F0", "xx", "\u{1B}", "Alt-F1", "\n"] {
      #expect(Key(name: none) == nil, "\(none)")
    }
  }

  @Test("a changed key replaces the default, and every text names it")
  func changed() throws {
    let keymap = try Self.keymap(["reconnect": ["i"], "signIn": ["F2", "Ctrl-X"], "back": ["F10"]])
    #expect(keymap.action(for: .character("i"), in: .list) == .asked(.reconnect))
    #expect(keymap.action(for: .character("r"), in: .list) == nil)
    #expect(keymap.action(for: .control("x"), in: .detail) == .asked(.signIn))
    let theme = Theme(isUnicode: true, isColored: true, keymap: keymap)
    var state = Screens.state()
    let lines = Screens.lines(state, 80, 24, theme)
    #expect(lines[5].contains("Press i to log in again."))
    #expect(lines.contains { $0.contains("  i  Reconnect") } && lines[23].hasPrefix(" i Reconnect"))
    Screens.send(&state, .asked(.log))
    #expect(Screens.lines(state, 80, 24, theme).contains { $0.contains("F10 closes") })
    #expect(keymap.document.contains("| `F2` `Ctrl-X` | `signIn` |"))
  }

  @Test("two keys can be swapped")
  func swapped() throws {
    let keymap = try Self.keymap(["reconnect": ["x"], "remove": ["r"]])
    #expect(keymap.action(for: .character("x"), in: .list) == .asked(.reconnect))
    #expect(keymap.action(for: .character("r"), in: .list) == .asked(.remove))
  }

  @Test(
    "an invalid change is rejected, with the reason",
    arguments: [
      ("refresh", ["x"], "`x` is taken by remove"),
      ("refresh", ["Ctrl-C"], "`Ctrl-C` is taken by quit"),
      ("reload", ["F6"], "unknown command"),
      ("refresh", ["Ctrl-M"], "not a key that terminals can report"),
      ("refresh", [], "it needs a key"), ("reveal", ["v"], "`v` is text there"),
      ("up", ["Esc"], "`Esc` is taken by"),
    ])
  func refused(name: String, keys: [String], expected: String) {
    #expect {
      try Self.keymap([name: keys])
    } throws: { error in
      guard let problem = error as? Keymap.ChangeProblem else { return false }
      return problem.name == name && problem.what.contains(expected)
    }
  }

  /// Screens whose texts mention keys.
  private static var states: [State] {
    let steps = [
      DashboardViewTests.form, DashboardViewTests.code, DashboardViewTests.qr, DashboardViewTests.nothing,
      DashboardViewTests.emoji, DashboardViewTests.unknown,
    ]
    var states = steps.map { Screens.login(at: $0, Size(columns: 60, rows: 20)) }
    for var state in states {
      Screens.send(&state, .asked(.back))
      states.append(state)
      Screens.send(&state, .asked(.previous), .asked(.confirm))
      states.append(state)
    }
    var (copying, alone) = (states[2], states[2])
    Screens.send(&copying, .asked(.copy))
    Screens.send(&alone, .asked(.fullScreen))
    let refused = ServiceError(.unauthorized, message: "no", route: "")
    let requests: [[Action]] = [
      [], [.asked(.help)], [.asked(.log)], [.asked(.targets)], [.asked(.filter), .typed(.insert("xyz"))],
      [.answered(.bridges(Screens.target, .failure(refused)))],
      [.answered(.bridges(Screens.target, .failure(refused))), .asked(.confirm)],
      [.answered(.bridges(Screens.target, .failure(refused))), .asked(.next), .asked(.confirm)],
      [
        .answered(.bridges(Screens.target, .failure(refused))), .asked(.next), .asked(.confirm),
        .answered(.signIn(Screens.target, .open(address: "http://x"))),
        .answered(.ran(.noBrowser)),
      ],
    ]
    for actions in requests {
      var state = Screens.state()
      for action in actions { Screens.send(&state, action) }
      states.append(state)
    }
    return states + [copying, alone]
  }

  @Test("every key mentioned in a text comes from the keymap", arguments: [(120, 60), (60, 20)])
  func wordings(columns: Int, rows: Int) {
    // A keymap in which every key is different: a text that still mentions an old one has it hard-coded.
    var groups = Keymap.standard.groups
    var next = 100
    for group in groups.indices {
      for index in groups[group].commands.indices {
        let command = groups[group].commands[index]
        groups[group].commands[index] = command.with([.function(next)])
        next += 1
      }
    }
    let theme = Theme(isUnicode: true, isColored: true, keymap: Keymap(groups: groups))
    for state in Self.states {
      for line in Screens.lines(state, columns, rows, theme) {
        let old = /\b(Ctrl-[ABD-Z]|Esc|Enter|PgUp|PgDn|Tab|F1)\b|\b([Pp]ress \w|with [b-zA-Z])\b/
        #expect(line.firstMatch(of: old) == nil, "\(line)")
      }
    }
  }
}
