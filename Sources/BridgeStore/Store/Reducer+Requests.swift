import BridgeModel
import Logins

extension State {
  mutating func handle(_ request: Action.Request) -> [Effect] {
    notice = disabledReason(for: request).map(Notice.disabled)
    awaited = nil
    if notice != nil { return [] }
    switch request {
    case .confirm: return confirm()
    case .back: return back()
    case .quit: return quit()
    // A signal cancels everything except what the user chose to keep.
    case .end: return [.quit(cancelling: sessions(of: loginProcesses.filter { !$0.isKept }))]
    case .suspend: return [.screen(.suspend)]
    case .redraw: return [.screen(.redraw)]
    case .refresh: return refreshAll()
    case .next, .previous: return advance(forward: request == .next)
    case .nextMatch, .previousMatch: return selectMatch(forward: request == .nextMatch)
    case .filter:
      filterLine = LineEditor(list.filter)
      pane = .list
      fitList()
      return []
    case .connect, .reconnect:
      reconnectQueue = []
      return connect(reconnecting: request == .reconnect)
    case .reconnectAll: return startReconnectingAll()
    case .remove:
      askToRemoveLogin()
      return []
    case .retry: return tryAgain(LoginEvent.retry)
    case .otherFlow:
      if login?.machine.phase.isEnded == true { return tryAgain(LoginEvent.otherFlow) }
      // The phone may have accepted the code just now.
      if let login { ask(.cancelLogin(login.id), [.continueLogin, .changeFlow(login.id)]) }
      return []
    case .nextLogin: return showNextLogin()
    case .open: return open()
    case .copy: return copy()
    case .saveQR: return saveQR()
    case .reveal: return reveal()
    case .fullScreen:
      qr.isFullScreen.toggle()
      return []
    case .smallerQR:
      qr.isFine.toggle()
      return []
    case .targets: return showTargets()
    case .signIn: return beginSignIn()
    case .help:
      overlays.append(.help(offset: 0))
      return []
    case .log:
      overlays.append(.log(offset: 0))
      return []
    }
  }

  // MARK: Moving

  mutating func move(_ motion: Motion) -> [Effect] {
    notice = nil
    switch context {
    case .list, .filter:
      awaited = nil
      let before = list.selected
      list.move(motion)
      return list.selected == before ? [] : selectionMoved()
    case .choice: return moveChoice(motion)
    case .help, .log: return scroll(motion)
    case .targets:
      moveTargetFocus(motion)
      return []
    case .form: return moveForm(motion)
    case .dialog:
      if motion == .up || motion == .down { moveDialogFocus(forward: motion == .down) }
      return []
    default: return []
    }
  }

  private mutating func moveForm(_ motion: Motion) -> [Effect] {
    if motion == .pageUp || motion == .pageDown, let index = shownIndex {
      loginProcesses[index].form?.showsTop = motion == .pageUp
      return []
    }
    return advance(forward: motion == .down)
  }

  mutating func selectionMoved() -> [Effect] {
    loadDetails() + tick()
  }

  private mutating func moveChoice(_ motion: Motion) -> [Effect] {
    guard let index = shownIndex, case .choosingFlow(let flows) = loginProcesses[index].machine.phase else {
      return []
    }
    loginProcesses[index].choice = motion.moved(loginProcesses[index].choice, among: flows.count)
    return []
  }

  private mutating func scroll(_ motion: Motion) -> [Effect] {
    let page = max(1, viewport.rows - 6)
    func moved(_ offset: Int) -> Int {
      switch motion {
      case .up: max(0, offset - 1)
      case .down: offset + 1
      case .pageUp: max(0, offset - page)
      case .pageDown: offset + page
      case .first: 0
      case .last: .max / 2
      }
    }
    guard let last = overlays.popLast() else { return [] }
    switch last {
    case .help(let offset): overlays.append(.help(offset: min(moved(offset), viewport.hiddenHelpLines)))
    case .log(let offset):
      // The newest log entry is at the bottom: up goes back in time.
      let most = max(0, activity.count - viewport.logLines)
      overlays.append(.log(offset: most - min(most, moved(most - min(most, offset)))))
    case .dialog, .targets, .signIn: overlays.append(last)
    }
    return []
  }

  private mutating func advance(forward: Bool) -> [Effect] {
    switch context {
    case .form:
      if let index = shownIndex { loginProcesses[index].form?.moveFocus(forward: forward) }
    case .dialog: moveDialogFocus(forward: forward)
    case .help, .log, .filter, .targets, .signIn: break
    default: pane = pane == .list ? .detail : .list
    }
    return []
  }

  private mutating func selectMatch(forward: Bool) -> [Effect] {
    let isFiltered = !list.filter.isEmpty
    list.selectNext(forward: forward) { isFiltered || $0.section == .needsAttention }
    return selectionMoved()
  }

  // MARK: Confirming and going back

  mutating func confirm() -> [Effect] {
    switch context {
    case .list:
      guard let (_, _, account) = selected else { return [] }
      if account == nil && login == nil { return connect(reconnecting: false) }
      pane = .detail
      return []
    case .detail:
      return connect(reconnecting: true)
    case .filter:
      filterLine = nil
      fitList()
      return []
    case .choice:
      guard let flow = login?.chosenFlow else { return [] }
      return stepShown(.choose(flow))
    case .form: return enterForm()
    case .ended: return closeLogin() + reconnectNext()
    case .dialog: return answerDialog()
    case .targets: return confirmTarget()
    case .signIn: return confirmSignIn()
    case .help, .log: return back()
    case .display, .working: return []
    }
  }

  private mutating func back() -> [Effect] {
    if let closed = overlays.popLast() {
      if case .signIn = closed { return [.cancel(.signIn)] }
      return []
    }
    switch context {
    case .filter:
      filterLine = nil
      fitList()
      return setFilter("")
    case .list: return list.filter.isEmpty ? [] : setFilter("")
    case .detail: pane = .list
    case .choice:
      reconnectQueue = []
      return stepShown(.cancel)
    case .form, .display: askToCancelLogin()
    case .working:
      if login?.machine.phase == .cancelling { hideLogin() } else { askToCancelLogin() }
    case .ended:
      reconnectQueue = []
      return closeLogin()
    default: break
    }
    return []
  }

  private mutating func tryAgain(
    _ event: (BridgeSnapshot) -> LoginEvent
  ) -> [Effect] {
    guard let login, let target = targets[id: login.target] else { return [] }
    return step(login.id, event(target.snapshot(of: login.bridgeID)))
  }

  // MARK: Quitting

  private mutating func quit() -> [Effect] {
    let live = liveLogins.filter { $0.machine.phase.isLostByQuitting }
    // A second quit request answers the question.
    if live.isEmpty || dialog?.question == .quit { return [.quit(cancelling: sessions(of: loginProcesses))] }
    let canKeep = live.allSatisfy { $0.machine.sessionID != nil && outlivesThisRun($0) }
    ask(.quit, [.stay] + (canKeep ? [.quitKeepingLogins] : []) + [.quitCancellingLogins])
    return []
  }

  /// The logins' sessions on their servers.
  func sessions(of logins: some Sequence<LoginProcess>) -> [LoginSessionReference] {
    logins.compactMap { login in
      login.machine.sessionID.map {
        LoginSessionReference(target: login.target, bridgeID: login.bridgeID, sessionID: $0)
      }
    }
  }

  // MARK: Typing

  mutating func type(_ edit: LineEditor.Edit) -> [Effect] {
    notice = nil
    if context == .filter {
      filterLine?.apply(edit)
      return setFilter(filterLine?.text ?? "")
    }
    if context == .form, let index = shownIndex { loginProcesses[index].form?.edit(edit) }
    if context == .signIn { editSignIn(edit) }
    return []
  }

  private mutating func setFilter(_ text: String) -> [Effect] {
    guard list.filter != text else { return [] }
    list.filter = text
    rebuildList()
    fitList()
    return selectionMoved()
  }

  /// Reveals the secret being typed for a few seconds, so that a screenshot or a passer-by catches little of it.
  private mutating func reveal() -> [Effect] {
    guard let index = shownIndex, let form = loginProcesses[index].form else { return [] }
    loginProcesses[index].form?.isRevealed = !form.isRevealed
    return form.isRevealed ? [] : [.timer(.mask, seconds: Self.revealDuration)]
  }

  private mutating func enterForm() -> [Effect] {
    guard let index = shownIndex, var form = loginProcesses[index].form else { return [] }
    if form.focus < form.fields.count - 1 {
      form.moveFocus(forward: true)
      loginProcesses[index].form = form
      return []
    }
    let isComplete = form.check()
    loginProcesses[index].form = form
    return isComplete ? stepShown(.submit(StepValues(form.values))) : []
  }
}
