import BridgeStore
import Logins
import Terminal

extension Keymap {
  private static let panes: Set<Context> = [.list, .detail]
  private static let wizard: Set<Context> = [.choice, .form, .display, .working, .ended]
  private static let overlays: Set<Context> = [.help, .log, .targets, .dialog]
  /// Where letters are commands and not text.
  private static let letters: Set<Context> = [.list, .detail, .choice, .display, .working, .ended]
  private static let lines: Set<Context> = [.form, .filter, .signIn]
  private static let all = Set(Context.allCases)

  /// All commands with their default keys, in the order of the help.
  static let table: [Group] = [accounts, servers, login, everywhere, moving, typing]

  private static func on(_ keys: Key..., in contexts: Set<Context>) -> Command.Binding {
    Command.Binding(contexts: contexts, keys: keys)
  }

  private static func at(
    _ contexts: Set<Context>, _ act: Command.Act? = nil, _ label: String? = nil
  ) -> Command.Meaning {
    Command.Meaning(contexts: contexts, act: act, label: label)
  }

  private static let accounts = Group(
    title: "Accounts",
    commands: [
      Command(
        .reconnect, [on(.character("r"), in: panes)], .request(.reconnect), "Reconnect",
        "Log the selected account in again", shownIn: panes, isInAccountPane: true),
      Command(
        .connect, [on(.character("c"), in: panes)], .request(.connect), "Connect new",
        "Connect a new account of this network", shownIn: panes, isInAccountPane: true),
      Command(
        .remove, [on(.character("x"), in: panes)], .request(.remove), "Remove",
        "Remove the account's login (asks first)", shownIn: panes, isInAccountPane: true),
      Command(
        .reconnectAll, [on(.character("A"), in: panes)], .request(.reconnectAll), "Reconnect all",
        "Reconnect all accounts that need you, one by one"),
      Command(
        .filter, [on(.character("/"), in: panes)], .request(.filter), "Filter",
        "Filter by network, name, number, status", shownIn: panes),
      Command(
        .nextMatch, [on(.character("n"), in: panes)], .request(.nextMatch), "Next",
        "Next match, or next account that needs you"),
      Command(
        .previousMatch, [on(.character("N"), in: panes)], .request(.previousMatch), "Previous",
        "Previous match or account"),
      Command(
        .refresh, [on(.character("R"), .function(5), in: panes)], .request(.refresh), "Refresh",
        "Read everything from the server now"),
    ])

  private static let servers = Group(
    title: "Servers",
    commands: [
      Command(
        .servers, [on(.character("T"), in: letters), on(.control("g"), in: [.form])], .request(.targets),
        "Servers", "List the servers, and switch to another one"),
      Command(
        .signIn, [on(.character("a"), in: letters), on(.control("t"), in: [.form])], .request(.signIn),
        "Sign in", "Sign in, if the token is missing, refused or read-only", shownIn: letters.union([.form])),
    ])

  private static let everywhere = Group(
    title: "Everywhere",
    commands: [
      Command(
        .confirm,
        [
          on(.enter, in: panes.union(lines).union([.choice, .ended, .targets, .dialog])),
          on(.character(" "), in: [.choice, .targets, .dialog]),
        ], .request(.confirm), "Select",
        "Open or choose; next field or send; reconnect; close",
        shownIn: lines.union([.choice, .ended, .targets, .dialog]),
        meanings: [
          at([.list], nil, "Open"), at([.detail], nil, "Reconnect"), at([.filter], nil, "Done"),
          at([.form], nil, "Next, send"), at([.signIn], nil, "Send"), at([.targets], nil, "Switch"),
          at([.ended], nil, "Close"),
        ]),
      Command(
        .back, [on(.escape, in: all), on(.character("q"), in: overlays)], .request(.back), "Back",
        "Back: clear the filter, close, cancel a login (asks)",
        shownIn: overlays.union(wizard).union([.signIn]).subtracting([.ended]),
        meanings: [at(wizard.subtracting([.ended]), nil, "Cancel"), at(overlays, nil, "Close")]),
      Command(
        .next, [on(.tab, in: letters.union([.form, .dialog]))], .request(.next), "Other pane",
        "The other pane; the next field or answer", shownIn: letters.union([.form, .dialog]),
        meanings: [at([.form], nil, "Next field"), at([.dialog], nil, "Next")]),
      Command(
        .previous, [on(.backTab, in: letters.union([.form, .dialog]))], .request(.previous), "Other pane",
        "The other pane; the previous field or answer"),
      Command(
        .open, [on(.character("o"), in: [.display, .ended]), on(.control("o"), in: [.form, .signIn])],
        .request(.open), "Open", "Open the address or attached file on the screen",
        shownIn: [.display, .ended, .form, .signIn]),
      Command(
        .copy,
        [
          on(.character("y"), in: panes.union([.display, .ended])), on(.control("y"), in: [.form, .signIn]),
        ], .request(.copy), "Copy",
        "Copy an ID, address or script; or a code (asks first)",
        shownIn: [.display, .form, .signIn], meanings: [at(panes, nil, "Copy ID")]),
      Command(
        .log, [on(.character("@"), in: letters)], .request(.log), "Log", "Show the activity log",
        shownIn: letters),
      Command(
        .quit,
        [
          on(.character("q"), in: letters),
          Command.Binding(contexts: all, keys: [.control("c")], isFixed: true),
        ], .request(.quit), "Quit", "Quit; asks while a login is in progress", shownIn: letters),
      Command(
        .help, [on(.character("?"), .function(1), in: letters.union([.form, .filter]))], .request(.help),
        "Help", "Show the keys", shownIn: letters.union([.form, .filter])),
      Command(
        .nextLogin, [on(.control("n"), in: panes.union(wizard))], .request(.nextLogin), "Next login",
        "Next login in progress; those needing input first", shownIn: panes.union(wizard)),
      Command(
        .suspend, [on(.control("z"), in: all)], .request(.suspend), "Suspend", "Back to the shell; fg returns"
      ),
      Command(.redraw, [on(.control("l"), in: all)], .request(.redraw), "Redraw", "Redraw the screen"),
    ])

  private static let login = Group(
    title: "Logging in",
    commands: [
      Command(
        .fullScreen, [on(.character("Q"), in: [.display])], .request(.fullScreen), "Full screen",
        "Show the QR code full-screen, or in its pane again", shownIn: [.display]),
      Command(
        .smallerQR, [on(.character("s"), in: [.display])], .request(.smallerQR), "Smaller",
        "Switch the QR code between small and normal size", shownIn: [.display]),
      Command(
        .saveQR, [on(.character("p"), in: [.display])], .request(.saveQR), "Save image",
        "Save the QR code as an image, until this step ends", shownIn: [.display]),
      Command(
        .otherFlow, [on(.character("c"), in: [.display, .ended])], .request(.otherFlow), "Another way",
        "Choose another way to log in (asks first)",
        shownIn: [.display, .ended]),
      Command(
        .retry, [on(.character("r"), in: [.ended])], .request(.retry), "Try again", "Try the same way again",
        shownIn: [.ended]),
    ])

  private static let moving = Group(
    title: "Moving",
    commands: [
      Command(
        .up,
        [on(.up, .character("k"), in: [.list, .choice, .targets, .help, .log, .dialog, .filter, .form])],
        .motion(.up), "Up", "A line up; the previous field or answer"),
      Command(
        .down,
        [on(.down, .character("j"), in: [.list, .choice, .targets, .help, .log, .dialog, .filter, .form])],
        .motion(.down), "Down", "A line down; the next field or answer"),
      Command(
        .left,
        [on(.left, .character("h"), in: letters.subtracting([.list]).union(lines).union([.dialog]))],
        .request(.previous), "Left", "The left pane; a character left; the previous option",
        meanings: [at(lines, .edit(.left))]),
      Command(
        .right, [on(.right, .character("l"), in: lines.union([.list, .dialog]))], .request(.next), "Right",
        "The right pane; a character right; the next option",
        meanings: [at(lines, .edit(.right))]),
      Command(
        .pageUp, [on(.pageUp, in: [.list, .choice, .help, .log, .filter, .form])], .motion(.pageUp),
        "Page up", "A page up; in a form, the text above the fields"),
      Command(
        .pageDown,
        [
          on(.pageDown, in: [.list, .choice, .help, .log, .filter, .form]),
          on(.character(" "), in: [.help, .log]),
        ], .motion(.pageDown), "Page down", "A page down; in a form, back to the fields"),
      Command(
        .first, [on(.home, .character("g"), in: [.list, .choice, .targets, .help, .log])], .motion(.first),
        "First", "To the start"),
      Command(
        .last, [on(.end, .character("G"), in: [.list, .choice, .targets, .help, .log])], .motion(.last),
        "Last", "To the end"),
    ])

  private static let typing = Group(
    title: "Typing",
    commands: [
      Command(
        .reveal, [on(.control("r"), in: [.form])], .request(.reveal), "Show",
        "Show the secret for a few seconds, or mask it again", shownIn: [.form]),
      Command(
        .wordLeft, [on(.alt(.left), .alt(.character("b")), in: lines)], .edit(.wordLeft), "Word left",
        "One word left"),
      Command(
        .wordRight, [on(.alt(.right), .alt(.character("f")), in: lines)], .edit(.wordRight), "Word right",
        "One word right"),
      Command(
        .lineStart, [on(.home, .control("a"), in: lines)], .edit(.start), "Start", "Start of the line"),
      Command(.lineEnd, [on(.end, .control("e"), in: lines)], .edit(.end), "End", "End of the line"),
      Command(
        .deleteBackward, [on(.backspace, in: lines)], .edit(.deleteBackward), "Delete",
        "Delete the character before the cursor"),
      Command(
        .deleteForward, [on(.delete, .control("d"), in: lines)], .edit(.deleteForward), "Delete",
        "Delete the character at the cursor"),
      Command(
        .deleteWord, [on(.control("w"), .alt(.backspace), in: lines)], .edit(.deleteWord), "Delete word",
        "Delete the word before the cursor"),
      Command(
        .deleteToStart, [on(.control("u"), in: lines)], .edit(.deleteToStart), "Clear",
        "Delete everything before the cursor"),
      Command(
        .deleteToEnd, [on(.control("k"), in: lines)], .edit(.deleteToEnd), "Clear to end",
        "Delete everything after the cursor"),
    ])
}
