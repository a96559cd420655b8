import BridgeModel

/// A simulated network as a world file describes it: its bridge, who is logged in when the world begins, and
/// the ways to log in.
struct Network: Sendable {
  /// The bridge's id.
  var id: String
  var displayName: String
  var type: String
  var provider: Bridge.Provider
  /// Groups bridges for counts and limits.
  var network: String
  var supportsMultipleAccounts = true
  /// The most logins, where there is such a limit.
  var limit: Int?
  /// The status, where it does not follow from the logins.
  var status: Bridge.Status?
  var statusText: String?
  /// From where a login can be removed.
  var removeScopes: [BridgeLogin.Scope]
  var capabilities: ProvisioningCapabilities
  /// Who a login is: what all of the network's identities are made by.
  var identity: IdentityTemplate
  /// The logins there are when the world begins.
  var logins: [StartingLogin] = []
  var flows: [Flow] = []
  var scenes: [String: Scene] = [:]
}

/// A way to log in.
struct Flow: Sendable {
  /// What the list shows of it.
  var flow: LoginFlow
  /// The name of its first scene.
  var begins: String
  /// The name of the first scene of a reconnect, if that is another.
  var beginsAgain: String?
  /// When and how the login fails, however far it is; nil for bridgev2's own limit alone.
  var expiry: (after: Double, failure: Failure)?
  /// The seconds until the first step is there.
  var startsAfter = 0.0
  /// Why it does not even begin, if it does not.
  var refusal: Failure?
}

/// Who a login is, and which accounts it holds, before the values are known.
struct IdentityTemplate: Equatable, Sendable {
  struct Account: Equatable, Sendable {
    var id: Template
    var network: Template?
    /// The account is there if this holds.
    var when = Condition()
  }

  /// The login's id, the same for the same identity, so that a reconnect is told from another account; nil
  /// where the network is the app's own and has no logins.
  var loginID: Template?
  var userID: Template
  var fullName: Template?
  var username: Template?
  var email: Template?
  var phoneNumber: Template?
  /// Beginning with the account that is shown once a login is complete.
  var accounts: [Account]
}

/// A login that is there when the world begins.
struct StartingLogin: Equatable, Sendable {
  struct AccountStatus: Equatable, Sendable {
    var status: Account.Status
    var statusText: String?
  }

  /// What the identity's templates are filled with.
  var values: [String: String] = [:]
  var status: BridgeLogin.Status
  var statusText: String?
  /// How the accounts fare, in the identity's order; connected if nothing is said.
  var accounts: [AccountStatus] = []
}
