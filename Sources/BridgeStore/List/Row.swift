import BridgeModel
import Logins

/// Identifies a selectable line of the bridge list.
public enum RowID: Hashable, Sendable {
  /// An account.
  case account(TargetID, String)
  /// A bridge without an account.
  case bridge(TargetID, String)

  /// The server it is on.
  var target: TargetID {
    switch self {
    case .account(let target, _), .bridge(let target, _): target
    }
  }
}

/// A group of lines of the bridge list.
public enum Section: Hashable, Sendable {
  /// Accounts that need attention.
  case needsAttention
  /// Accounts on bridges that run on this device.
  case onDevice
  /// Accounts on bridges that Beeper runs.
  case cloud
  /// Accounts on bridges that the user runs.
  case selfHosted
  /// Accounts on bridges in an unknown location.
  case other
  /// Bridges without an account.
  case available
}

/// A selectable line of the bridge list, with indices into the servers.
public struct Row: Equatable, Sendable {
  /// The account or bridge on the line.
  public let id: RowID
  /// The group it is in.
  public let section: Section
  /// Index of its server in the list of servers.
  let targetIndex: Int
  /// Index of its bridge in the server's bridges.
  let bridgeIndex: Int
  /// Index of its account in the bridge's accounts; nil for a bridge.
  let accountIndex: Int?
}

/// A line of the bridge list, as drawn.
public enum ListItem: Equatable, Sendable {
  /// A group header.
  case header(Section)
  /// A selectable line, and its index in `rows`.
  case row(Row, index: Int)
}

extension Account {
  /// Its group in the list.
  var section: Section {
    if status.needsAttention { return .needsAttention }
    switch bridge.provider {
    case .local, .platformSDK: return .onDevice
    case .cloud: return .cloud
    case .selfHosted: return .selfHosted
    default: return .other
    }
  }

  /// Whether every filter word occurs in the text shown for the account.
  func matches(_ words: [String], on displayName: String) -> Bool {
    let shown = [
      displayName, user.fullName, user.username, user.phoneNumber, user.email, status.rawValue, statusText,
    ]
    return words.allSatisfy { word in shown.contains { $0?.lowercased().contains(word) ?? false } }
  }
}
