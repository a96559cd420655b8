import BridgeModel

extension Network {
  /// Google Messages: cookies of a Google account, then an emoji to tap on the phone.
  static let googleMessages = Network(
    id: "local-gmessages", displayName: "Google Messages", type: "gmessages", provider: .local,
    flows: [
      Flow(
        flow: LoginFlow(
          id: "google", name: "Google account",
          description: "With cookies of a browser that is signed in to Google."),
        first: googleCookies)
    ],
    capabilities: ProvisioningCapabilities(
      groupCreation: [
        "group": GroupTypeCapabilities(
          typeDescription: "a group chat", name: .init(allowed: true),
          participants: .init(allowed: true, required: true, minLength: 2))
      ],
      resolveIdentifier: .init(anyPhone: true, contactList: true, createDM: true, lookupPhone: true)))

  private static let googleCookies = Scene(
    step: { script in
      let accountCookies = ["SID", "HSID", "SSID", "APISID", "SAPISID"]
      var fields = accountCookies.map { cookie($0, domain: ".google.com") }
      fields.append(cookie("OSID", domain: "messages.google.com"))
      fields.append(cookie("__Secure-1PSIDTS", domain: ".google.com", required: false))
      return .cookies(
        CookiesStep(
          stepID: "fi.mau.gmessages.google_account",
          url: "https://accounts.google.com/AccountChooser?continue="
            + "https%3A%2F%2Fmessages.google.com%2Fweb%2Fconfig",
          // The bridge keeps them in a hash table, so that their order changes from start to start.
          fields: fields.shuffled(using: &script.random),
          instructions: """
            Sign in to Google in a **private window** of a browser, copy these cookies, and close the \
            window.

            Simulated: any text will do for each value.
            """))
    },
    play: .answers { values, _ in
      let wanted = ["APISID", "HSID", "OSID", "SAPISID", "SID", "SSID"]
      let missing = wanted.filter { (values[$0] ?? "").isEmpty }
      guard missing.isEmpty else {
        return .failed(
          code: "FI.MAU.GMESSAGES.MISSING_COOKIES",
          message: "These cookies are missing: \(missing.joined(separator: ", ")).")
      }
      return .scene(googleEmoji)
    })

  private static let googleEmoji = Scene(
    step: { script in
      let codes = ["1f419", "1f98a", "1f335", "1f388", "1f9ed", "2615", "1f3a9", "1f6f6"]
      let code = codes.randomElement(using: &script.random) ?? codes[0]
      return .displayAndWait(
        DisplayStep(
          stepID: "fi.mau.gmessages.emoji",
          display: .emoji(
            imageURL: "https://fonts.gstatic.com/s/e/notoemoji/latest/\(code)/emoji.svg"),
          instructions: """
            Open **Google Messages** on your phone and tap this emoji.

            Simulated: it is tapped for you after a few seconds.
            """))
    },
    play: .phone(after: .seconds(6)) { script in
      let identity = script.reconnects ?? googleIdentity(script.phoneNumber)
      return .complete(
        identity)
    })

  private static func cookie(_ name: String, domain: String, required: Bool = true) -> CookieField {
    CookieField(
      id: name, name: name, type: "cookie", required: required,
      sources: [.init(type: "cookie", name: name, cookieDomain: domain)])
  }

  private static func googleIdentity(_ number: String) -> Identity {
    Identity(
      loginID: "gm-\(digits(of: number))",
      user: User(
        id: "@gmessages_\(digits(of: number)):local.example", fullName: "Alice Example", isSelf: true,
        phoneNumber: number))
  }
}
