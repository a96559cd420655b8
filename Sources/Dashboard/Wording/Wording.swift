import BridgeModel
import BridgeStore

/// All texts of the dashboard, in one place.
enum Wording {
  /// An unknown value, verbatim except for its underscores.
  static func plain(_ raw: String) -> String { raw.replacing("_", with: " ") }

  static func section(_ section: Section) -> String {
    switch section {
    case .needsAttention: "NEEDS YOU"
    case .onDevice: "ON THIS DEVICE"
    case .cloud: "BEEPER CLOUD"
    case .selfHosted: "SELF-HOSTED"
    case .other: "OTHER"
    case .available: "AVAILABLE"
    }
  }

  static func provider(_ provider: Bridge.Provider) -> String {
    switch provider {
    case .cloud: "Beeper Cloud"
    case .selfHosted: "Self-hosted"
    case .local: "On this device"
    case .platformSDK: "On this device, in the app"
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
    case .limitReached: "Account limit reached"
    case .temporarilyUnavailable: "Temporarily unavailable"
    case .disabled: "Disabled"
    default: plain(status.rawValue)
    }
  }

  /// What to do about a status; nil if nothing.
  static func advice(_ status: Account.Status, _ theme: Theme) -> String? {
    let key = theme.key(.reconnect)
    return switch status {
    case .reconnectRequired: "Chats are kept. Press \(key) to log in again."
    case .connectionRequired: "Press \(key) to connect it."
    case .attentionRequired: "Open the network's own app, or press \(key) to log in again."
    case .disconnected: "It should reconnect by itself. If it does not, press \(key)."
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

  /// How to close an overlay.
  static func closes(_ theme: Theme) -> String { "\(theme.key(.back)) closes" }

  /// How people know the account: by phone number, user name, e-mail or name.
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
    if resolve.contactList { ways.append("entry in the contact list") }
    if resolve.search { ways.append("name") }
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
    case .ended: "finished"
    case .targets: "servers"
    case .signIn: "sign-in"
    case .help: "help"
    case .log: "log"
    case .dialog: "question"
    }
  }
}

extension String {
  /// The string with an initial capital and a full stop, unless it ends a sentence already.
  var sentence: String {
    guard let first else { return self }
    let isClosed = last.map { ".!?…".contains($0) } ?? false
    return first.uppercased() + dropFirst() + (isClosed ? "" : ".")
  }
}
