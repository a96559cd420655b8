import BridgeModel
import BridgeStore
import Logins
import Terminal

/// The end of a login: its result, and what to do next.
enum WizardEndView {
  static func write(
    _ outcome: LoginOutcome, _ login: LoginProcess, _ state: State, to page: inout TextPage, _ theme: Theme
  ) {
    switch outcome {
    case .complete(let completion): complete(completion, login, &page, theme)
    case .failed(let failure):
      page.text("! The login failed", theme.bad)
      page.text(Wording.failure(failure))
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
    case .lost:
      page.text("! The login ended for an unknown reason", theme.bad)
      page.text(Wording.lost)
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
  }

  private static func complete(
    _ completion: LoginCompletion, _ login: LoginProcess, _ page: inout TextPage, _ theme: Theme
  ) {
    page.text("\(theme.alive) \(login.network) is connected", theme.good)
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
