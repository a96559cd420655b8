import BridgeModel
import BridgeStore
import Imaging
import Logins
import Terminal

extension Wording {
  static func wizardTitle(_ login: Login) -> String {
    guard let account = login.reconnects else { return "Connect \(login.network)" }
    return "Reconnect \(login.network) \(identity(account))"
  }

  static func working(_ login: Login, _ theme: Theme) -> String {
    let text =
      switch login.machine.phase {
      case .loadingFlows: "Asking \(login.network) how to log in"
      case .starting: "Starting the login. The network may take half a minute"
      case .submitting: "Sent. Waiting for \(login.network)"
      case .resyncing: "Asking the server how the login stands"
      case .cancelling: "Cancelling on the server"
      default: "Working"
      }
    return text + theme.ellipsis
  }

  /// How long a wait has lasted, and how old what is shown is.
  static func waiting(_ wait: LoginWait, _ login: Login, _ state: State, _ theme: Theme) -> String {
    let duration = Clock.duration(from: wait.began, to: state.now)
    var parts = [
      wait.isAgeKnown || wait.rotations > 0 ? "Waiting for you, \(duration) so far" : "Waiting for you"
    ]
    if wait.rotations > 0 {
      parts.append("code \(wait.rotations + 1), \(Clock.duration(from: wait.since, to: state.now)) old")
    }
    if state.shownQR != nil, wait.isAgeKnown, let forecast = state.shownBridgeType.flatMap(QRForecast.init),
      let left = forecast.remaining(rotations: wait.rotations, age: state.now.seconds - wait.since.seconds)
    {
      parts.append("another in about \(left) s")
    }
    return parts.joined(separator: " \(theme.dot) ")
  }

  static func complaint(_ complaint: LoginComplaint) -> String {
    switch complaint {
    case .rejected: "Not accepted. Read below, and send again."
    case .refused(let error) where error.kind == .unauthorized:
      "Nothing was sent on: the server refused the access token. You are signed in again, so send it once more."
    case .refused(let error): error.message.sentence + " Nothing is lost: correct it and send again."
    case .answerLost(let error):
      "\(self.error(error)) It is not known whether it was taken; the server still asks for this."
    }
  }

  /// Where in a browser a value is.
  static func source(_ source: CookieField.Source) -> String {
    switch source.type {
    case "cookie": "cookie" + (source.cookieDomain.map { " of \($0)" } ?? "")
    case "header", "request_header": "request header"
    case "local_storage": "local storage"
    case "special": "as told above"
    default: plain(source.type)
    }
  }

  static let pasteHere = "Paste what you copied: cURL, headers, cookies as JSON or cookies.txt, a HAR."

  /// What a paste brought, of what is wanted.
  static func pasted(_ note: Form.PasteNote, of form: Form, _ theme: Theme) -> String {
    if note.found == 0 { return "Nothing of what is wanted was in that." }
    let missing = form.fields.count { !$0.isOptional && $0.line.text.isEmpty }
    let found = "Found \(note.found) of \(form.fields.count)."
    return missing == 0
      ? found + " Press \(theme.key(.nextOrSend)) on the last line to send."
      : found + " \(missing) still missing."
  }

  static func otherAgent(_ agent: String) -> String {
    "It was copied from another browser (\(agent)). The network may log you out early."
  }

  static func problem(_ problem: Form.Problem) -> String {
    switch problem {
    case .missing: "Fill this in."
    case .phoneWithoutPlus: "Begin with + and the country code, as in +1 415 555 0100."
    case .phoneDigits: "After the + only digits, spaces, dashes and brackets."
    case .phoneLength: "A phone number has 7 to 15 digits, the country code among them."
    case .email: "This is no e-mail address: it needs a name, an @ and a host."
    case .url: "Begin with https:// and the host's name."
    case .domain: "Only the host's name, as in example.com."
    case .pattern: "This is not as the network wants it. Look for a missing or extra character."
    case .otherDomain(let domain): "Only that of \(domain) was found. Copy it from the address above."
    }
  }

  static func failure(_ failure: LoginFailure) -> String {
    switch failure {
    case .session(let failure): failure.message.sentence
    case .call(let error): self.error(error)
    case .unexplained: "The server gives no reason."
    }
  }

  /// That logins which are not on the screen wait for the user.
  static func hiddenQuestions(_ count: Int, _ theme: Theme) -> String {
    "\(count == 1 ? "1 login asks" : "\(count) logins ask") you: \(theme.key(.nextLogin))"
  }

  static let cancelNotTold =
    "The server could not be told. The login ends there by itself within half an hour."

  static let lost =
    "It may have expired, or the server was restarted. The account is not connected; start again."

  static func walk(_ count: Int, _ theme: Theme) -> String {
    let accounts = count == 1 ? "One more account needs you" : "\(count) more accounts need you"
    return "\(accounts): \(theme.key(.close)) goes on to the next, \(theme.key(.back)) back to the list."
  }

  static let noFlows =
    "The bridge offers none just now. It may be starting, or need an update; try again in a while."

  static let foundByLooking = "The server's last answer was lost; the account was found in its list."

  static func replaced(_ login: Login) -> String {
    let old = login.reconnects.map { "\(login.network) \(identity($0))" } ?? "the old account"
    return "You logged in as another account, so it took the place of \(old), which is gone."
  }

  static let unreadableQR = "The server's QR code is too long to be drawn."
  static let unknownEmoji = "The emoji could not be read from its address. Open it in a browser:"

  static func unknownDisplay(_ type: String, _ theme: Theme) -> String {
    "The server wants to show something this version does not know (\(type)). "
      + "Follow what is said above; this goes on by itself. \(theme.key(.cancel)) cancels."
  }

  static func unknownStep(_ step: LoginStep, _ theme: Theme) -> String {
    "This step is of a kind this version does not know (\(step.type)). "
      + "If you can do it elsewhere, this goes on by itself. \(theme.key(.cancel)) cancels."
  }

  /// Why a QR code is not on the screen, and the first thing that brings it there.
  static func tooSmall(for code: QRCode, _ login: Login, _ viewport: Viewport, _ theme: Theme) -> String {
    let terminal = Size(columns: viewport.columns, rows: viewport.rows)
    let usual = code.size(theme)
    let why =
      "The QR code has \(usual.columns) columns and \(usual.rows) rows, and with what is around it needs a terminal of "
      + "\(usual.columns + 4) by \(usual.rows + 5). This one has \(terminal.columns) by \(terminal.rows). "
    let (dots, alone) = (theme.key(.dots), theme.key(.alone))
    switch QRFit(code, in: terminal, theme) {
    case .usual: return why + "Press \(dots) for the usual dots: then it fits."
    case .alone: return why + "Press \(alone): alone on the screen it fits."
    case .fine: return why + "Press \(dots): in finer dots it fits, if your font has them."
    case .fineAlone:
      return why
        + "Press \(dots) and then \(alone): in finer dots, if your font has them, and alone on the screen it fits."
    case .none:
      let fine = code.size(theme, isFine: true)
      let finest =
        theme.isUnicode ? "With \(dots) and \(alone) \(fine.columns) by \(fine.rows) would do. " : ""
      return why + finest
        + "Make the window larger or its font smaller, and it appears. Press \(theme.key(.picture)) for a picture of it to open. "
        + otherWay(login, theme)
        + (theme.isUnicode ? "" : " In a UTF-8 locale, such as LC_ALL=C.UTF-8, it needs half as much.")
    }
  }

  /// How else one can log in, if the bridge offers that.
  private static func otherWay(_ login: Login, _ theme: Theme) -> String {
    let key = theme.key(.otherWay)
    if login.machine.flows.isEmpty { return "Or press \(key) for another way." }
    let others = login.machine.flows.filter { $0 != login.machine.flow && !$0.isQR }
    guard let other = others.first else { return "\(theme.key(.cancel)) cancels." }
    return "Or press \(key) and take another way: \(other.name ?? other.id)."
  }

  /// What room a network's QR code will need, before it is there.
  static func forecast(_ code: QRCode, _ fit: QRFit, _ theme: Theme) -> String {
    let size = code.size(theme)
    let (dots, alone) = (theme.key(.dots), theme.key(.alone))
    let needs = "The code has \(size.columns) columns and \(size.rows) rows: "
    return switch fit {
    case .usual: needs + "it fits here."
    case .alone: needs + "it fits here alone on the screen, with \(alone)."
    case .fine: needs + "it fits here in finer dots, with \(dots)."
    case .fineAlone: needs + "it fits here in finer dots and alone on the screen, with \(dots) and \(alone)."
    case .none:
      needs
        + "it does not fit here. Choose another way, make the window larger, or have it written as a picture then."
    }
  }

  static func aloneKeys(_ theme: Theme) -> String {
    let keys: [(BindingName, String)] = [
      (.alone, "Back"), (.dots, "Dots"), (.picture, "Picture"), (.cancel, "Cancel"),
    ]
    return keys.map { "\(theme.key($0)) \($1)" }.joined(separator: "  ")
  }

  /// A question's title, text and answers.
  static func dialog(
    _ dialog: Dialog, _ state: State, _ theme: Theme
  ) -> (title: String, text: String, answers: [String]) {
    let escape = theme.key(.closeOverlay)
    switch dialog.question {
    case .cancelLogin(let key):
      let network = state.logins.first { $0.id == key }?.network ?? ""
      return (
        "Cancel the login to \(network)?",
        "If you cancel, what was entered is lost and the account is not connected."
          + (dialog.answers.contains(.leave) ? leaving(state, key) : ""),
        dialog.answers.map(answer)
      )
    case .quit(let logins):
      let what = logins == 1 ? "A login is" : "\(logins) logins are"
      return ("Quit?", "\(what) under way.", dialog.answers.map(answer))
    case .leftBehind(let note):
      let bridge = state.targets.first { $0.id.name == note.target }?.bridge(note.bridgeID)
      let accounts = bridge?.accounts
      let account = accounts?.first { $0.accountID == note.accountID }.map { " " + identity($0) } ?? ""
      let place = state.targets.count > 1 ? " on \(note.target)" : ""
      return (
        "Go on with the login to \(note.network)\(account)\(place)?",
        "An earlier run began it at \(Clock.time(Timestamp(seconds: note.began), state)), and it still waits on the "
          + "server. \(escape) decides later.",
        dialog.answers.map(answer)
      )
    case .signIn(let id):
      let target = state.targets.first { $0.id == id }
      let why =
        target?.link == .closed(.noToken) ? "There is no access token for it" : "It refuses the access token"
      return (
        "Sign in to \(id.name)?", "\(why). What is under way here stays as it is.",
        dialog.answers.map { $0 == .keep ? "Not now" : answer($0) }
      )
    case .open: return ("Open", "\(escape) opens nothing.", dialog.answers.map(answer))
    case .copy(let things):
      let hasCredential = things.contains(where: \.isCredential)
      return (
        "Copy", hasCredential ? copyCredential : "\(escape) copies nothing.", dialog.answers.map(answer)
      )
    case .remove(_, _, let accounts, let network):
      let names = accounts.map { "\(network) \(identity($0))" }
      let others = names.count > 1 ? " All of these go: \(names.joined(separator: ", "))." : ""
      return (
        "Remove \(names.first ?? network)?",
        "Beeper no longer receives its messages. Chats of this account go from your inbox.\(others)",
        dialog.answers.map(answer)
      )
    }
  }

  /// What becomes of a login that is left.
  private static func leaving(_ state: State, _ key: LoginKey) -> String {
    guard let login = state.logins.first(where: { $0.id == key }), state.outlivesThisRun(login) else {
      return ""
    }
    return
      " If you leave it, it stays on the server even if Drawbridge ends, and the next start asks about it."
  }

  private static func answer(_ answer: Dialog.Answer) -> String {
    switch answer {
    case .keep: "No, go on"
    case .leave: "Leave it for now, back to the list"
    case .cancelLogin: "Cancel the login"
    case .chooseAgain: "Cancel it, and choose another way to log in"
    case .quit: "Cancel and quit"
    case .quitKeeping: "Quit, and ask at the next start"
    case .resume: "Go on with it"
    case .signIn: "Sign in"
    case .open(let thing): name(thing)
    case .copy(let thing): "Copy \(name(thing))"
    case .remove(let scope): "Remove from \(self.scope(scope))"
    }
  }
}

extension LoginFailure {
  /// The server's code, for people who ask for help.
  var code: String? {
    switch self {
    case .session(let failure): failure.code
    case .call(let error): error.code
    case .unexplained: nil
    }
  }
}
