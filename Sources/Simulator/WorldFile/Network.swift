import BridgeModel

/// A simulated network as described by a world file: its bridge, its initial logins and its login flows.
struct Network: Sendable {
  /// The bridge's id.
  var id: String
  var displayName: String
  var type: String
  var provider: Bridge.Provider
  /// Groups bridges for counts and limits.
  var network: String
  var supportsMultipleAccounts = true
  /// The maximum number of logins; nil for no limit.
  var limit: Int?
  /// A fixed status; nil to derive it from the logins.
  var status: Bridge.Status?
  var statusText: String?
  /// Where a login can be removed from.
  var removeScopes: [BridgeLogin.Scope]
  var capabilities: ProvisioningCapabilities
  /// The template of every login's identity on this network.
  var identity: IdentityTemplate
  /// The initial logins.
  var logins: [InitialLogin] = []
  var flows: [Flow] = []
  var scenes: [String: Scene] = [:]
}

/// A way to log in.
struct Flow: Sendable {
  /// The flow as the API lists it.
  var flow: LoginFlow
  /// The name of its first scene.
  var begins: String
  /// The name of the first scene of a reconnect; nil for the same as `begins`.
  var beginsAgain: String?
  /// The seconds until the login fails at any step, and how it fails; nil for only bridgev2's own limit.
  var expiry: (after: Double, failure: Failure)?
  /// The delay before the first step, in simulated seconds.
  var startsAfter = 0.0
  /// Why the flow refuses to start; nil if it starts.
  var refusal: Failure?
}

/// A login's identity and accounts, as templates to fill with values.
struct IdentityTemplate: Equatable, Sendable {
  struct Account: Equatable, Sendable {
    var id: Template
    var network: Template?
    /// The condition for the account to exist.
    var when = Condition()
  }

  /// The login's id. The same identity always has the same id, so that a reconnect can be told from a new account.
  /// Nil where the network is built into the app and has no logins.
  var loginID: Template?
  var userID: Template
  var fullName: Template?
  var username: Template?
  var email: Template?
  var phoneNumber: Template?
  /// The accounts. A completed login session shows the first one.
  var accounts: [Account]
}

/// An initial login.
struct InitialLogin: Equatable, Sendable {
  struct AccountStatus: Equatable, Sendable {
    var status: Account.Status
    var statusText: String?
  }

  /// The values for the identity's templates.
  var values: [String: String] = [:]
  var status: BridgeLogin.Status
  var statusText: String?
  /// The statuses of the accounts, in the identity's order; missing ones are `connected`.
  var accounts: [AccountStatus] = []
}
