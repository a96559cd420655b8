import BridgeModel
import BridgeStore
import Terminal

/// Texts about servers, and about signing in to them.
extension Wording {
  /// A server's connection state, in a few words.
  static func reachability(_ target: Target, _ state: State, _ theme: Theme) -> (String, Style) {
    switch target.reachability {
    case .connecting: ("connecting\(theme.ellipsis)", theme.working)
    case .fresh: ("\(theme.alive) live", theme.good)
    case .unavailable(.noToken): ("! no token", theme.bad)
    case .unavailable(.misconfigured): ("! unusable", theme.bad)
    case .stale(let since, let error, _): ("\(outage(error)) since \(TimeText.time(since, state))", theme.bad)
    }
  }

  /// The same without the time, for a narrow title; nil if it is short already.
  static func shortReachability(_ target: Target, _ theme: Theme) -> (String, Style)? {
    guard case .stale(_, let error, _) = target.reachability else { return nil }
    return (outage(error), theme.bad)
  }

  private static func outage(_ error: ServiceError) -> String {
    switch error.kind {
    case .unauthorized: "! token refused"
    case .forbidden: "! access denied"
    default: "! no data"
    }
  }

  /// Why a server is unavailable; nil if it is available or still connecting.
  static func trouble(_ target: Target) -> String? {
    switch target.reachability {
    case .connecting, .fresh: nil
    case .stale(_, let error, _): self.error(error)
    case .unavailable(.noToken): "There is no access token for \(target.id.name) yet."
    case .unavailable(.misconfigured(let what)): what
    }
  }

  /// Why the list is empty.
  static func emptyList(_ target: Target?, _ theme: Theme) -> String {
    switch target?.reachability {
    case .connecting: "Loading the bridges\(theme.ellipsis)"
    case .fresh: "This server has no bridges."
    default: "This server's bridges are not known yet."
    }
  }

  /// A server's accounts and app.
  static func summary(_ target: Target, _ theme: Theme) -> String {
    let app = target.info.map { "\($0.app.name) \($0.app.version)" }
    let accounts = "\(target.accountCount) account\(target.accountCount == 1 ? "" : "s")"
    let needingAttention =
      target.needingAttention > 0
      ? "\(target.needingAttention) need\(target.needingAttention == 1 ? "s" : "") you" : nil
    return [accounts, needingAttention, app].compactMap(\.self).joined(separator: ", ")
  }

  static let moreTargets =
    "To add one, quit Drawbridge and run:  drawbridge login NAME --address URL"

  static func signInBrowser(_ signIn: SignInForm, _ theme: Theme) -> String {
    let (open, copy) = (theme.key(.open, in: .signIn), theme.key(.copy, in: .signIn))
    return signIn.hasBrowser
      ? "Your browser should open. Allow Drawbridge there, and this window closes by itself. If the browser does not "
        + "open, \(open) tries again and \(copy) copies the address:"
      : "Open this address in a browser, and allow Drawbridge there. \(copy) copies it again:"
  }

  static func signInPaste(_ signIn: SignInForm, _ theme: Theme) -> String {
    let enter = "and press \(theme.key(.confirm, in: .signIn)):"
    if case .failed = signIn.phase { return "Or paste an access token here, \(enter)" }
    return
      "A browser on another machine ends up on a page it cannot load. Paste that page's address here, or "
      + "an access token, \(enter)"
  }

  static let signInChecking = "Checking with the server"
}
