import BridgeModel
import BridgeStore

/// Questions and their answers.
extension Wording {
  /// A question as it is shown.
  struct DialogText {
    let title: String
    let text: String
    let answers: [String]
  }

  static func dialog(_ dialog: Dialog, _ state: State, _ theme: Theme) -> DialogText {
    let (title, text) = question(dialog, state, theme)
    return DialogText(title: title, text: text, answers: dialog.answers.map { answer($0, state) })
  }

  private static func question(
    _ dialog: Dialog, _ state: State, _ theme: Theme
  ) -> (title: String, text: String) {
    let escape = theme.key(.back)
    switch dialog.question {
    case .cancelLogin(let id):
      return (
        "Cancel the login to \(state.loginProcesses[id: id]?.network ?? "")?",
        "If you cancel, your input is lost and the account is not connected."
          + (dialog.answers.contains(.leaveRunning(id)) ? leaving(state, id) : "")
      )
    case .quit:
      let count = state.liveLogins.count
      return ("Quit?", "\(count == 1 ? "A login is" : "\(count) logins are") in progress.")
    case .savedSession(let session): return savedSession(session, state, theme)
    case .signIn(let id):
      let hasNone = state.targets[id: id]?.reachability == .unavailable(.noToken)
      return (
        "Sign in to \(id.name)?",
        "\(hasNone ? "There is no access token for it" : "It refuses the access token"). "
          + "Logins in progress continue."
      )
    case .open: return ("Open", "\(escape) cancels.")
    case .copy:
      let hasCredential = dialog.answers.contains(.dontCopy)
      return ("Copy", hasCredential ? copyCredential : "\(escape) cancels.")
    case .removeLogin(_, _, let accounts, let network):
      let names = accounts.map { "\(network) \(identity($0))" }
      let others = names.count > 1 ? " This removes all of: \(names.joined(separator: ", "))." : ""
      return (
        "Remove \(names.first ?? network)?",
        "Beeper will stop receiving its messages, and its chats will disappear from your inbox.\(others)"
      )
    }
  }

  private static func savedSession(
    _ session: SavedSession, _ state: State, _ theme: Theme
  ) -> (title: String, text: String) {
    let accounts = state.targets[id: TargetID(session.target)]?.bridge(session.bridgeID)?.accounts ?? []
    let account = accounts.first { $0.accountID == session.accountID }.map { " " + identity($0) } ?? ""
    let server = state.targets.count > 1 ? " on \(session.target)" : ""
    let began = TimeText.time(Timestamp(seconds: session.began), state)
    return (
      "Resume the \(session.network)\(account) login\(server)?",
      "An earlier run started it at \(began), and its session is still open on the server. "
        + "Press \(theme.key(.back)) to decide later."
    )
  }

  /// What happens to a login that the user leaves.
  private static func leaving(_ state: State, _ id: LoginProcessID) -> String {
    guard let login = state.loginProcesses[id: id], state.outlivesThisRun(login) else { return "" }
    return
      " If you keep it running, it continues after Drawbridge quits, and the next start asks whether to resume it."
  }

  private static func answer(_ answer: Dialog.Answer, _ state: State) -> String {
    let isOne = state.liveLogins.count == 1
    return switch answer {
    case .continueLogin: "Continue the login"
    case .leaveRunning: "Back to the list, keep it running"
    case .cancelLogin, .cancelSaved: "Cancel the login"
    case .changeFlow: "Cancel it and choose another way to log in"
    case .stay: "Stay"
    case .quitKeepingLogins: "Quit, keep the login\(isOne ? "" : "s") running"
    case .quitCancellingLogins: "Quit and cancel the login\(isOne ? "" : "s")"
    case .keepAccount: "Keep account"
    case .removeLogin(_, _, let scope, _): "Remove from \(self.scope(scope))"
    case .resume: "Resume"
    case .notNow: "Not now"
    case .signIn: "Sign in"
    case .open(let thing): name(thing)
    case .dontCopy: "Don't copy"
    case .copy(let thing): "Copy \(name(thing))"
    }
  }
}
