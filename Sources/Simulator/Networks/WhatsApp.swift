import BridgeModel

extension Network {
  /// WhatsApp: a QR code that rotates, or a pairing code typed on the phone.
  static let whatsApp = Network(
    id: "local-whatsapp", displayName: "WhatsApp", type: "whatsapp", provider: .local,
    flows: [
      Flow(
        flow: LoginFlow(
          id: "qr", name: "QR code", description: "Scan a code with the WhatsApp app on your phone."),
        first: whatsAppQR),
      Flow(
        flow: LoginFlow(
          id: "phone", name: "Pairing code",
          description: "Type a code into the WhatsApp app. Needs no camera."),
        first: whatsAppPhone),
    ],
    capabilities: ProvisioningCapabilities(
      groupCreation: [
        "group": GroupTypeCapabilities(
          typeDescription: "a group chat", name: .init(allowed: true, required: true, maxLength: 100),
          topic: .init(allowed: true, maxLength: 512), avatar: .init(allowed: true),
          participants: .init(allowed: true, required: true, minLength: 1))
      ],
      resolveIdentifier: .init(anyPhone: true, contactList: true, createDM: true, lookupPhone: true)),
    accounts: [
      StartingAccount(
        identity: whatsAppIdentity("+14155552671"), status: .reconnectRequired,
        statusText: "Your phone ended this session. Reconnect to receive messages again.")
    ])

  private static let whatsAppQR = Scene(
    step: { script in
      .displayAndWait(
        DisplayStep(
          stepID: "fi.mau.whatsapp.login.qr", display: .qr(data: whatsAppPayload(&script)),
          instructions: """
            In **WhatsApp** on your phone open **Settings**, **Linked devices**, **Link a device**, and \
            scan this code.

            Simulated: the code is scanned for you after a few seconds. It changes once before that.
            """))
    },
    play: .phone(after: .seconds(14), rotations: [.seconds(8)]) { script in
      // A linked device is the phone's own number: on a reconnect, the one that was linked before.
      let identity = script.reconnects ?? whatsAppIdentity(script.phoneNumber)
      return .complete(identity)
    })

  private static let whatsAppPhone = Scene(
    step: { script in
      .userInput(
        UserInputStep(
          stepID: "fi.mau.whatsapp.login.phone",
          fields: [
            LoginInputField(
              id: "phone_number", type: .phoneNumber, label: "Phone number",
              placeholder: "+1 415 555 0100",
              initialValue: script.values["phone_number"] ?? script.reconnects?.user.phoneNumber,
              description: "Your WhatsApp number, with + and the country code")
          ],
          instructions: "Simulated: any number with a country code will do, such as `+1 415 555 0100`."))
    },
    play: .answers { values, script in
      let number = digits(of: values["phone_number"] ?? "")
      if !(values["phone_number"] ?? "").contains("+") {
        return .failed(
          code: "FI.MAU.WHATSAPP.PHONE_NUMBER_NOT_INTERNATIONAL",
          message: "The number has to begin with + and the country code.")
      }
      guard number.count >= 7 else {
        return .failed(
          code: "FI.MAU.WHATSAPP.PHONE_NUMBER_TOO_SHORT", message: "That is too short for a phone number.")
      }
      script.values["phone_number"] = "+" + number
      return .scene(whatsAppCode)
    })

  private static let whatsAppCode = Scene(
    step: { script in
      let code = script.text(8, of: "123456789ABCDEFGHJKLMNPQRSTVWXYZ")
      return .displayAndWait(
        DisplayStep(
          stepID: "fi.mau.whatsapp.login.code",
          display: .code(data: code.prefix(4) + "-" + code.suffix(4)),
          instructions: """
            In **WhatsApp** on your phone open **Linked devices**, **Link a device**, **Link with phone \
            number instead**, and type this code.

            Simulated: it is typed for you after a few seconds.
            """))
    },
    play: .phone(after: .seconds(6)) { script in
      let number = script.values["phone_number"] ?? script.phoneNumber
      return .complete(whatsAppIdentity(number))
    })

  private static func whatsAppIdentity(_ number: String) -> Identity {
    Identity(
      loginID: digits(of: number),
      user: User(
        id: "@whatsapp_\(digits(of: number)):local.example", fullName: "Alice Example", isSelf: true,
        phoneNumber: number))
  }

  /// As the app reads it since 2026: the address, a reference, three keys of 32 bytes and a digit.
  private static func whatsAppPayload(_ script: inout Script) -> String {
    let keys = (0..<3).map { _ in script.base64(bytes: 32) }
    return "https://wa.me/settings/linked_devices#2@" + script.base64(bytes: 64)
      + "," + keys.joined(separator: ",") + "," + script.text(1, of: "123456789")
  }
}

/// The digits of a phone number.
func digits(of number: String) -> String {
  number.filter { $0.isASCII && $0.isNumber }
}
