import BridgeModel
import Logins

/// Questions: when they are asked, what their answers do, and when they close by themselves.
extension State {
  mutating func ask(_ question: Dialog.Question, _ answers: [Dialog.Answer]) {
    overlays.append(.dialog(Dialog(question, answers)))
  }

  /// The dialog on top; nil if there is none.
  var dialog: Dialog? { if case .dialog(let dialog)? = overlays.last { dialog } else { nil } }

  mutating func askToCancelLogin() {
    guard let login else { return }
    let hasOtherFlows = login.machine.flows.count != 1 && login.machine.sessionID != nil
    ask(
      .cancelLogin(login.id),
      [.continueLogin, .leaveRunning(login.id)] + (hasOtherFlows ? [.changeFlow(login.id)] : [])
        + [.cancelLogin(login.id)])
  }

  mutating func askToRemoveLogin() {
    guard case (let target, let bridge, let account?)? = selected,
      let login = target.login(account.loginID, of: bridge.id)
    else { return }
    let accounts = bridge.accounts.filter { $0.loginID == login.loginID }
    let network = bridge.displayName
    ask(
      .removeLogin(target.id, login, accounts: accounts, network: network),
      [.keepAccount] + login.removeScopes.map { .removeLogin(target.id, login, $0, network: network) })
  }

  /// Asks the next pending question, once nothing else has keyboard focus: an Enter meant for something else must not
  /// answer.
  mutating func askPendingQuestion() {
    if context == .list, let index = savedSessions.firstIndex(where: { $0.phase == .waiting }) {
      savedSessions[index].phase = .asked
      let session = savedSessions[index].session
      ask(.savedSession(session), [.resume(session), .cancelSaved(session)])
    } else if overlays.isEmpty, !context.takesText, let id = signInsToOffer.first {
      signInsToOffer.removeAll { $0 == id }
      guard id == shownTarget, target?.needsSignIn == true else { return }
      ask(.signIn(id), [.notNow, .signIn(id)])
    }
  }

  mutating func moveDialogFocus(forward: Bool) {
    guard case .dialog(var dialog)? = overlays.last else { return }
    let count = dialog.answers.count
    dialog.focus = (dialog.focus + (forward ? 1 : count - 1)) % count
    overlays[overlays.count - 1] = .dialog(dialog)
  }

  mutating func answerDialog() -> [Effect] {
    guard case .dialog(let dialog)? = overlays.popLast() else { return [] }
    switch dialog.answers[dialog.focus] {
    case .continueLogin, .stay, .keepAccount, .notNow, .dontCopy: return []
    case .leaveRunning(let id):
      let session = loginProcesses[id: id]?.machine.sessionID
      loginProcesses[id: id]?.keptSession = session
      reconnectQueue = []
      pane = .list
      return []
    case .cancelLogin(let id): return step(id, .cancel)
    case .changeFlow(let id): return step(id, .changeFlow)
    case .quitKeepingLogins: return [.quit(cancelling: [])]
    case .quitCancellingLogins: return [.quit(cancelling: sessions(of: loginProcesses))]
    case .removeLogin(let target, let login, let scope, let network):
      guard let index = targets.index(of: target), targets[index].hasConnection else { return [] }
      targets[index].removals[login.bridgeID, default: []].insert(login.loginID)
      return [
        .server(
          .removeLogin(target, bridge: login.bridgeID, login: login.loginID, scope, network: network))
      ]
    case .resume(let session): return resume(session)
    case .cancelSaved(let session): return cancel(session)
    case .signIn(let target): return switchTo(target) + beginSignIn()
    case .open(let thing): return [open(thing)]
    case .copy(let thing): return copy(thing)
    }
  }

  // MARK: Questions whose subject is gone

  /// Closes the questions about a login that ended, was removed or shows another step.
  mutating func closeDialogs(about id: LoginProcessID, isOver: Bool) {
    let isShown = id == shownLoginID
    closeDialogs { question in
      switch question {
      case .cancelLogin(id): isOver
      case .open, .copy: isShown
      default: false
      }
    }
    if !liveLogins.contains(where: \.machine.phase.isLostByQuitting) { closeDialogs { $0 == .quit } }
  }

  /// Closes the questions whether to sign in to a server.
  mutating func closeSignInDialogs(to id: TargetID) { closeDialogs { $0 == .signIn(id) } }

  /// Closes the questions about logins whose accounts are gone from a server.
  mutating func closeStaleRemovals(on target: Target) {
    closeDialogs { question in
      guard case .removeLogin(target.id, let login, _, _) = question else { return false }
      let accounts = target.bridge(login.bridgeID)?.accounts ?? []
      return !accounts.contains { $0.loginID == login.loginID }
    }
  }

  private mutating func closeDialogs(where isStale: (Dialog.Question) -> Bool) {
    overlays.removeAll { if case .dialog(let dialog) = $0 { isStale(dialog.question) } else { false } }
  }
}

extension LoginPhase {
  /// Whether quitting now would lose something.
  var isLostByQuitting: Bool {
    switch self {
    case .loadingFlows, .choosingFlow, .cancelling, .ended: false
    default: true
    }
  }
}
