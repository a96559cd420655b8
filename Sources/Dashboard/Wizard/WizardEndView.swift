import BridgeModel
import BridgeStore
import Logins
import Terminal

/// The end of a login: its result, and what to do next.
enum WizardEndView {
  /// The longest reason that leaves room for what to do, in Unicode scalars; the whole follows at the end.
  private static let longestReason = 120

  static func write(
    _ outcome: LoginOutcome, _ login: LoginProcess, _ state: State, to page: inout TextPage, _ theme: Theme
  ) {
    switch outcome {
    case .complete(let completion): complete(completion, login, state, &page, theme)
    case .failed(let failure):
      page.text("! The login failed", theme.bad)
      page.text(Wording.failure(failure).cut(longestReason))
      page.gap()
      let advice = Advice(failure)
      page.line("What it means", theme.heading)
      page.text(advice.meaning)
      page.line("What to do", theme.heading)
      page.text(advice.next)
      if let code = failure.code {
        page.gap()
        page.text("Code \(code)", theme.quiet)
      }
    case .cancelled(let reachedServer):
      page.text("The login was cancelled", theme.heading)
      if !reachedServer { page.text(Wording.cancelUnconfirmed) }
    case .lost(let wasLookedFor):
      page.text("! The login ended for an unknown reason", theme.bad)
      page.text(wasLookedFor ? Wording.lost : Wording.lostUnseen)
    case .noFlows:
      page.text("! There is no way to log in", theme.bad)
      page.text(Wording.noFlows)
    }
    page.gap()
    if !state.reconnectQueue.isEmpty {
      page.text(Wording.remainingReconnects(state.reconnectQueue.count, theme), theme.heading)
      page.gap()
    }
    keys(&page, outcome, state, theme)
    if case .failed(let failure) = outcome, Wording.failure(failure).unicodeScalars.count > longestReason {
      page.gap()
      page.line("The reason in full", theme.heading)
      page.text(Wording.failure(failure))
    }
  }

  private static func complete(
    _ completion: LoginCompletion, _ login: LoginProcess, _ state: State, _ page: inout TextPage,
    _ theme: Theme
  ) {
    status(completion, login, state, &page, theme)
    if let account = completion.account {
      page.line([
        (account.user.fullName ?? "", theme.heading), ("  " + Wording.identity(account), .plain),
      ])
    } else if let user = completion.login?.user {
      page.line(Wording.identity(user))
    }
    if let instructions = completion.instructions { page.markdown(instructions, theme) }
    if completion.replacedLoginID != nil {
      page.gap()
      page.text("! " + Wording.replaced(login), theme.warning)
    }
    if completion.wasReconciled {
      page.gap()
      page.text(Wording.wasReconciled, theme.quiet)
    }
  }

  /// What the account's status says now: bridges complete a login before they connect it.
  private static func status(
    _ completion: LoginCompletion, _ login: LoginProcess, _ state: State, _ page: inout TextPage,
    _ theme: Theme
  ) {
    let account = state.connectedAccount(of: login) ?? completion.account
    switch account?.status {
    case .connected?, .backfilling?: page.text("\(theme.alive) \(login.network) is connected", theme.good)
    case nil where completion.login?.status == .connected:
      page.text("\(theme.alive) \(login.network) is connected", theme.good)
    case let status? where status.needsAttention || status == .disconnected || status == .disabled:
      page.text("! Logged in to \(login.network), but not connected", theme.bad)
      page.text(account?.statusText ?? Wording.status(status))
    default:
      page.text("\(theme.busy) Logged in to \(login.network). Connecting\(theme.ellipsis)", theme.working)
    }
  }

  private static func keys(_ page: inout TextPage, _ outcome: LoginOutcome, _ state: State, _ theme: Theme) {
    for name in [CommandName.confirm, .retry, .otherFlow] {
      guard let command = theme.keymap.command(name) else { continue }
      if case .complete = outcome, name != .confirm { continue }
      let isNext = name == .confirm && !state.reconnectQueue.isEmpty
      let label = isNext ? "Next account" : command.label(in: .ended)
      page.line([("  \(theme.key(name, in: .ended))  ", theme.code), (label, .plain)], command)
    }
  }
}
