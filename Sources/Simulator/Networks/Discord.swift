import BridgeModel

extension Network {
  /// Discord: a value out of a signed-in browser.
  static let discord = Network(
    id: "discordgo", displayName: "Discord", type: "discordgo", provider: .cloud,
    flows: [
      Flow(
        flow: LoginFlow(
          id: "token", name: "Browser", description: "Sign in with a browser and bring its token."),
        first: discordCookies)
    ],
    capabilities: ProvisioningCapabilities(
      groupCreation: [:], resolveIdentifier: .init(contactList: true, createDM: true, lookupUsername: true)),
    accounts: [
      StartingAccount(
        identity: discordIdentity("alice"), status: .reconnectRequired,
        statusText: "Discord no longer takes this session. Log in again.")
    ])

  private static let discordCookies = Scene(
    step: { _ in
      .cookies(
        CookiesStep(
          stepID: "fi.mau.discord.cookies", url: "https://discord.com/login",
          fields: [
            CookieField(
              id: "token", name: "token", type: "local_storage",
              sources: [.init(type: "special", name: "fi.mau.discord.token")])
          ],
          extractJS: """
            const frame = document.body.appendChild(document.createElement("iframe"));
            ({token: JSON.parse(frame.contentWindow.localStorage.token)})
            """,
          instructions: """
            Sign in to **Discord** in a browser. In its developer tools, on the network page, open any \
            request to discord.com/api and copy the value of its **Authorization** header.

            Simulated: paste any text of ten characters or more, such as `simulated-token`.
            """))
    },
    play: .answers { values, script in
      guard let token = values["token"], token.count >= 10 else {
        return .failed(
          code: "FI.MAU.DISCORD.INVALID_TOKEN", message: "Discord does not take that token.")
      }
      let identity = script.reconnects ?? discordIdentity("alice_\(script.serial)")
      return .complete(
        identity)
    })

  private static func discordIdentity(_ name: String) -> Identity {
    let number = String(name.unicodeScalars.reduce(80_351_110_224_678_912) { $0 &+ Int($1.value) * 7_919 })
    return Identity(
      loginID: number,
      user: User(
        id: "@discord_\(number):beeper.example", fullName: "Alice Example", isSelf: true, username: name))
  }
}
