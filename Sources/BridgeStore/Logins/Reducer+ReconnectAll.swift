import BridgeModel
import Logins

/// Reconnecting every account that needs attention, one after the other.
extension State {
  mutating func startReconnectingAll() -> [Effect] {
    reconnectQueue = list.rows.filter { $0.section == .needsAttention }.map(\.id)
    return reconnectNext()
  }

  /// Opens the wizard for the next account that still needs attention.
  mutating func reconnectNext() -> [Effect] {
    while !reconnectQueue.isEmpty {
      let id = reconnectQueue.removeFirst()
      guard list.rows.contains(where: { $0.id == id && $0.section == .needsAttention }) else { continue }
      awaited = nil
      list.select(id)
      let details = selectionMoved()
      if disabledReason(for: .reconnect) == nil { return details + connect(reconnecting: true) }
    }
    return []
  }
}
