import BridgeModel
import BridgeStore
import Logins

/// What a failure means, and what to do next. The server's own words stand beside it.
struct Advice: Equatable {
  let meaning: String
  let next: String

  /// The advice for a login that failed.
  init(_ failure: LoginFailure) {
    if let code = failure.code, let known = Self.known(code) {
      self = known
    } else if failure.code?.hasSuffix("RATE_LIMITED") == true {
      self = Self.tooOften
    } else {
      self = Self.general(failure)
    }
  }

  init(_ meaning: String, _ next: String) {
    self.meaning = meaning
    self.next = next
  }

  /// The advice for a code; nil for one that nobody here knows.
  static func known(_ code: String) -> Advice? { table.first { $0.codes.contains(code) }?.advice }

  /// Where the code says nothing: by the kind of failure.
  private static func general(_ failure: LoginFailure) -> Advice {
    guard case .call(let error) = failure else {
      return Advice(
        "The network or its bridge gave up, and gives no reason that could be explained.",
        "Try again. If it fails again, try another way, or log in to the network's own app first.")
    }
    switch error.kind {
    case .unauthorized:
      return Advice(
        "Your access token was revoked, or never was this server's.",
        "Sign in again: this then goes on by itself.")
    case .forbidden:
      return Advice(
        "Your access to this server, or your plan, does not include this.",
        "Use an access token that may write, or remove an account you no longer need.")
    case .rateLimited: return tooOften
    case .conflict:
      return Advice(
        "The server cannot do this as things stand now.", "Look at the account's state, and try again.")
    case .gone, .notFound:
      return Advice(
        "The login is no longer there: it took too long, or the bridge was restarted.", "Start again.")
    case .serverFailed, .timedOut, .connectionLost, .unreachable:
      return Advice(
        "The server or the bridge behind it is in trouble, not your account.", "Try again in a few minutes.")
    default:
      return Advice("The server did not accept the request.", "Try again, or try another way.")
    }
  }

  private static let tooOften = Advice(
    "There were too many tries in a short time.",
    "Wait before you try again, an hour at best: more tries make the pause longer.")

  private static let passkey = Advice(
    "The network wants a passkey, which cannot be used from here.",
    "Log in with the Beeper app on a phone or a Mac, or take the passkey out of your account while you connect it."
  )

  private static let outdated = Advice(
    "The bridge is older than the network now wants.",
    "Update Beeper, or the bridge if you run it yourself, and try again.")

  private static let tooLate = Advice(
    "The time to do it on the phone ran out.", "Have the phone at hand, unlocked and online, and start again."
  )

  private static let officialApp = Advice(
    "The network holds the account back until you have shown that it is you.",
    "Open the network's own website or app, do what it asks there, and log in again.")

  private static let freshCookies = Advice(
    "What was copied from the browser is incomplete, too old, or from another browser.",
    "Sign in anew in a private window, copy the values right away, and close the window without logging out.")

  private static let wrongNumber = Advice(
    "The phone number is not written as the network needs it.",
    "Write it with + and the country code, and all of its digits.")

  private static let locked = Advice(
    "The network has locked the account.", "Follow what its website says to unlock it; nothing here can.")

  /// Codes of the bridges, and what they mean. Several may mean the same.
  private static let table: [(codes: Set<String>, advice: Advice)] = [
    (["COM.BEEPER.WEBAUTHN_UNSUPPORTED", "FI.MAU.META_PASSKEY_MANDATORY"], passkey),
    (
      [
        "FI.MAU.WHATSAPP.CLIENT_OUTDATED", "FI.MAU.SIGNAL.DEVICE_LINK_MISSING_CAPABILITY",
        "FI.MAU.TWITTER.JUICEBOX_UPGRADE_REQUIRED",
      ], outdated
    ),
    (
      [
        "FI.MAU.WHATSAPP.LOGIN_TIMEOUT", "FI.MAU.BRIDGE.LOGIN_TIMED_OUT", "FI.MAU.GMESSAGES.PAIR_TIMEOUT",
        "FI.MAU.GMESSAGES.PAIR_QR_TIMEOUT",
      ], tooLate
    ),
    (
      [
        "FI.MAU.META_CHALLENGE_ERROR", "FI.MAU.META_CONSENT_ERROR", "FI.MAU.META_CHECKPOINT_ERROR",
        "FI.MAU.DISCORD.FORBIDDEN",
      ], officialApp
    ),
    (
      [
        "FI.MAU.META_MISSING_COOKIES", "FI.MAU.META_TOKEN_ERROR", "FI.MAU.TWITTER.BAD_COOKIES",
        "FI.MAU.DISCORD.INVALID_TOKEN",
      ], freshCookies
    ),
    (
      ["FI.MAU.WHATSAPP.PHONE_NUMBER_TOO_SHORT", "FI.MAU.WHATSAPP.PHONE_NUMBER_NOT_INTERNATIONAL"],
      wrongNumber
    ),
    (
      [
        "FI.MAU.WHATSAPP.RATE_LIMITED", "FI.MAU.SIGNAL.DEVICE_LINK_RATE_LIMITED",
        "FI.MAU.DISCORD.RATE_LIMITED", "FI.MAU.TWITTER.RATE_LIMITED",
        "FI.MAU.TWITTER.JUICEBOX_RATE_LIMITED",
      ], tooOften
    ),
    (
      [
        "FI.MAU.TWITTER.ACCOUNT_LOCKED", "FI.MAU.TWITTER.ACCOUNT_SUSPENDED",
        "FI.MAU.DISCORD.ACCOUNT_COMPROMISED",
      ], locked
    ),
    (
      ["FI.MAU.BRIDGE.TOO_MANY_LOGINS"],
      Advice(
        "You have as many accounts of this network as are allowed.",
        "Remove one that you no longer need, or reconnect it: a reconnect is not counted.")
    ),
    (
      ["FI.MAU.WHATSAPP.MULTIDEVICE_NOT_ENABLED"],
      Advice(
        "Linked devices are not switched on in WhatsApp.",
        "Update WhatsApp on the phone, open Linked devices there once, and try again.")
    ),
    (
      ["FI.MAU.WHATSAPP.PAIR_ERROR", "FI.MAU.WHATSAPP.LOGIN_UNEXPECTED_EVENT"],
      Advice(
        "WhatsApp broke off while the devices were being linked.",
        "Take the half-linked device out under Linked devices on the phone, and try again or by pairing code."
      )
    ),
    (
      ["FI.MAU.SIGNAL.DEVICE_LIMIT_REACHED"],
      Advice(
        "Signal allows five linked devices.",
        "Take one out on the phone, under Settings, Linked devices, and try again.")
    ),
    (
      ["FI.MAU.SIGNAL.DEVICE_LINK_CODE_INVALID", "FI.MAU.SIGNAL.DEVICE_LINK_REJECTED"],
      Advice(
        "Signal turned the link down: the code was too old, or of another login.",
        "Start again, and scan the code that is shown then.")
    ),
    (
      ["FI.MAU.TELEGRAM.SIGN_UP_NOT_SUPPORTED"],
      Advice(
        "The number has no Telegram account.",
        "Check the number; or make the account with the Telegram app first.")
    ),
    (
      ["FI.MAU.DISCORD.API_400", "FI.MAU.META_GOOGLE_RECAPTCHA"],
      Advice(
        "The network wants a captcha that cannot be shown here.",
        "Choose the way with a browser: it brings a login in which the captcha is solved already.")
    ),
    (
      ["FI.MAU.DISCORD.API_50035", "FI.MAU.DISCORD.MISSING_LOGIN_INPUT"],
      Advice(
        "The name or the password is not right.", "Type both again; the password is that of Discord itself.")
    ),
    (
      ["FI.MAU.META_AFAD_STOPPED"],
      Advice(
        "The check on the other device was turned down or left open.",
        "Start again, and allow it on the other device; or choose another method.")
    ),
    (
      ["FI.MAU.META_OAUTH_MANDATORY"],
      Advice(
        "This account has no password of its own: it is logged in to through another service.",
        "Set a password on the network's website, or choose the way with a browser.")
    ),
    (
      ["FI.MAU.META_NO_SUPPORTED_MFA", "FI.MAU.META_NO_SMS_AVAILABLE"],
      Advice(
        "None of the ways to confirm that the network offers works here.",
        "Add an authenticator app to your account, or choose the way with a browser.")
    ),
    (
      ["FI.MAU.META_UNINFORMATIVE_ERROR", "M_UNKNOWN"],
      Advice(
        "The network refused, and does not say why. Often that is a wrong value, or a check it wants passed.",
        "Log in to the network's own app or website once, then try again; or choose another way.")
    ),
    (
      ["FI.MAU.TWITTER.JUICEBOX_LOCKED"],
      Advice(
        "The passcode was wrong too often, and the encrypted messages are locked.",
        "Set a new passcode in X itself. Older encrypted messages stay unreadable.")
    ),
    (
      ["FI.MAU.TWITTER.JUICEBOX_TRANSIENT", "FI.MAU.TWITTER.LOGIN_FAILED"],
      Advice("X is in trouble, not your account.", "Try again in a few minutes.")
    ),
    (
      ["FI.MAU.GMESSAGES.PAIR_NO_DEVICES"],
      Advice(
        "No phone with Google Messages belongs to this Google account.",
        "On the phone, open Google Messages, your picture, Device pairing, and sign in to the same account there."
      )
    ),
    (
      ["FI.MAU.GMESSAGES.PAIR_INIT_TIMEOUT"],
      Advice(
        "The phone does not answer.",
        "Unlock the phone, open Google Messages on it, see that it is online, and try again.")
    ),
    (
      ["FI.MAU.GMESSAGES.PAIR_INCORRECT_EMOJI", "FI.MAU.GMESSAGES.PAIR_CANCELLED"],
      Advice(
        "The phone was told no, or another emoji.", "Start again, and tap the emoji that is shown then.")
    ),
    (
      ["FI.MAU.GMESSAGES.ACCOUNT_CANT_PAIR"],
      Advice(
        "Google does not let this account be paired, as with some of companies and schools.",
        "Use the Google account that is first on the phone, or the QR code.")
    ),
    (
      ["FI.MAU.BRIDGE.LOGIN_CANCELLED"],
      Advice("The login was cancelled, here or elsewhere.", "Start again when you are ready.")
    ),
  ]
}
