import BridgeModel
import BridgeStore
import Logins

/// What a failure means, and what to do next. Shown with the server's own message.
struct Advice: Equatable {
  let meaning: String
  let next: String

  /// The advice for a login that failed.
  init(_ failure: LoginFailure) {
    self = failure.code.flatMap(Self.known) ?? Self.general(failure)
  }

  init(_ meaning: String, _ next: String) {
    self.meaning = meaning
    self.next = next
  }

  /// The advice for an error code; nil if the code is unknown.
  static func known(_ code: String) -> Advice? {
    code.hasSuffix("RATE_LIMITED") ? tooOften : table.first { $0.codes.contains(code) }?.advice
  }

  /// Advice by kind of failure, if the code does not help.
  private static func general(_ failure: LoginFailure) -> Advice {
    if case .startLost = failure {
      return Advice(
        "It is unknown whether the login was begun, because the server's answer was lost.",
        "Try again. A login that was begun ends on the server by itself, within half an hour.")
    }
    guard case .call(let error) = failure else {
      return Advice(
        "The network or its bridge gave up, for an unknown reason.",
        "Try again. If it fails again, try another way, or log in to the network's own app first.")
    }
    switch error.kind {
    case .unauthorized:
      return Advice(
        "Your access token was revoked, or belongs to another server.",
        "Sign in again. The login then starts again by itself.")
    case .forbidden:
      return Advice(
        "Your access to this server, or your plan, does not include this.",
        "Use an access token with write permission, or remove an account you no longer need.")
    case .rateLimited: return tooOften
    case .conflict:
      return Advice(
        "The server cannot do this in its current state.", "Check the account's status and try again.")
    case .gone, .notFound:
      return Advice(
        "The login is no longer there: it took too long, or the bridge was restarted.", "Start again.")
    case .serverFailed, .timedOut, .connectionLost, .unreachable:
      return Advice(
        "The problem is with the server or its bridge, not your account.", "Try again in a few minutes.")
    default:
      return Advice("The server did not accept the request.", "Try again, or try another way.")
    }
  }

  private static let tooOften = Advice(
    "There were too many attempts in a short time.",
    "Wait before you try again, ideally an hour: more attempts make the pause longer.")

  static let passkey = Advice(
    "The network requires a passkey, which cannot be used here.",
    "Log in with the Beeper app on a phone or Mac, or remove the passkey from your account while connecting."
  )

  private static let outdated = Advice(
    "The bridge is too old for the network.",
    "Update Beeper, or the bridge if you run it yourself, and try again.")

  private static let tooLate = Advice(
    "The phone didn't confirm in time.", "Have the phone at hand, unlocked and online, and start again."
  )

  private static let officialApp = Advice(
    "The network blocks the account until you verify your identity.",
    "Open the network's own website or app, complete the check there, and log in again.")

  private static let freshCookies = Advice(
    "The values copied from the browser are incomplete, too old, or from another browser.",
    "Sign in again in a private window, copy the values at once, and close the window without logging out.")

  private static let wrongNumber = Advice(
    "The phone number is not in the format the network requires.",
    "Enter it with +, the country code, and all of its digits.")

  private static let locked = Advice(
    "The network has locked the account.", "Unlock it on the network's website; Drawbridge cannot.")

  /// The bridges' error codes, and what they mean. Several codes may mean the same.
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
        "FI.MAU.TWITTER.ACCOUNT_LOCKED", "FI.MAU.TWITTER.ACCOUNT_SUSPENDED",
        "FI.MAU.DISCORD.ACCOUNT_COMPROMISED",
      ], locked
    ),
    (
      ["FI.MAU.BRIDGE.TOO_MANY_LOGINS"],
      Advice(
        "You have reached the account limit for this network.",
        "Remove an account you no longer need, or reconnect an existing one: that does not count towards the limit."
      )
    ),
    (
      ["FI.MAU.WHATSAPP.MULTIDEVICE_NOT_ENABLED"],
      Advice(
        "Linked devices are not enabled in WhatsApp.",
        "Update WhatsApp on the phone, open Linked devices there once, and try again.")
    ),
    (
      ["FI.MAU.WHATSAPP.PAIR_ERROR", "FI.MAU.WHATSAPP.LOGIN_UNEXPECTED_EVENT"],
      Advice(
        "WhatsApp stopped while the devices were being linked.",
        "Remove the half-linked device under Linked devices on the phone. Try again, or use a pairing code."
      )
    ),
    (
      ["FI.MAU.SIGNAL.DEVICE_LIMIT_REACHED"],
      Advice(
        "Signal allows five linked devices.",
        "Remove one on the phone, under Settings, Linked devices, and try again.")
    ),
    (
      ["FI.MAU.SIGNAL.DEVICE_LINK_CODE_INVALID", "FI.MAU.SIGNAL.DEVICE_LINK_REJECTED"],
      Advice(
        "Signal rejected the link: the code was too old, or from another login.",
        "Start again, and scan the new code.")
    ),
    (
      ["FI.MAU.TELEGRAM.SIGN_UP_NOT_SUPPORTED"],
      Advice(
        "The number has no Telegram account.",
        "Check the number, or create the account in the Telegram app first.")
    ),
    (
      ["FI.MAU.DISCORD.API_400", "FI.MAU.META_GOOGLE_RECAPTCHA"],
      Advice(
        "The network requires a captcha that cannot be shown here.",
        "Choose to log in with a browser, where you can solve the captcha.")
    ),
    (
      ["FI.MAU.DISCORD.API_50035", "FI.MAU.DISCORD.MISSING_LOGIN_INPUT"],
      Advice(
        "The user name or password is wrong.", "Type both again. The password is your Discord password.")
    ),
    (
      ["FI.MAU.META_AFAD_STOPPED"],
      Advice(
        "The check on the other device was declined or left unanswered.",
        "Start again and approve it on the other device, or choose another way.")
    ),
    (
      ["FI.MAU.META_OAUTH_MANDATORY"],
      Advice(
        "This account has no password of its own: you log in to it through another service.",
        "Set a password on the network's website, or choose to log in with a browser.")
    ),
    (
      ["FI.MAU.META_NO_SUPPORTED_MFA", "FI.MAU.META_NO_SMS_AVAILABLE"],
      Advice(
        "None of the network's confirmation methods works here.",
        "Add an authenticator app to your account, or choose to log in with a browser.")
    ),
    (
      ["FI.MAU.META_UNINFORMATIVE_ERROR"],
      Advice(
        "The network refused without a reason. Often a value is wrong, or the network requires a check.",
        "Log in to the network's own app or website once, then try again; or choose another way.")
    ),
    (
      ["M_UNKNOWN"],
      Advice(
        "Something went wrong in the bridge, which does not say what.",
        "Check what you entered and try again, or try another way. If it keeps failing, log in to the network's own "
          + "app once.")
    ),
    (
      ["FI.MAU.TWITTER.JUICEBOX_LOCKED"],
      Advice(
        "The passcode was wrong too often, and the encrypted messages are locked.",
        "Set a new passcode in X itself. Older encrypted messages stay unreadable.")
    ),
    (
      ["FI.MAU.TWITTER.JUICEBOX_TRANSIENT", "FI.MAU.TWITTER.LOGIN_FAILED"],
      Advice("The problem is on X's side, not your account.", "Try again in a few minutes.")
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
        "Unlock the phone, open Google Messages, make sure the phone is online, and try again.")
    ),
    (
      ["FI.MAU.GMESSAGES.PAIR_INCORRECT_EMOJI", "FI.MAU.GMESSAGES.PAIR_CANCELLED"],
      Advice(
        "The pairing was declined on the phone, or the wrong emoji was tapped.",
        "Start again, and tap the new emoji.")
    ),
    (
      ["FI.MAU.GMESSAGES.ACCOUNT_CANT_PAIR"],
      Advice(
        "Google does not allow pairing with this account, as with some company and school accounts.",
        "Use the first Google account on the phone, or the QR code.")
    ),
    (
      ["FI.MAU.BRIDGE.LOGIN_CANCELLED"],
      Advice("The login was cancelled, here or elsewhere.", "Start again when you are ready.")
    ),
  ]
}
