import BridgeModel

extension Network {
  /// Beeper's own network: an account of the app itself, without logins.
  static let matrix = Network(
    id: "matrix", displayName: "Beeper", type: "matrix", provider: .cloud, flows: [],
    capabilities: ProvisioningCapabilities(
      groupCreation: [
        "group": GroupTypeCapabilities(
          typeDescription: "a group chat", name: .init(allowed: true, required: true),
          topic: .init(allowed: true), avatar: .init(allowed: true))
      ],
      resolveIdentifier: .init(contactList: true, createDM: true, lookupUsername: true, search: true)),
    accounts: [
      StartingAccount(
        identity: Identity(
          loginID: "",
          user: User(
            id: "@alice:beeper.example", fullName: "Alice Example", isSelf: true, username: "alice")),
        status: .connected)
    ],
    supportsMultipleAccounts: false)
}
