import BridgeModel
import BridgeStore
import Logins
import Terminal

/// How a status is shown: with a glyph, a word and a style, never by colour alone.
struct StatusStyle {
  let glyph: String
  let word: String
  let style: Style

  private init(_ glyph: String, _ word: String, _ style: Style) {
    self.glyph = glyph
    self.word = word
    self.style = style
  }

  /// An account that is being removed.
  static func removing(_ theme: Theme) -> StatusStyle { StatusStyle(theme.busy, "removing", theme.working) }

  /// A login that is not on the screen.
  init(_ login: LoginProcess, _ theme: Theme) {
    self =
      if login.machine.phase.isEnded {
        Self("!", "login ended", theme.warning)
      } else if login.needsInput {
        Self("!", "needs input", theme.warning)
      } else {
        Self(theme.busy, "logging in", theme.working)
      }
  }

  init(_ status: Account.Status, _ theme: Theme) {
    self =
      switch status {
      case .connected: Self(theme.alive, "connected", theme.good)
      case .connecting: Self(theme.busy, "connecting", theme.working)
      case .backfilling: Self(theme.partial, "backfilling", theme.working)
      case .reconnectRequired: Self("!", "reconnect", theme.warning)
      case .connectionRequired: Self("!", "connect", theme.warning)
      case .attentionRequired: Self("!", "attention", theme.warning)
      case .disconnected: Self(theme.empty, "disconnected", theme.bad)
      case .disabled: Self(theme.off, "disabled", theme.quiet)
      default: Self("?", Wording.plain(status.rawValue), .plain)
      }
  }

  init(_ status: Bridge.Status, _ theme: Theme) {
    self =
      switch status {
      case .available, .connected: Self(theme.empty, "", theme.quiet)
      case .limitReached: Self(theme.off, "limit reached", theme.warning)
      case .temporarilyUnavailable: Self(theme.off, "unavailable", theme.warning)
      case .disabled: Self(theme.off, "disabled", theme.quiet)
      default: Self("?", Wording.plain(status.rawValue), .plain)
      }
  }

  init(_ status: BridgeLogin.Status, _ theme: Theme) {
    self =
      switch status {
      case .connected: Self(theme.alive, "connected", theme.good)
      case .connecting: Self(theme.busy, "connecting", theme.working)
      case .needsLogin: Self("!", "needs login", theme.warning)
      case .loggedOut: Self("!", "logged out", theme.warning)
      case .unknown: Self("?", "unknown", theme.quiet)
      default: Self("?", Wording.plain(status.rawValue), .plain)
      }
  }
}
