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
  let finish: [Move]?
  /// The moves to a form that the network rejects; empty if every rejection ends the login.
  var refuse: [Move] = []
  /// The moves to a failure.
  let fail: [Move]
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
    LoginScript(bridge: "local-whatsapp", flow: "qr", finish: [.act], fail: [.event("timeout")]),
    LoginScript(
      bridge: "local-whatsapp", flow: "phone", finish: [phone, .act], fail: [phone, .event("passkey")]),
    LoginScript(bridge: "local-signal", flow: "qr", finish: [.act], fail: [.event("too-many-devices")]),
    LoginScript(
      bridge: "local-telegram", flow: "phone",
      finish: [telegramPhone, telegramCode("12345"), telegramPassword("swordfish")],
      refuse: [telegramPhone, telegramCode("11111")], fail: [telegramPhone, .event("too-late")]),
    LoginScript(
      bridge: "local-telegram", flow: "qr", finish: [.act, telegramPassword("swordfish")],
      refuse: [.act, telegramPassword("carp")], fail: [.event("too-late")]),
    LoginScript(
      bridge: "local-telegram", flow: "bot",
      finish: [.fill(["bot_token": "123456:" + String(repeating: "a", count: 35)])],
      fail: [.expire]),
    LoginScript(
      bridge: "local-telegram", flow: "manual",
      finish: [.fill(["user_id": "7", "auth_key": String(repeating: "a", count: 32), "dc_id": "4"])],
      fail: [.fill(["user_id": "7", "auth_key": "a"])]),
    LoginScript(
      bridge: "local-gmessages", flow: "google", finish: [google("x", messages), .act],
      fail: [google("x", messages), .event("wrong-emoji")]),
    LoginScript(bridge: "local-gmessages", flow: "qr", finish: [.act], fail: [.event("timeout")]),
    LoginScript(
      bridge: "line", flow: "dev.highest.matrix.line.email_login", finish: [line("swordfish"), .act],
      refuse: [line("carp")], fail: [line("swordfish"), .event("timeout")]),
  ]

  private static let discords =
    ["token", "DEBUG_USERINPUT_token"].map {
      LoginScript(
        bridge: "discordgo", flow: $0, finish: [discord("simulated-token")],
        fail: [discord("compromised-token")])
    } + [
      LoginScript(bridge: "discordgo", flow: "qr", finish: [.act], fail: [.event("captcha")]),
      LoginScript(
        bridge: "discordgo", flow: "machine",
        finish: [
          .fill(["username_or_phone": "alice", "password": "swordfish"]), .fill(["captcha_token": "mfa"]),
          .fill(["mfa_method": "Enter a backup code"]), code("abcd-1234"),
        ],
        refuse: [
          .fill(["username_or_phone": "alice", "password": "swordfish"]), .fill(["captcha_token": "sms"]),
          .fill(["sms_code": "1"]),
        ], fail: [.fill(["username_or_phone": "alice", "password": "carp"])]),
    ]

  private static let browsers =
    ["facebook", "messenger"].map {
      LoginScript(bridge: "facebookgo", flow: $0, finish: [meta("1")], fail: [meta("checkpoint")])
    } + [
      LoginScript(
        bridge: "instagramgo", flow: "instagram",
        finish: [.fill(["sessionid": "x", "csrftoken": "x", "ds_user_id": "1"])],
        fail: [.fill(["sessionid": "checkpoint", "csrftoken": "x", "ds_user_id": "1"])]),
      LoginScript(
        bridge: "twitter", flow: "cookies", finish: [twitter("x"), .fill(["pin": "1234"])],
        refuse: [twitter("x"), .fill(["pin": "9999"])], fail: [twitter("suspended")]),
      LoginScript(
        bridge: "googlechat", flow: "cookies", key: "r", finish: [chat("x")], fail: [chat("refused")]),
      LoginScript(
        bridge: "gvoice", flow: "cookies", key: "r", finish: [google("x", voice)],
        fail: [google("refused", voice)]),
      LoginScript(
        bridge: "linkedin", flow: "cookies", finish: [linkedin(#"li_at=x; JSESSIONID="ajax:1""#)],
        fail: [.expire]),
      LoginScript(
        bridge: "slackgo", flow: "token",
        finish: [.fill(["auth_token": "xoxc-1", "cookie_token": "xoxd-a/b"])],
        fail: [.expire]),
    ]

  private static let words = [
    LoginScript(
      bridge: "slackgo", flow: "email",
      finish: [.fill(["email": "captcha@b.example"]), .fill(["captcha_token": "x"]), code("ONE-123")],
      refuse: [.fill(["email": "a@b.example"]), code("XXX-999")], fail: [.expire]),
    LoginScript(
      bridge: "slackgo", flow: "app", finish: [.fill(["bot_token": "xoxb-1", "app_token": "xapp-1"])],
      fail: [.expire]),
    LoginScript(
      bridge: "facebookgo", flow: "messenger-lite",
      finish: [
        name("alice"), .fill(["mfatype": "Email"]), .fill(["contact_point": "a•••k@example.org"]),
        code("12345678"),
      ],
      refuse: [name("alice", "carp")], fail: [name("friend"), .event("stopped")]),
    LoginScript(
      bridge: "facebookgo", flow: "messenger-lite-android",
      finish: [name("captcha"), .captcha, .fill(["mfatype": "WhatsApp"]), code("123456")],
      refuse: [name("captcha"), .fill(["captcha_code": "?"])], fail: [name("passkey")]),
    LoginScript(
      bridge: "instagramgo", flow: "password", finish: [name("alice"), code("123456")],
      refuse: [name("alice"), code("000000")], fail: [.expire]),
    LoginScript(
      bridge: "twitter", flow: "password",
      finish: [.fill(["identifier": "bob", "password": "swordfish"]), castle, .fill(["pin": "1234"])],
      refuse: [.fill(["identifier": "bob", "password": "carp"])],
      fail: [.fill(["identifier": "bob", "password": "swordfish"]), castle, .fill(["pin": "0000"])]),
    LoginScript(
      bridge: "bluesky", flow: "password", key: "r", finish: [name("alice")], fail: [name("a", "carp")]),
    LoginScript(
      bridge: "sh-irc", flow: "nick",
      finish: [.fill(["network": "OFTC", "nick": "alice", "credentials": ":"])],
      fail: [.fill(["network": "EFnet", "nick": "taken", "credentials": ":"])]),
    LoginScript(
      bridge: "sh-zulip", flow: "apitoken", key: "r",
      finish: [.fill(["url": "https://z.example", "token": String(repeating: "a", count: 32)])],
      fail: [.expire]),
  ]

  private static let dummies =
    ["password", "cookies", "localstorage"].map {
      LoginScript(
        bridge: "sh-dummybridge", flow: $0, finish: [name("x", "fine")],
        fail: [name("x", "incorrectpassword")])
    } + [
      LoginScript(
        bridge: "sh-dummybridge", flow: "displayandwait", finish: [.act], fail: [.event("error-at-the-end")]),
      LoginScript(bridge: "sh-dummybridge", flow: "confirm", finish: [.fill([:])], fail: [.expire]),
      LoginScript(bridge: "sh-dummybridge", flow: "slow", finish: [.fill([:])], fail: [.expire], speed: 50),
      LoginScript(bridge: "sh-dummybridge", flow: "broken", finish: nil, fail: []),
      LoginScript(bridge: "sh-dummybridge", flow: "endless", finish: [.event("ended")], fail: [.expire]),
    ]
}
