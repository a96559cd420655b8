import BridgeModel

extension Network {
  /// Telegram: a phone number, a code from the app, and a password; or a QR code and the password.
  static let telegram = Network(
    id: "local-telegram", displayName: "Telegram", type: "telegram", provider: .local,
    flows: [
      Flow(
        flow: LoginFlow(
          id: "phone", name: "Phone number", description: "With a code that the Telegram app receives."),
        first: telegramPhone),
      Flow(
        flow: LoginFlow(
          id: "qr", name: "QR code", description: "Scan a code with the Telegram app on your phone."),
        first: telegramQR),
    ],
    capabilities: ProvisioningCapabilities(
      groupCreation: [
        "supergroup": GroupTypeCapabilities(
          typeDescription: "a supergroup", name: .init(allowed: true, required: true, maxLength: 128),
          topic: .init(allowed: true, maxLength: 255), avatar: .init(allowed: true))
      ],
      resolveIdentifier: .init(
        contactList: true, createDM: true, lookupPhone: true, lookupUsername: true, search: true)),
    accounts: [
      StartingAccount(identity: telegramIdentity("+14155552671", name: "alice_example"), status: .connected)
    ])

  private static let telegramPhone = Scene(
    step: { script in
      .userInput(
        UserInputStep(
          stepID: "fi.mau.telegram.login.phone_number",
          fields: [
            LoginInputField(
              id: "fi.mau.telegram.login.phone_number", type: .phoneNumber, label: "Phone number",
              placeholder: "+1 415 555 0100", initialValue: script.reconnects?.user.phoneNumber,
              description: "With + and the country code")
          ],
          instructions: "Simulated: any number with a country code will do, such as `+1 415 555 0100`."))
    },
    play: .answers { values, script in
      let number = digits(of: values["fi.mau.telegram.login.phone_number"] ?? "")
      guard number.count >= 7 else {
        return .failed(code: "M_UNKNOWN", message: "Telegram does not know that number.")
      }
      script.values["phone_number"] = "+" + number
      return .scene(telegramCode(isIncorrect: false))
    })

  private static func telegramCode(isIncorrect: Bool) -> Scene {
    Scene(
      step: { _ in
        .userInput(
          UserInputStep(
            stepID: "fi.mau.telegram.login.code" + (isIncorrect ? ".incorrect" : ""),
            fields: [
              LoginInputField(
                id: "fi.mau.telegram.login.code", type: .twoFactorCode, label: "Code",
                description: "The app receives it; it never comes by SMS")
            ],
            instructions: (isIncorrect
              ? "**That code is wrong.** Try again."
              : "A code was sent to the **Telegram** app on your phone.")
              + "\n\nSimulated: the code is `12345`. Try a wrong one too, if you like."))
      },
      play: .answers { values, _ in
        values["fi.mau.telegram.login.code"] == "12345"
          ? .scene(telegramPassword(isIncorrect: false)) : .scene(telegramCode(isIncorrect: true))
      })
  }

  private static func telegramPassword(isIncorrect: Bool) -> Scene {
    Scene(
      step: { _ in
        .userInput(
          UserInputStep(
            stepID: "fi.mau.telegram.login.password" + (isIncorrect ? ".incorrect" : ""),
            fields: [
              LoginInputField(
                id: "fi.mau.telegram.login.password", type: .password, label: "Password",
                description: "Of Telegram's two-step verification")
            ],
            instructions: (isIncorrect
              ? "**That password is wrong.** Try again."
              : "This Telegram account is protected by a password.")
              + "\n\nSimulated: the password is `swordfish`."))
      },
      play: .answers { values, script in
        guard values["fi.mau.telegram.login.password"] == "swordfish" else {
          return .scene(telegramPassword(isIncorrect: true))
        }
        let identity = telegramIdentity(script.values["phone_number"] ?? script.phoneNumber, name: nil)
        return .complete(
          identity)
      })
  }

  private static let telegramQR = Scene(
    step: { script in
      let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
      return .displayAndWait(
        DisplayStep(
          stepID: "fi.mau.telegram.login.show_qr",
          display: .qr(data: "tg://login?token=" + script.text(43, of: alphabet)),
          instructions: """
            In **Telegram** on your phone open **Settings**, **Devices**, **Link Desktop Device**, and scan \
            this code.

            Simulated: the code is scanned for you after a few seconds.
            """))
    },
    play: .phone(after: .seconds(8)) { script in
      script.values["phone_number"] = script.reconnects?.user.phoneNumber ?? script.phoneNumber
      return .scene(telegramPassword(isIncorrect: false))
    })

  private static func telegramIdentity(_ number: String, name: String?) -> Identity {
    Identity(
      loginID: "7" + digits(of: number).suffix(9),
      user: User(
        id: "@telegram_7\(digits(of: number).suffix(9)):local.example", fullName: "Alice Example",
        isSelf: true, phoneNumber: number, username: name))
  }
}
