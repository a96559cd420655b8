import Testing

/// One action of a user in a login.
enum Move: Sendable {
  /// Fills in a form, with values by field id. Other fields stay as they are.
  case fill([String: String])
  /// Types the solution of a captcha.
  case captcha
  /// Confirms on the phone.
  case act
  /// Another event on the phone or in the network, by name.
  case event(String)
  /// The login expires.
  case expire
}

/// A login flow, with the moves to each of its outcomes.
struct LoginScript: Sendable, CustomTestStringConvertible {
  let bridge: String
  let flow: String
  /// The key that starts the login: `r` reconnects where a network allows no further account.
  var key = "c"
  /// The moves to a connected account; nil for a flow that never connects.
  let toSuccess: [Move]?
  /// The moves to a form that the network rejects; empty if every rejection ends the login.
  var toRejection: [Move] = []
  /// The moves to a failure.
  let toFailure: [Move]
  /// The speed of the network relative to real time.
  var speed = 1.0

  var testDescription: String { "\(bridge) \(flow)" }
}

extension LoginScript {
  private static let phone = Move.fill(["phone_number": "+1 415 555 0100"])
  private static let telegramPhone = Move.fill(["fi.mau.telegram.login.phone_number": "+1 415 555 0101"])
  private static func telegramCode(_ code: String) -> Move { .fill(["fi.mau.telegram.login.code": code]) }
  private static func telegramPassword(_ word: String) -> Move {
    .fill(["fi.mau.telegram.login.password": word])
  }
  private static func discord(_ token: String) -> Move { .fill(["token": token]) }
  private static func name(_ name: String, _ password: String = "swordfish") -> Move {
    .fill(["username": name, "password": password])
  }
  private static func code(_ code: String) -> Move { .fill(["code": code]) }
  private static func google(_ first: String = "x", _ others: [String]) -> Move {
    .fill(Dictionary(uniqueKeysWithValues: others.map { ($0, "x") }).merging(["SID": first]) { $1 })
  }
  private static let messages = ["HSID", "SSID", "APISID", "SAPISID", "OSID"]
  private static let voice = messages + ["COMPASS", "__Secure-1PSIDTS"]
  private static func chat(_ compass: String) -> Move {
    .fill(["COMPASS": compass, "SSID": "x", "SID": "x", "OSID": "x", "HSID": "x"])
  }
  private static func meta(_ user: String) -> Move { .fill(["xs": "x", "c_user": user, "datr": "x"]) }
  private static func linkedin(_ cookies: String) -> Move {
    .fill([
      "fi.mau.linkedin.login.cookie_header": cookies,
      "fi.mau.linkedin.login.x_li_track": #"{"clientVersion":"1.13"}"#,
      "fi.mau.linkedin.login.x_li_page_instance": "urn:li:page:messaging_index;x",
    ])
  }
  private static func twitter(_ token: String) -> Move { .fill(["ct0": "x", "auth_token": token]) }
  private static let castle = Move.fill([
    "castle_token": "trusted", "user_agent": "x", "sec_ch_ua": "x", "sec_ch_ua_platform": "x",
    "sec_ch_ua_mobile": "x",
  ])
  private static func line(_ password: String) -> Move {
    .fill(["email": "a@b.example", "password": password])
  }

  /// Every flow of every simulated network; a test compares this table with the simulator.
  static let all = phones + discords + browsers + words + dummies

  private static let phones = [
    LoginScript(bridge: "local-whatsapp", flow: "qr", toSuccess: [.act], toFailure: [.event("timeout")]),
    LoginScript(
      bridge: "local-whatsapp", flow: "phone", toSuccess: [phone, .act],
      toFailure: [phone, .event("passkey")]),
    LoginScript(
      bridge: "local-signal", flow: "qr", toSuccess: [.act], toFailure: [.event("too-many-devices")]),
    LoginScript(
      bridge: "local-telegram", flow: "phone",
      toSuccess: [telegramPhone, telegramCode("12345"), telegramPassword("swordfish")],
      toRejection: [telegramPhone, telegramCode("11111")], toFailure: [telegramPhone, .event("too-late")]),
    LoginScript(
      bridge: "local-telegram", flow: "qr", toSuccess: [.act, telegramPassword("swordfish")],
      toRejection: [.act, telegramPassword("carp")], toFailure: [.event("too-late")]),
    LoginScript(
      bridge: "local-telegram", flow: "bot",
      toSuccess: [.fill(["bot_token": "123456:" + String(repeating: "a", count: 35)])],
      toFailure: [.expire]),
    LoginScript(
      bridge: "local-telegram", flow: "manual",
      toSuccess: [.fill(["user_id": "7", "auth_key": String(repeating: "a", count: 32), "dc_id": "4"])],
      toFailure: [.fill(["user_id": "7", "auth_key": "a"])]),
    LoginScript(
      bridge: "local-gmessages", flow: "google", toSuccess: [google("x", messages), .act],
      toFailure: [google("x", messages), .event("wrong-emoji")]),
    LoginScript(bridge: "local-gmessages", flow: "qr", toSuccess: [.act], toFailure: [.event("timeout")]),
    LoginScript(
      bridge: "line", flow: "dev.highest.matrix.line.email_login", toSuccess: [line("swordfish"), .act],
      toRejection: [line("carp")], toFailure: [line("swordfish"), .event("timeout")]),
  ]

  private static let discords =
    ["token", "DEBUG_USERINPUT_token"].map {
      LoginScript(
        bridge: "discordgo", flow: $0, toSuccess: [discord("simulated-token")],
        toFailure: [discord("compromised-token")])
    } + [
      LoginScript(bridge: "discordgo", flow: "qr", toSuccess: [.act], toFailure: [.event("captcha")]),
      LoginScript(
        bridge: "discordgo", flow: "machine",
        toSuccess: [
          .fill(["username_or_phone": "alice", "password": "swordfish"]), .fill(["captcha_token": "mfa"]),
          .fill(["mfa_method": "Enter a backup code"]), code("abcd-1234"),
        ],
        toRejection: [
          .fill(["username_or_phone": "alice", "password": "swordfish"]), .fill(["captcha_token": "sms"]),
          .fill(["sms_code": "1"]),
        ], toFailure: [.fill(["username_or_phone": "alice", "password": "carp"])]),
    ]

  private static let browsers =
    ["facebook", "messenger"].map {
      LoginScript(bridge: "facebookgo", flow: $0, toSuccess: [meta("1")], toFailure: [meta("checkpoint")])
    } + [
      LoginScript(
        bridge: "instagramgo", flow: "instagram",
        toSuccess: [.fill(["sessionid": "x", "csrftoken": "x", "ds_user_id": "1"])],
        toFailure: [.fill(["sessionid": "checkpoint", "csrftoken": "x", "ds_user_id": "1"])]),
      LoginScript(
        bridge: "twitter", flow: "cookies", toSuccess: [twitter("x"), .fill(["pin": "1234"])],
        toRejection: [twitter("x"), .fill(["pin": "9999"])], toFailure: [twitter("suspended")]),
      LoginScript(
        bridge: "googlechat", flow: "cookies", key: "r", toSuccess: [chat("x")], toFailure: [chat("refused")]),
      LoginScript(
        bridge: "gvoice", flow: "cookies", key: "r", toSuccess: [google("x", voice)],
        toFailure: [google("refused", voice)]),
      LoginScript(
        bridge: "linkedin", flow: "cookies", toSuccess: [linkedin(#"li_at=x; JSESSIONID="ajax:1""#)],
        toFailure: [.expire]),
      LoginScript(
        bridge: "slackgo", flow: "token",
        toSuccess: [.fill(["auth_token": "xoxc-1", "cookie_token": "xoxd-a/b"])],
        toFailure: [.expire]),
    ]

  private static let words = [
    LoginScript(
      bridge: "slackgo", flow: "email",
      toSuccess: [.fill(["email": "captcha@b.example"]), .fill(["captcha_token": "x"]), code("ONE-123")],
      toRejection: [.fill(["email": "a@b.example"]), code("XXX-999")], toFailure: [.expire]),
    LoginScript(
      bridge: "slackgo", flow: "app", toSuccess: [.fill(["bot_token": "xoxb-1", "app_token": "xapp-1"])],
      toFailure: [.expire]),
    LoginScript(
      bridge: "facebookgo", flow: "messenger-lite",
      toSuccess: [
        name("alice"), .fill(["mfatype": "Email"]), .fill(["contact_point": "a•••k@example.org"]),
        code("12345678"),
      ],
      toRejection: [name("alice", "carp")], toFailure: [name("friend"), .event("stopped")]),
    LoginScript(
      bridge: "facebookgo", flow: "messenger-lite-android",
      toSuccess: [name("captcha"), .captcha, .fill(["mfatype": "WhatsApp"]), code("123456")],
      toRejection: [name("captcha"), .fill(["captcha_code": "?"])], toFailure: [name("passkey")]),
    LoginScript(
      bridge: "instagramgo", flow: "password", toSuccess: [name("alice"), code("123456")],
      toRejection: [name("alice"), code("000000")], toFailure: [.expire]),
    LoginScript(
      bridge: "twitter", flow: "password",
      toSuccess: [.fill(["identifier": "bob", "password": "swordfish"]), castle, .fill(["pin": "1234"])],
      toRejection: [.fill(["identifier": "bob", "password": "carp"])],
      toFailure: [.fill(["identifier": "bob", "password": "swordfish"]), castle, .fill(["pin": "0000"])]),
    LoginScript(
      bridge: "bluesky", flow: "password", key: "r", toSuccess: [name("alice")],
      toFailure: [name("a", "carp")]),
    LoginScript(
      bridge: "sh-irc", flow: "nick",
      toSuccess: [.fill(["network": "OFTC", "nick": "alice", "credentials": ":"])],
      toFailure: [.fill(["network": "EFnet", "nick": "taken", "credentials": ":"])]),
    LoginScript(
      bridge: "sh-zulip", flow: "apitoken", key: "r",
      toSuccess: [.fill(["url": "https://z.example", "token": String(repeating: "a", count: 32)])],
      toFailure: [.expire]),
  ]

  private static let dummies =
    ["password", "cookies", "localstorage"].map {
      LoginScript(
        bridge: "sh-dummybridge", flow: $0, toSuccess: [name("x", "fine")],
        toFailure: [name("x", "incorrectpassword")])
    } + [
      LoginScript(
        bridge: "sh-dummybridge", flow: "displayandwait", toSuccess: [.act],
        toFailure: [.event("error-at-the-end")]),
      LoginScript(bridge: "sh-dummybridge", flow: "confirm", toSuccess: [.fill([:])], toFailure: [.expire]),
      LoginScript(
        bridge: "sh-dummybridge", flow: "slow", toSuccess: [.fill([:])], toFailure: [.expire], speed: 50),
      LoginScript(bridge: "sh-dummybridge", flow: "broken", toSuccess: nil, toFailure: []),
      LoginScript(
        bridge: "sh-dummybridge", flow: "endless", toSuccess: [.event("ended")], toFailure: [.expire]),
    ]
}
