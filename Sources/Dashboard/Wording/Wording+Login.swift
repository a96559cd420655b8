import BridgeModel
import BridgeStore
import Imaging
import Logins
import Terminal

extension Wording {
  static func wizardTitle(_ login: LoginProcess) -> String {
    guard let account = login.accountToReconnect else { return "Connect \(login.network)" }
    return "Reconnect \(login.network) \(identity(account))"
  }

  /// What another account would do to the one being reconnected; nil for a new account.
  static func reconnectWarning(_ login: LoginProcess) -> String? {
    guard let account = login.accountToReconnect else { return nil }
    return
      "Log in as \(identity(account)): any other account would take its place, and this one would be gone."
  }

  static func working(_ login: LoginProcess, _ theme: Theme) -> String {
    let text =
      switch login.machine.phase {
      case .loadingFlows: "Loading login options"
      case .starting: "Starting the login. This may take half a minute"
      case .submitting: "Sent. Waiting for \(login.network)"
      case .resyncing: "Checking the login"
      case .cancelling: "Cancelling on the server"
      default: "Working"
      }
    return text + theme.ellipsis
  }

  /// How long a wait has lasted, and the age of the content.
  static func waiting(_ wait: LoginWait, _ login: LoginProcess, _ state: State, _ theme: Theme) -> String {
    let duration = TimeText.duration(from: wait.stepShownAt, to: state.now)
    var parts = [
      wait.isAgeKnown || wait.rotations > 0 ? "Waiting for you, \(duration) so far" : "Waiting for you"
    ]
    if wait.rotations > 0 {
      parts.append(
        "code \(wait.rotations + 1), \(TimeText.duration(from: wait.contentShownAt, to: state.now)) old")
    }
    if state.shownQR != nil, wait.isAgeKnown, let forecast = state.shownBridgeType.flatMap(QRForecast.init),
      let left = forecast.remaining(
        rotations: wait.rotations, age: state.now.seconds - wait.contentShownAt.seconds)
    {
      parts.append("next code in about \(left) s")
    }
    return parts.joined(separator: " \(theme.dot) ")
  }

  static func complaint(_ complaint: LoginComplaint) -> String {
    switch complaint {
    case .rejected: "Rejected. See below and try again."
    case .refused(let error) where error.kind == .unauthorized:
      "Not sent: the server refused the access token. You are signed in again, so send it once more."
    case .refused(let error) where error.concernsValues:
      "\(self.error(error)) Correct it and send it again."
    case .refused(let error): "\(self.error(error)) Your input is still here: send it again."
    case .responseLost(let error):
      "\(self.error(error)) It is unknown whether your input arrived; the server still asks for it."
    }
  }

  /// Where in a browser to find a value.
  static func source(_ source: CookieField.Source) -> String {
    switch source.type {
    case "cookie": "cookie" + (source.cookieDomain.map { " of \($0)" } ?? "")
    case "header", "request_header": "request header"
    case "local_storage": "local storage"
    case "special": "see above"
    default: plain(source.type)
    }
  }

  static let pasteHere = "Paste what you copied: cURL, headers, a HAR, or cookies as JSON or cookies.txt."

  /// The result of a paste.
  static func pasted(_ note: Form.PasteNote, of form: Form, _ theme: Theme) -> String {
    if note.found == 0 { return "None of the requested values were found." }
    let missing = form.fields.count { !$0.isOptional && $0.line.text.isEmpty }
    let found = "Found \(note.found) of \(form.fields.count)."
    return missing == 0
      ? found + " Press \(theme.key(.confirm, in: .form)) on the last line to send."
      : found + " \(missing) still missing."
  }

  static func otherAgent(_ agent: String) -> String {
    "Copied from another browser (\(agent)). The network may log you out early."
  }

  static func problem(_ problem: Form.Problem) -> String {
    switch problem {
    case .missing: "Fill this in."
    case .phoneWithoutPlus: "Begin with + and the country code, as in +1 415 555 0100."
    case .phoneDigits: "Use only digits, spaces, dashes and brackets after the +."
    case .phoneLength: "A phone number has 7 to 15 digits, including the country code."
    case .email: "Not a valid e-mail address."
    case .url: "Begin with https:// and the host name."
    case .domain: "Enter only the host name, as in example.com."
    case .pattern: "Not in the expected format. Check for a missing or extra character."
    case .otherDomain(let domain): "Found it only for \(domain). Copy it from the address above."
    }
  }

  static func failure(_ failure: LoginFailure) -> String {
    switch failure {
    case .session(let failure): failure.message.sentence
    case .call(let error), .startLost(let error): self.error(error)
    case .unexplained: "The server gives no reason."
    }
  }

  /// Says that logins off the screen need input.
  static func hiddenLoginsNeedingInput(_ count: Int, _ theme: Theme) -> String {
    "\(count == 1 ? "1 login needs" : "\(count) logins need") input (\(theme.key(.nextLogin)))"
  }

  static let cancelUnconfirmed =
    "The cancellation did not reach the server. The login expires there within half an hour."

  static let lostUnseen =
    "It may have expired, or the server may have restarted. Whether the account is connected could not be checked: "
    + "look at the list, or start again."

  static let lost =
    "It may have expired, or the server may have restarted. The account does not seem to be connected. Start again."

  static func remainingReconnects(_ count: Int, _ theme: Theme) -> String {
    let accounts = count == 1 ? "One more account needs you" : "\(count) more accounts need you"
    return "\(accounts): \(theme.key(.confirm)) for the next, \(theme.key(.back)) for the list."
  }

  static let noFlows =
    "The bridge offers none right now. It may be starting, or need an update; try again later."

  static let wasReconciled = "The server's last answer was lost, but the account is in its list."

  static func replaced(_ login: LoginProcess) -> String {
    let old = login.accountToReconnect.map { "\(login.network) \(identity($0))" } ?? "the old account"
    return "You logged in to another account. It took the place of \(old), which is gone."
  }

  /// Says that fields of a step could not be read.
  static func unreadableFields(_ problems: [String]) -> String {
    let count = problems.count == 1 ? "One field" : "\(problems.count) fields"
    return
      "\(count) of this step cannot be read (\(problems[0])). The login may need an update of Drawbridge."
  }

  static let unreadableQR = "The server's QR code cannot be drawn."
  static let unknownEmoji = "The emoji could not be identified. Open its picture in a browser:"

  static func unknownDisplay(_ type: String, _ theme: Theme) -> String {
    "The server wants to show something this version does not support (\(type)). "
      + "Follow the instructions above; the login continues by itself. \(theme.key(.back)) cancels."
  }

  static func unknownStep(_ step: LoginStep, _ theme: Theme) -> String {
    if case .unknown(let unknown) = step, unknown.isPasskey {
      let advice = Advice.passkey
      return "\(advice.meaning) \(advice.next) \(theme.key(.back)) cancels."
    }
    return "This version does not support this kind of step (\(step.type)). "
      + "If you can complete it elsewhere, the login continues by itself. \(theme.key(.back)) cancels."
  }

  /// Why a QR code is not shown, and the easiest remedy.
  static func tooSmall(for code: QRCode, _ login: LoginProcess, _ state: State, _ theme: Theme) -> String {
    let terminal = Size(columns: state.viewport.columns, rows: state.viewport.rows)
    let regular = code.size(theme)
    let needed = Size(columns: regular.columns + 4, rows: regular.rows + 5)
    let isSmall = terminal.columns < needed.columns || terminal.rows < needed.rows
    let why =
      "The QR code takes \(regular.columns) by \(regular.rows) cells"
      + (isSmall
        ? "; with the rest of the screen it needs a terminal of \(needed.columns) by \(needed.rows). "
          + "This one has \(terminal.columns) by \(terminal.rows). "
        : ", more than there is room for here. ")
    let fit = QRFit(code, in: terminal, theme)
    guard fit == .tooLarge else { return why + remedy(fit, state, theme) }
    let fine = code.size(theme, isFine: true)
    let finest =
      theme.isUnicode
      ? "With \(theme.key(.smallerQR)) and \(theme.key(.fullScreen)), \(fine.columns) by \(fine.rows) is enough. "
      : ""
    return why + finest
      + "Enlarge the window or reduce its font. Press \(theme.key(.saveQR)) to save it as an image. "
      + otherWay(login, theme)
      + (theme.isUnicode ? "" : " In a UTF-8 locale, such as LC_ALL=C.UTF-8, it takes half the space.")
  }

  /// The keys still to be pressed so that a code is shown.
  private static func remedy(_ fit: QRFit, _ state: State, _ theme: Theme) -> String {
    let isFine = fit == .fine || fit == .fineFullScreen
    var keys: [String] = []
    if state.pane == .list { keys.append(theme.key(.next)) }
    if isFine && !state.qr.isFine { keys.append(theme.key(.smallerQR)) }
    let isFullScreen = fit == .fullScreen || fit == .fineFullScreen || keys.isEmpty
    if isFullScreen && !state.qr.isFullScreen { keys.append(theme.key(.fullScreen)) }
    // Full-screen is on already, and a window in front hides it.
    if keys.isEmpty { return "It is shown full-screen." }
    return
      "Press \(keys.joined(separator: ", then ")) to make it fit\(isFine ? ", if your font supports it" : "")."
  }

  /// The other ways to log in, if the bridge offers any.
  private static func otherWay(_ login: LoginProcess, _ theme: Theme) -> String {
    let key = theme.key(.otherFlow)
    if login.machine.flows.isEmpty { return "Or press \(key) for another way." }
    let others = login.machine.flows.filter { $0 != login.machine.flow && !$0.isQR }
    guard let other = others.first else { return "\(theme.key(.back)) cancels." }
    return "Or press \(key) for another way: \(other.name ?? other.id)."
  }

  /// The space that a network's QR code will need.
  static func forecast(_ code: QRCode, _ fit: QRFit, _ theme: Theme) -> String {
    let size = code.size(theme)
    let (smaller, fullScreen) = (theme.key(.smallerQR), theme.key(.fullScreen))
    let needs = "The code takes \(size.columns) columns and \(size.rows) rows: "
    return switch fit {
    case .regular: needs + "it fits."
    case .fullScreen: needs + "it fits full-screen, with \(fullScreen)."
    case .fine: needs + "it fits in a smaller size, with \(smaller)."
    case .fineFullScreen: needs + "it fits full-screen in a smaller size, with \(smaller) and \(fullScreen)."
    case .tooLarge:
      needs
        + "it does not fit. Choose another way, enlarge the window, or continue and save it as an image with "
        + "\(theme.key(.saveQR))."
    }
  }

  static func fullScreenKeys(_ theme: Theme) -> String {
    let keys: [(CommandName, String)] = [
      (.fullScreen, "Back"), (.smallerQR, "Smaller"), (.saveQR, "Save image"), (.back, "Cancel"),
    ]
    return keys.filter { theme.offers($0.0) }.map { "\(theme.key($0)) \($1)" }.joined(separator: "  ")
  }
}

extension LoginFailure {
  /// The server's error code, to quote when asking for help.
  var code: String? {
    switch self {
    case .session(let failure): failure.code
    case .call(let error), .startLost(let error): error.code
    case .unexplained: nil
    }
  }
}
