import BridgeModel
import Logins

/// A selectable line of the bridge list.
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
  /// Accounts that wait for the user.
  case needsUser
  /// Accounts of bridges that run here.
  case onDevice
  /// Accounts of bridges that Beeper runs.
  case cloud
  /// Accounts of bridges that the user runs.
  case selfHosted
  /// Accounts of bridges that run somewhere nobody here knows.
  case other
  /// Bridges without an account.
  case available
}

/// A line of the bridge list, and where in its target the thing is.
public struct Row: Equatable, Sendable {
  /// What is on the line.
  public let id: RowID
  /// The group it is in.
  public let section: Section
  /// The place of its target among the targets.
  let target: Int
  /// The place of its bridge among the target's.
  let bridge: Int
  /// The place of its account among the bridge's; nil for a bridge.
  let account: Int?
}

/// A line of the bridge list as the view draws it.
public enum ListItem: Equatable, Sendable {
  /// The head of a group.
  case header(Section)
  /// A selectable line, and its place among the rows.
  case row(Row, index: Int)
}

extension Account {
  /// The group of the list it belongs to.
  var section: Section {
    if status.needsUser { return .needsUser }
    switch bridge.provider {
    case .local, .platformSDK: return .onDevice
    case .cloud: return .cloud
    case .selfHosted: return .selfHosted
    default: return .other
    }
  }

  /// Whether a filter's words all stand in what is shown of it.
  func matches(_ words: [String], on displayName: String) -> Bool {
    let shown = [
      displayName, user.fullName, user.username, user.phoneNumber, user.email, status.rawValue, statusText,
    ]
    return words.allSatisfy { word in shown.contains { $0?.lowercased().contains(word) ?? false } }
  }
}
