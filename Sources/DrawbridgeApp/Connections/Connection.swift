import BridgeModel
import BridgeStore

/// A service and the number of its connection: each new token or permission makes another.
struct Connection: Sendable {
  let service: any BridgeService
  let generation: Int
}

/// The connections of this run, by target.
@MainActor
protocol Connections: AnyObject {
  /// The present connection; nil if there is none.
  subscript(id: TargetID) -> Connection? { get }

  /// Makes a connection, or keeps the present one if nothing changed.
  func connect(to id: TargetID) async -> ConnectResult
}
