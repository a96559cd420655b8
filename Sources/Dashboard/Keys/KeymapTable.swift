import BridgeStore
import Imaging
import Logins
import Terminal

extension Keymap {
  private static let panes: Set<Context> = [.list, .detail]
  private static let wizard: Set<Context> = [.choice, .form, .display, .working, .ended]
  /// Contexts in which letters are commands, not text.
  private static let commands: Set<Context> = [.list, .detail, .choice, .display, .working, .ended]
  private static let lines: Set<Context> = [.form, .filter, .signIn]
  private static let all = Set(Context.allCases)

  /// All bindings with their default keys, in the order of the help.
  static let table: [Group] = [list, servers, form, choice, display, ended, everywhere, moving]

  private static let list = Group(
    title: "Accounts",
    bindings: [
      Binding(
        .reconnect,
        .character("r"), in: panes, .request(.reconnect), "Reconnect",
        "Log the selected account in again", isShown: true, isAction: true),
      Binding(
        .connect,
        .character("c"), in: panes, .request(.connect), "Connect new",
        "Connect a new account of this network", isShown: true, isAction: true),
      Binding(
        .remove,
        .character("x"), in: panes, .request(.remove), "Remove",
        "Remove the account's login (asks first)", isShown: true, isAction: true),
      Binding(
        .reconnectAll,
        .character("A"), in: panes, .request(.reconnectAll), "Reconnect all",
        "Reconnect all accounts that need you, one by one"),
      Binding(
        .open,
        .enter, in: [.list], .request(.take), "Open",
        "Open the account, or connect the network"),
      Binding(
        .reconnectAccount,
        .enter, in: [.detail], .request(.take), "Reconnect", "In the account pane: reconnect it"),
      Binding(
        .filter,
        .character("/"), in: panes, .request(.filter), "Filter",
        "Filter by network, name, number, status", isShown: true),
      Binding(
        .nextMatch,
        .character("n"), in: panes, .request(.nextMatch), "Next",
        "Next match, or next account that needs you"),
      Binding(
        .previousMatch,
        .character("N"), in: panes, .request(.previousMatch), "Previous",
        "Previous match or account"),
      Binding(
        .refresh,
        .character("R"), .function(5), in: panes, .request(.refresh), "Refresh",
        "Read everything from the server now"),
      Binding(
        .copyID,
        .character("y"), in: panes, .request(.copy), "Copy ID", "Copy the account ID"),
      Binding(
        .keepFilter,
        .enter, in: [.filter], .request(.take), "Keep", "While filtering: keep the filter",
        isShown: true),
    ])

  private static let servers = Group(
    title: "Servers",
    bindings: [
      Binding(
        .targets, .character("T"), in: commands, .request(.targets), "Servers",
        "List the servers, and switch to another one"),
      Binding(
        .targetsFromForm, .control("g"), in: [.form], .request(.targets), "Servers",
        "List the servers, from within a form"),
      Binding(
        .signIn,
        .character("a"), in: commands, .request(.signIn), "Sign in",
        "Sign in again, if the token is refused or read-only", isShown: true),
      Binding(
        .signInFromForm,
        .control("t"), in: [.form], .request(.signIn), "Sign in", "Sign in, from within a form",
        isShown: true),
      Binding(
        .showTarget,
        .enter, .character(" "), in: [.targets], .request(.take), "Show", "Show the marked server",
        isShown: true),
      Binding(
        .sendPasted,
        .enter, in: [.signIn], .request(.take), "Send", "Submit the pasted text",
        isShown: true),
    ])

  private static let form = Group(
    title: "Forms",
    bindings: [
      Binding(
        .nextOrSend,
        .enter, in: [.form], .request(.take), "Next, send", "Next field; on the last one, send",
        isShown: true),
      Binding(
        .nextField,
        .tab, .down, in: [.form], .request(.next), "Next field", "Next field", isShown: true),
      Binding(
        .previousField, .backTab, .up, in: [.form], .request(.previous), "Previous field", "Previous field"),
      Binding(
        .above,
        .pageUp, in: [.form], .motion(.pageUp), "Above",
        "Show the text above the fields, if both do not fit"),
      Binding(.below, .pageDown, in: [.form], .motion(.pageDown), "Fields", "Back to the fields"),
      Binding(
        .reveal,
        .control("r"), in: [.form], .request(.reveal), "Show",
        "Show the secret for a few seconds, or mask it again", isShown: true),
      Binding(
        .openFromForm,
        .control("o"), in: [.form, .signIn], .request(.open), "Open",
        "Open the sign-in page or an attached file", isShown: true),
      Binding(
        .copyFromForm,
        .control("y"), in: [.form, .signIn], .request(.copy), "Copy",
        "Copy the sign-in address or the extraction script", isShown: true),
      Binding(
        .left,
        .left, in: lines, .edit(.left), "Left", "One character left; previous option"),
      Binding(
        .right,
        .right, in: lines, .edit(.right), "Right", "One character right; next option"),
      Binding(.lineStart, .home, .control("a"), in: lines, .edit(.start), "Start", "Start of the line"),
      Binding(.lineEnd, .end, .control("e"), in: lines, .edit(.end), "End", "End of the line"),
      Binding(
        .deleteBackward,
        .backspace, in: lines, .edit(.deleteBackward), "Delete",
        "Delete the character before the cursor"),
      Binding(
        .deleteForward,
        .delete, .control("d"), in: lines, .edit(.deleteForward), "Delete",
        "Delete the character at the cursor"),
      Binding(
        .deleteWord,
        .control("w"), in: lines, .edit(.deleteWord), "Delete word",
        "Delete the word before the cursor"),
      Binding(
        .deleteToStart,
        .control("u"), in: lines, .edit(.deleteToStart), "Clear",
        "Delete everything before the cursor"),
      Binding(
        .deleteToEnd,
        .control("k"), in: lines, .edit(.deleteToEnd), "Clear to end",
        "Delete everything after the cursor"),
    ])

  private static let choice = Group(
    title: "Choices and questions",
    bindings: [
      Binding(
        .takeMarked,
        .enter, .character(" "), in: [.choice, .dialog], .request(.take), "Select", "Select the marked item",
        isShown: true),
      Binding(
        .nextAnswer,
        .down, .tab, .right, .character("j"), .character("l"), in: [.dialog], .request(.next), "Next",
        "Next answer", isShown: true),
      Binding(
        .previousAnswer,
        .up, .backTab, .left, .character("k"), .character("h"), in: [.dialog], .request(.previous),
        "Previous", "Previous answer"),
    ])

  private static let display = Group(
    title: "While a code is shown",
    bindings: [
      Binding(
        .alone,
        .character("Q"), in: [.display], .request(.fullScreen), "Full screen",
        "Show the QR code full-screen, or in its pane again", isShown: true),
      Binding(
        .dots,
        .character("s"), in: [.display], .request(.fineDots), "Smaller",
        "Draw the QR code smaller, if your font supports it", isShown: true),
      Binding(
        .picture,
        .character("p"), in: [.display], .request(.savePicture), "Save image",
        "Save the QR code as an image (deleted after this step)", isShown: true),
      Binding(
        .otherWay,
        .character("c"), in: [.display], .request(.chooseAgain), "Other way",
        "Cancel this login (asks first); choose another way", isShown: true),
      Binding(
        .copy,
        .character("y"), in: [.display], .request(.copy), "Copy",
        "Copy the code's content (asks first), or an address", isShown: true),
      Binding(
        .openAddress,
        .character("o"), in: [.display, .ended], .request(.open), "Open",
        "Open the address on the screen in the browser", isShown: true),
    ])

  private static let ended = Group(
    title: "After a login",
    bindings: [
      Binding(.close, .enter, in: [.ended], .request(.take), "Close", "Close the wizard", isShown: true),
      Binding(
        .retry,
        .character("r"), in: [.ended], .request(.retry), "Try again", "Try the same way again",
        isShown: true),
      Binding(
        .chooseAgain,
        .character("c"), in: [.ended], .request(.chooseAgain), "Another way",
        "Choose another way to log in", isShown: true),
    ])

  private static let everywhere = Group(
    title: "Everywhere",
    bindings: [
      Binding(
        .quit,
        .character("q"), in: commands, .request(.quit), "Quit", "Quit; asks while a login is in progress",
        isShown: true),
      Binding(
        .otherPane,
        .tab, .backTab, in: commands, .request(.next), "Other pane", "To the other pane", isShown: true),
      Binding(
        .cancel,
        .escape, in: wizard.subtracting([.ended]), .request(.back), "Cancel",
        "Cancel the login (asks first)", isShown: true),
      Binding(
        .closeOverlay, .escape, .character("q"), in: [.help, .log, .targets, .dialog], .request(.back),
        "Close",
        "Close the topmost window", isShown: true),
      Binding(
        .cancelSignIn, .escape, in: [.signIn], .request(.back), "Back", "Cancel sign-in",
        isShown: true),
      Binding(
        .back,
        .escape, in: [.list, .detail, .ended, .filter], .request(.back), "Back",
        "One level back; clears the filter"),
      Binding(.log, .character("@"), in: commands, .request(.log), "Log", "Activity log", isShown: true),
      Binding(
        .help,
        .character("?"), .function(1), in: commands, .request(.help), "Help", "This help", isShown: true),
      Binding(
        .helpFromForm, .function(1), in: [.form, .filter], .request(.help), "Help", "This help", isShown: true
      ),
      Binding(
        .quitAnywhere,
        .control("c"), in: all, .request(.quit), "Quit", "Quit; asks while a login is in progress"),
      Binding(
        .nextLogin,
        .control("n"), in: panes.union(wizard), .request(.nextLogin), "Next login",
        "Next login in progress; those needing input first", isShown: true),
      Binding(
        .suspend, .control("z"), in: all, .request(.suspend), "Suspend", "Back to the shell; fg returns"),
      Binding(.redraw, .control("l"), in: all, .request(.redraw), "Redraw", "Redraw the screen"),
    ])

  private static let moving = Group(
    title: "Moving",
    bindings: [
      Binding(
        .up,
        .up, .character("k"), in: [.list, .choice, .targets, .help, .log], .motion(.up), "Up", "A line up"),
      Binding(
        .down,
        .down, .character("j"), in: [.list, .choice, .targets, .help, .log], .motion(.down), "Down",
        "A line down"),
      Binding(.filterUp, .up, in: [.filter], .motion(.up), "Up", "A line up, while filtering"),
      Binding(.filterDown, .down, in: [.filter], .motion(.down), "Down", "A line down, while filtering"),
      Binding(
        .pageUp,
        .pageUp, in: [.list, .choice, .help, .log, .filter], .motion(.pageUp), "Page up", "A page up"),
      Binding(
        .overlayPageDown,
        .pageDown, .character(" "), in: [.help, .log], .motion(.pageDown), "Page down", "A page down"),
      Binding(
        .pageDown, .pageDown, in: [.list, .choice, .filter], .motion(.pageDown), "Page down", "A page down"),
      Binding(
        .first,
        .home, .character("g"), in: [.list, .choice, .targets, .help, .log], .motion(.first), "First",
        "To the start"),
      Binding(
        .last,
        .end, .character("G"), in: [.list, .choice, .targets, .help, .log], .motion(.last), "Last",
        "To the end"),
      Binding(
        .paneRight,
        .right, .character("l"), in: [.list], .request(.next), "Right", "To the pane on the right"),
      Binding(
        .paneLeft,
        .left, .character("h"), in: commands.subtracting([.list]), .request(.next), "Left",
        "To the pane on the left"),
    ])
}
