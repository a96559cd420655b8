import BridgeModel

extension Network {
  /// LINE: an e-mail address and a password, then a PIN to confirm on the phone.
  static let line = Network(
    id: "line", displayName: "LINE", type: "line", provider: .cloud,
    flows: [
      Flow(
        flow: LoginFlow(
          id: "dev.highest.matrix.line.email_login", name: "Login",
          description: "With the e-mail address and password of your LINE account."),
        first: lineCredentials(isRejected: false))
    ],
    capabilities: ProvisioningCapabilities(
      groupCreation: [:], resolveIdentifier: .init(contactList: true, createDM: true)))

  private static func lineCredentials(isRejected: Bool) -> Scene {
    Scene(
      step: { script in
        .userInput(
          UserInputStep(
            stepID: "dev.highest.matrix.line.enter_creds",
            fields: [
              LoginInputField(
                id: "email", type: .username, label: "E-mail", placeholder: "you@example.com",
                initialValue: script.reconnects?.user.email),
              LoginInputField(id: "password", type: .password, label: "Password"),
            ],
            instructions: (isRejected ? "**LINE does not take these.** Try again.\n\n" : "")
              + "Simulated: any address with an @, and the password `swordfish`."))
      },
      play: .answers { values, script in
        let email = values["email"] ?? ""
        guard email.contains("@"), values["password"] == "swordfish" else {
          return .scene(lineCredentials(isRejected: true))
        }
        script.values["email"] = email
        return .scene(linePIN)
      })
  }

  private static let linePIN = Scene(
    step: { script in
      .displayAndWait(
        DisplayStep(
          stepID: "dev.highest.matrix.line.enter_pin", display: .nothing,
          instructions: """
            Open **LINE** on your phone and type this PIN: **\(script.text(6, of: "0123456789"))**

            Simulated: it is typed for you after a few seconds.
            """))
    },
    play: .phone(after: .seconds(6)) { script in
      let email = script.values["email"] ?? ""
      return .complete(
        Identity(
          loginID: "u" + email.lowercased(),
          user: User(
            id: "@line_\(email):beeper.example", email: email, fullName: "Alice Example", isSelf: true)))
    })
}
