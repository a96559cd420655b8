import BridgeModel
import Logins

/// Reconnecting every account that needs attention, one after the other.
extension State {
  mutating func startWalk() -> [Effect] {
    walk = list.rows.filter { $0.section == .needsUser }.map(\.id)
    return walkOn()
  }

  /// Opens the wizard for the next account that still needs attention.
  mutating func walkOn() -> [Effect] {
    while !walk.isEmpty {
      let id = walk.removeFirst()
      guard list.rows.contains(where: { $0.id == id && $0.section == .needsUser }) else { continue }
      list.select(id)
      let details = selectionMoved()
      if refusal(of: .reconnect) == nil { return details + connect(reconnecting: true) }
    }
    return []
  }
}
