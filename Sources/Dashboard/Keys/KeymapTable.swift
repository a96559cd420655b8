import BridgeStore
import Terminal

extension Keymap {
  private static let panes: Set<Context> = [.list, .detail]
  private static let wizard: Set<Context> = [.choice, .form, .display, .working, .ended]
  /// Where letters are commands and not text.
  private static let commands: Set<Context> = [.list, .detail, .choice, .display, .working, .ended]
  private static let lines: Set<Context> = [.form, .filter, .signIn]
  private static let all = Set(Context.allCases)

  /// The table.
  public static let groups: [Group] = [list, servers, form, choice, display, ended, everywhere, moving]

  private static let list = Group(
    title: "Accounts",
    bindings: [
      Binding(
        .character("r"), in: panes, .request(.reconnect), "Reconnect",
        "Log the selected account in again", isShown: true, isAction: true),
      Binding(
        .character("c"), in: panes, .request(.connect), "Connect new",
        "Connect a new account of this network", isShown: true, isAction: true),
      Binding(
        .character("x"), in: panes, .request(.remove), "Remove",
        "Remove the account's login, after a question", isShown: true, isAction: true),
      Binding(
        .character("A"), in: panes, .request(.walk), "All in need",
        "Reconnect all accounts that need you, one after the other"),
      Binding(
        .enter, in: [.list], .request(.take), "Open",
        "Open the account, or connect the network"),
      Binding(
        .enter, in: [.detail], .request(.take), "Reconnect", "In the account pane: log it in again"),
      Binding(
        .character("/"), in: panes, .request(.filter), "Filter",
        "Filter by network, name, number, status", isShown: true),
      Binding(
        .character("n"), in: panes, .request(.nextMatch), "Next",
        "Next match, or next account that needs you"),
      Binding(
        .character("N"), in: panes, .request(.previousMatch), "Previous",
        "The one before"),
      Binding(
        .character("R"), .function(5), in: panes, .request(.refresh), "Refresh",
        "Read everything from the server now"),
      Binding(
        .character("y"), in: panes, .request(.copy), "Copy id", "Copy what the server calls the account"),
      Binding(
        .enter, in: [.filter], .request(.take), "Keep", "While filtering: keep the filter",
        isShown: true),
    ])

  private static let servers = Group(
    title: "Servers",
    bindings: [
      Binding(
        .character("T"), in: panes, .request(.targets), "Servers",
        "The servers: whether each answers, and which one is on the screen"),
      Binding(
        .character("a"), in: commands, .request(.signIn), "Sign in",
        "Sign in to the server again, where it refuses the token or allows reading only", isShown: true),
      Binding(
        .control("t"), in: [.form], .request(.signIn), "Sign in", "The same, from within a form",
        isShown: true),
      Binding(
        .enter, .character(" "), in: [.targets], .request(.take), "Show", "Show the server that is marked",
        isShown: true),
      Binding(
        .enter, in: [.signIn], .request(.take), "Send", "While signing in: hand over what was pasted",
        isShown: true),
    ])

  private static let form = Group(
    title: "Forms",
    bindings: [
      Binding(
        .enter, in: [.form], .request(.take), "Next, send", "Next field; on the last one, send",
        isShown: true),
      Binding(
        .tab, .down, in: [.form], .request(.next), "Next field", "Next field", isShown: true),
      Binding(.backTab, .up, in: [.form], .request(.previous), "Field before", "The field before"),
      Binding(
        .pageUp, in: [.form], .motion(.pageUp), "Above",
        "What stands above the fields, where there is no room for both"),
      Binding(.pageDown, in: [.form], .motion(.pageDown), "Fields", "Back to the fields"),
      Binding(
        .control("r"), in: [.form], .request(.reveal), "Show",
        "Show the secret being typed for a few seconds, or mask it again", isShown: true),
      Binding(
        .control("o"), in: [.form, .signIn], .request(.open), "Open",
        "Open the sign-in page, or the file that came with the step", isShown: true),
      Binding(
        .control("y"), in: [.form, .signIn], .request(.copy), "Copy",
        "Copy the sign-in page's address, or the script that finds the values", isShown: true),
      Binding(
        .left, in: lines, .edit(.left), "Left", "A character to the left; the option before"),
      Binding(
        .right, in: lines, .edit(.right), "Right", "A character to the right; the next option"),
      Binding(.home, .control("a"), in: lines, .edit(.start), "Start", "To the line's start"),
      Binding(.end, .control("e"), in: lines, .edit(.end), "End", "To the line's end"),
      Binding(
        .backspace, in: lines, .edit(.deleteBackward), "Delete",
        "Delete the character before the cursor"),
      Binding(
        .delete, .control("d"), in: lines, .edit(.deleteForward), "Delete",
        "Delete the character at the cursor"),
      Binding(
        .control("w"), in: lines, .edit(.deleteWord), "Delete word",
        "Delete the word before the cursor"),
      Binding(
        .control("u"), in: lines, .edit(.deleteToStart), "Clear",
        "Delete everything before the cursor"),
      Binding(
        .control("k"), in: lines, .edit(.deleteToEnd), "Cut",
        "Delete everything after the cursor"),
    ])

  private static let choice = Group(
    title: "Choices and questions",
    bindings: [
      Binding(
        .enter, .character(" "), in: [.choice, .dialog], .request(.take), "Take", "Take what is marked",
        isShown: true),
      Binding(
        .down, .tab, .right, .character("j"), .character("l"), in: [.dialog], .request(.next), "Next",
        "Next answer", isShown: true),
      Binding(
        .up, .backTab, .left, .character("k"), .character("h"), in: [.dialog], .request(.previous),
        "Before", "The answer before"),
    ])

  private static let display = Group(
    title: "While a code is shown",
    bindings: [
      Binding(
        .character("Q"), in: [.display], .request(.fullScreen), "Alone",
        "Show the QR code alone on the screen, or with the rest again", isShown: true),
      Binding(
        .character("s"), in: [.display], .request(.fineDots), "Dots",
        "Show the QR code in finer dots, which need less room and a font that has them", isShown: true),
      Binding(
        .character("p"), in: [.display], .request(.savePicture), "Picture",
        "Write the QR code as a picture, which goes with the step", isShown: true),
      Binding(
        .character("c"), in: [.display], .request(.chooseAgain), "Other way",
        "Cancel this login after a question, and choose another way", isShown: true),
      Binding(
        .character("y"), in: [.display], .request(.copy), "Copy",
        "Copy the code's content, after a question, or an address", isShown: true),
      Binding(
        .character("o"), in: [.display, .ended], .request(.open), "Open",
        "Open the address on the screen in the browser", isShown: true),
    ])

  private static let ended = Group(
    title: "After a login",
    bindings: [
      Binding(.enter, in: [.ended], .request(.take), "Close", "Close the wizard", isShown: true),
      Binding(
        .character("r"), in: [.ended], .request(.retry), "Try again", "Try the same way again",
        isShown: true),
      Binding(
        .character("c"), in: [.ended], .request(.chooseAgain), "Another way",
        "Choose another way to log in", isShown: true),
    ])

  private static let everywhere = Group(
    title: "Everywhere",
    bindings: [
      Binding(
        .character("q"), in: commands, .request(.quit), "Quit", "Quit; asks while a login is under way",
        isShown: true),
      Binding(
        .tab, .backTab, in: commands, .request(.next), "Other pane", "To the other pane", isShown: true),
      Binding(
        .escape, in: wizard.subtracting([.ended]), .request(.back), "Cancel",
        "Cancel the login, after a question", isShown: true),
      Binding(
        .escape, in: [.help, .log, .targets, .signIn, .dialog], .request(.back), "Close",
        "Close what lies on top", isShown: true),
      Binding(
        .escape, in: [.list, .detail, .ended, .filter], .request(.back), "Back",
        "One level back; clears the filter"),
      Binding(.character("@"), in: commands, .request(.log), "Log", "What has happened", isShown: true),
      Binding(
        .character("?"), .function(1), in: commands, .request(.help), "Help", "This help", isShown: true),
      Binding(.function(1), in: [.form, .filter], .request(.help), "Help", "This help", isShown: true),
      Binding(
        .character("q"), in: [.help, .log, .targets, .dialog], .request(.back), "Close",
        "Close what lies on top"),
      Binding(
        .control("c"), in: all, .request(.quit), "Quit", "Quit; asks while a login is under way"),
      Binding(
        .control("n"), in: panes.union(wizard), .request(.nextLogin), "Next login",
        "To the next login under way, first those that ask you something", isShown: true),
      Binding(.control("z"), in: all, .request(.suspend), "Suspend", "Back to the shell; fg returns"),
      Binding(.control("l"), in: all, .request(.redraw), "Redraw", "Paint everything anew"),
    ])

  private static let moving = Group(
    title: "Moving",
    bindings: [
      Binding(
        .up, .character("k"), in: [.list, .choice, .targets, .help, .log], .motion(.up), "Up", "A line up"),
      Binding(
        .down, .character("j"), in: [.list, .choice, .targets, .help, .log], .motion(.down), "Down",
        "A line down"),
      Binding(.up, in: [.filter], .motion(.up), "Up", "A line up, while filtering"),
      Binding(.down, in: [.filter], .motion(.down), "Down", "A line down, while filtering"),
      Binding(
        .pageUp, in: [.list, .choice, .help, .log, .filter], .motion(.pageUp), "Page up", "A page up"),
      Binding(
        .pageDown, .character(" "), in: [.help, .log], .motion(.pageDown), "Page down", "A page down"),
      Binding(.pageDown, in: [.list, .choice, .filter], .motion(.pageDown), "Page down", "A page down"),
      Binding(
        .home, .character("g"), in: [.list, .choice, .targets, .help, .log], .motion(.first), "First",
        "To the start"),
      Binding(
        .end, .character("G"), in: [.list, .choice, .targets, .help, .log], .motion(.last), "Last",
        "To the end"),
      Binding(
        .right, .character("l"), in: [.list], .request(.next), "Right", "To the pane on the right"),
      Binding(
        .left, .character("h"), in: commands.subtracting([.list]), .request(.next), "Left",
        "To the pane on the left"),
    ])
}
