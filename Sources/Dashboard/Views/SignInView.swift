import BridgeStore
import Logins
import Terminal

/// The sign-in dialog: the consent address, and a line for pasting the answer.
enum SignInView {
  private static let columns = 72

  static func draw(_ signIn: SignInForm, _ state: State, on frame: inout Frame, _ theme: Theme) {
    var page = TextPage(columns: min(columns, max(10, frame.size.columns - 6)))
    switch signIn.phase {
    case .starting:
      page.text("Asking \(address(signIn, state)) where to sign in\(theme.ellipsis)", theme.working)
      page.gap()
      input(signIn, &page, theme)
    case .waiting(let address):
      page.text(Wording.signInBrowser(signIn, theme))
      page.text(address, theme.link)
      page.gap()
      input(signIn, &page, theme)
    case .failed(let why):
      page.text("! " + why.sentence, theme.bad)
      page.gap()
      page.text(
        "\(theme.key(.confirm, in: .signIn)) tries again, \(theme.key(.back, in: .signIn)) goes back.")
      page.gap()
      input(signIn, &page, theme)
    }
    let inside = OverlayView.box(
      on: &frame, columns: page.columns, rows: page.lines.count, title: "Sign in to \(signIn.target.name)",
      note: "\(theme.key(.back, in: .signIn)) goes back", theme)
    page.draw(on: &frame, in: inside)
  }

  private static func address(_ signIn: SignInForm, _ state: State) -> String {
    state.targets.first { $0.id == signIn.target }?.address ?? signIn.target.name
  }

  /// The line for pasted text, masked: it may hold an address with a code, or a token.
  private static func input(_ signIn: SignInForm, _ page: inout TextPage, _ theme: Theme) {
    if signIn.isChecking {
      page.text(Wording.signInChecking + theme.ellipsis, theme.working)
    } else {
      page.text(Wording.signInPaste(signIn, theme), theme.quiet)
    }
    let room = max(1, page.columns - 2)
    let typed = min(signIn.line.cursor, room - 1)
    let mask = String(repeating: theme.mask, count: min(signIn.line.characters.count, room))
    page.cursor = (2 + typed, page.lines.count, true)
    page.line([(theme.pointer + " ", theme.focusedBorder), (mask.padded(to: room), Style(underline: true))])
    page.focus = page.lines.count - 1
    guard let complaint = signIn.complaint else { return }
    page.text("! " + complaint.sentence, theme.warning)
    page.focus = page.lines.count - 1
  }
}
