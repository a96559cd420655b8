import BridgeStore

@testable import DrawbridgeApp

/// Connections that a test replaces at will.
@MainActor
final class FakeConnections: Connections {
  private var connections: [TargetID: Connection] = [:]

  subscript(id: TargetID) -> Connection? { connections[id] }

  func connect(to id: TargetID) async -> ConnectResult { .ready(allowsWriting: true) }

  func replace(_ id: TargetID, with service: FakeService) {
    connections[id] = Connection(service: service, generation: (connections[id]?.generation ?? 0) + 1)
  }
}
