import BridgeModel
import BridgeStore
import Logins
import Terminal

/// The login wizard: one view per phase.
enum WizardView {
  static func draw(
    _ login: LoginProcess, _ state: State, on frame: inout Frame, in rect: Rect, _ theme: Theme
  ) {
    let isFocused = state.pane == .detail
    let title = Wording.wizardTitle(login)
    if case .waiting(let step, let wait) = login.machine.phase {
      let inside = Panel.draw(on: &frame, rect, title: title, isFocused: isFocused, theme)
      return DisplayView.draw(step, wait, login, state, on: &frame, in: inside.inset(columns: 1), theme)
    }
    var page = TextPage(columns: max(0, rect.columns - 4))
    switch login.machine.phase {
    case .choosingFlow(let flows): choice(flows, login, state, &page, theme)
    case .editing(let step, let complaint):
      FormView.write(step, complaint, login, to: &page, rows: max(0, rect.rows - 2), theme)
    case .ended(let outcome): WizardEndView.write(outcome, login, state, to: &page, theme)
    default: working(login, &page, theme)
    }
    var note = page.note(rows: max(0, rect.rows - 2))
    if let form = login.form, !login.machine.phase.isEnded,
      form.showsTop ? !note.isEmpty : note.hasPrefix("more above")
    {
      note += ": \(theme.key(form.showsTop ? .pageDown : .pageUp))"
    }
    let inside = Panel.draw(on: &frame, rect, title: title, note: note, isFocused: isFocused, theme)
      .inset(columns: 1)
    page.draw(on: &frame, in: inside)
    if !isFocused, let cursor = frame.cursor, inside.contains(cursor.point) { frame.cursor = nil }
  }

  /// Whether the content does not fit beside the list, and more of it fits without.
  static func wantsAllPanes(_ login: LoginProcess, _ state: State, in layout: Layout, _ theme: Theme) -> Bool
  {
    guard layout.isSplit else { return false }
    let pane = layout.detail.inset(columns: 2, rows: 1).size
    let all = layout.panes.inset(columns: 2, rows: 1).size
    switch login.machine.phase {
    case .waiting(let step, let wait):
      if DisplayView.isLonger(step, wait, login, state, than: pane, theme) { return true }
      let isFine = state.qr.isFine
      return DisplayView.arrangement(of: step, isFine: isFine, in: pane, theme)
        < DisplayView.arrangement(of: step, isFine: isFine, in: all, theme)
    case .editing(let step, let complaint):
      var page = TextPage(columns: max(0, pane.columns))
      if login.pictures.contains(where: { $0.picture != nil }) { return true }
      FormView.write(step, complaint, login, to: &page, rows: pane.rows, theme)
      return page.lines.count > pane.rows
    default: return false
    }
  }

  private static func choice(
    _ flows: [LoginFlow], _ login: LoginProcess, _ state: State, _ page: inout TextPage, _ theme: Theme
  ) {
    let code = state.shownBridgeType.flatMap { QRForecast(bridgeType: $0)?.code }
    page.line("How do you want to log in?", theme.heading)
    page.gap()
    for (index, flow) in flows.enumerated() {
      let isMarked = index == login.choice
      let start = page.lines.count
      if isMarked {
        page.focus = page.lines.count + 1
        page.cursor = (0, page.lines.count, false)
      }
      let name = flow.name ?? flow.id
      page.line([
        (isMarked ? theme.pointer + " " : "  ", theme.focusedBorder),
        (" \(name) ", isMarked ? Style(bold: true).reversed : .plain),
      ])
      if let description = flow.description { page.text(description, theme.quiet, indent: 3) }
      if flow.isQR, let code {
        let fit = QRFit(code, in: Size(columns: state.viewport.columns, rows: state.viewport.rows), theme)
        page.text(
          Wording.forecast(code, fit, theme), fit == .tooLarge ? theme.warning : theme.quiet, indent: 3)
      }
      page.addHitRegion(from: start, .flow, index)
      page.gap()
    }
    if let warning = Wording.reconnectWarning(login) { page.text(warning, theme.quiet) }
  }

  private static func working(_ login: LoginProcess, _ page: inout TextPage, _ theme: Theme) {
    page.text(Wording.working(login, theme), theme.working)
    guard let trouble = login.machine.trouble else { return }
    page.gap()
    page.text("! \(Wording.error(trouble)) Trying again\(theme.ellipsis)", theme.warning)
  }
}
