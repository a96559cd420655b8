import BridgeModel
import BridgeStore

/// Everything the dashboard says, in one place.
enum Wording {
  /// A value nobody here knows, as it came, without its underscores.
  static func plain(_ raw: String) -> String { raw.replacing("_", with: " ") }

  static func section(_ section: Section) -> String {
    switch section {
    case .needsUser: "NEEDS YOU"
    case .onDevice: "ON THIS DEVICE"
    case .cloud: "BEEPER CLOUD"
    case .selfHosted: "SELF-HOSTED"
    case .other: "ELSEWHERE"
    case .available: "AVAILABLE"
    }
  }

  static func provider(_ provider: Bridge.Provider) -> String {
    switch provider {
    case .cloud: "Beeper Cloud"
    case .selfHosted: "Self-hosted"
    case .local: "On this device"
    case .platformSDK: "On this device, by the app"
    default: plain(provider.rawValue)
    }
  }

  static func status(_ status: Account.Status) -> String {
    switch status {
    case .connected: "Connected"
    case .connecting: "Connecting"
    case .backfilling: "Connected, fetching older messages"
    case .reconnectRequired: "Reconnect required"
    case .connectionRequired: "Not connected on this device"
    case .attentionRequired: "Needs your attention"
    case .disconnected: "Disconnected"
    case .disabled: "Disabled"
    default: plain(status.rawValue)
    }
  }

  static func status(_ status: Bridge.Status) -> String {
    switch status {
    case .available, .connected: "No account yet"
    case .limitReached: "No further account on this plan"
    case .temporarilyUnavailable: "Out of order for the time being"
    case .disabled: "Disabled"
    default: plain(status.rawValue)
    }
  }

  /// What a status asks of the user; nil if nothing.
  static func advice(_ status: Account.Status, _ theme: Theme) -> String? {
    let key = theme.key(.reconnect)
    return switch status {
    case .reconnectRequired: "Chats are kept. Press \(key) to log in again."
    case .connectionRequired: "Press \(key) to connect it."
    case .attentionRequired: "Open the network's own app, or press \(key) to log in again."
    case .disconnected: "It should come back by itself. If it stays so, press \(key)."
    default: nil
    }
  }

  static func scope(_ scope: BridgeLogin.Scope) -> String {
    switch scope {
    case .currentDevice: "this device"
    case .allDevices: "all devices"
    default: plain(scope.rawValue)
    }
  }

  /// How what lies on top is closed.
  static func closes(_ theme: Theme) -> String { "\(theme.key(.closeOverlay)) closes" }

  /// Who an account is: what its people know it by.
  static func identity(_ account: Account) -> String { identity(account.user) }

  static func identity(_ user: User) -> String {
    if let phone = user.phoneNumber { return phone }
    if let name = user.username { return name.contains("#") || name.hasPrefix("@") ? name : "@" + name }
    return user.email ?? user.fullName ?? user.id
  }

  /// The ways a bridge can find people.
  static func ways(_ resolve: ProvisioningCapabilities.ResolveIdentifier) -> [String] {
    var ways: [String] = []
    if resolve.lookupPhone { ways.append("phone number") }
    if resolve.lookupUsername { ways.append("user name") }
    if resolve.lookupEmail { ways.append("e-mail") }
    if resolve.contactList { ways.append("contact") }
    if resolve.search { ways.append("search") }
    return ways
  }

  static func context(_ context: Context) -> String {
    switch context {
    case .list: "list"
    case .detail: "account"
    case .filter: "filter"
    case .choice: "choice"
    case .form: "form"
    case .display: "code or QR"
    case .working: "working"
    case .ended: "end"
    case .targets: "servers"
    case .signIn: "signing in"
    case .help: "help"
    case .log: "log"
    case .dialog: "question"
    }
  }
}

extension String {
  /// The string with a capital at its start and a full stop at its end.
  var sentence: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst() + (last == "." ? "" : ".")
  }
}
