import BridgeModel
import BridgeStore
import Terminal

/// The details of the selection: identity, status and available actions.
enum AccountDetailView {
  static func draw(_ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme) {
    let title = state.selected?.bridge.displayName ?? "Account"
    var page = TextPage(columns: max(0, rect.columns - 4))
    outage(state, &page, theme)
    if let (target, bridge, account) = state.selected {
      if let account {
        self.account(account, bridge, target, state, &page, theme)
      } else {
        self.bridge(bridge, &page, theme)
      }
    } else {
      page.text("Nothing is selected.", theme.quiet)
    }
    let actions = actions(state, columns: page.columns, theme)
    // The actions keep their place at the bottom, however long the text above.
    let room = max(0, rect.rows - 2 - actions.lines.count - 1)
    let inside = Panel.draw(
      on: &frame, rect, title: title, note: page.note(rows: room), isFocused: state.pane == .detail, theme
    ).inset(columns: 1)
    page.draw(
      on: &frame, in: Rect(column: inside.left, row: inside.top, columns: inside.columns, rows: room))
    actions.draw(
      on: &frame,
      in: Rect(
        column: inside.left, row: inside.top + room + 1, columns: inside.columns,
        rows: max(0, inside.rows - room - 1)))
  }

  private static func outage(_ state: State, _ page: inout TextPage, _ theme: Theme) {
    guard let target = state.target, let trouble = Wording.trouble(target) else { return }
    page.text("! " + trouble, theme.bad)
    if target.needsSignIn {
      page.text("Press \(theme.key(.signIn)) to sign in.")
    } else if case .stale(let since, _, _) = target.reachability {
      let age = "The details below are from before \(TimeText.time(since, state)). "
      page.text("\(target.bridges.isEmpty ? "" : age)Trying again\(theme.ellipsis)")
    }
    page.gap()
  }

  private static func account(
    _ account: Account, _ bridge: Bridge, _ target: Target, _ state: State, _ page: inout TextPage,
    _ theme: Theme
  ) {
    let look = StatusStyle(account.status, theme)
    page.line([
      (account.user.fullName ?? Wording.identity(account), theme.heading),
      (account.user.fullName == nil ? "" : "  " + Wording.identity(account), .plain),
    ])
    let since = target.changes[account.accountID].map { "  since \(TimeText.time($0, state))" } ?? ""
    page.line([("\(look.glyph) \(Wording.status(account.status))", look.style), (since, theme.quiet)])
    if target.isRemoving(account, of: bridge.id) {
      page.text("\(theme.busy) Removing\(theme.ellipsis)", theme.working)
    }
    if let text = account.statusText { page.text(text) }
    odd(account.problem ?? bridge.problem, &page, theme)
    if state.disabledReason(for: .reconnect) == nil, let advice = Wording.advice(account.status, theme) {
      page.text(advice, theme.quiet)
    }
    page.gap()
    facts(bridge, &page, theme)
    if bridge.isBuiltIn {
      page.text("The app's own account. It is managed in Beeper itself.", theme.quiet)
    } else if let login = target.login(account.loginID, of: bridge.id) {
      let look = StatusStyle(login.status, theme)
      let scopes = login.removeScopes.map(Wording.scope).joined(separator: " or ")
      fact(
        "Login", [("\(look.glyph) \(look.word)", look.style), ("  \(login.loginID)", .plain)], &page, theme)
      fact("Removable", [(scopes.isEmpty ? "no" : "from \(scopes)", .plain)], &page, theme)
    }
    if let capabilities = target.capabilities[bridge.id] { abilities(capabilities, &page, theme) }
  }

  private static func bridge(_ bridge: Bridge, _ page: inout TextPage, _ theme: Theme) {
    let look = StatusStyle(bridge.status, theme)
    page.line([(bridge.displayName, theme.heading)])
    page.line("\(look.glyph) \(Wording.status(bridge.status))", look.style)
    if let text = bridge.statusText { page.text(text) }
    odd(bridge.problem, &page, theme)
    page.gap()
    facts(bridge, &page, theme)
  }

  private static func odd(_ problem: String?, _ page: inout TextPage, _ theme: Theme) {
    guard let problem else { return }
    page.text("! The server's record is incomplete: \(problem).", theme.warning)
  }

  private static func facts(_ bridge: Bridge, _ page: inout TextPage, _ theme: Theme) {
    fact(
      "Bridge", [("\(bridge.id)  ", .plain), (Wording.provider(bridge.provider), theme.quiet)], &page, theme)
  }

  private static func abilities(
    _ capabilities: ProvisioningCapabilities, _ page: inout TextPage, _ theme: Theme
  ) {
    let people = Wording.ways(capabilities.resolveIdentifier)
    if !people.isEmpty {
      fact("Can find", [("people by \(people.joined(separator: ", "))", .plain)], &page, theme)
    }
    let groups = capabilities.groupCreation.values.map(\.typeDescription).sorted()
    if !groups.isEmpty { fact("Can create", [(groups.joined(separator: ", "), .plain)], &page, theme) }
  }

  private static func fact(
    _ name: String, _ value: [(String, Style)], _ page: inout TextPage, _ theme: Theme
  ) {
    let margin = 11
    let cells = value.flatMap { Text.cells($0.0, $0.1) }
    for (index, line) in Text.wrapped(cells, to: page.columns - margin).enumerated() {
      page.line(cells: Text.cells((index == 0 ? name : "").padded(to: margin), theme.quiet) + line)
    }
  }

  private static func actions(_ state: State, columns: Int, _ theme: Theme) -> TextPage {
    var page = TextPage(columns: columns)
    for command in theme.keymap.commands where command.isInAccountPane {
      guard case .request(let request) = command.act(in: .detail) else { continue }
      let key = "  \(theme.key(command.name, in: .detail))  "
      let label = command.label(in: .detail)
      if let reason = state.disabledReason(for: request) {
        page.line([
          (key, theme.quiet), (label, theme.quiet),
          ("  (\(Wording.disabledReason(reason)))", theme.quiet),
        ])
      } else {
        page.line([(key, theme.code), (label, .plain)], command)
      }
    }
    return page
  }
}
