import BridgeModel
import ServerTransport

@testable import DrawbridgeApp

extension Connector.Backend {
  /// A backend whose tokens have this permission.
  ///
  /// - Parameters:
  ///   - permission: what the server says of every token.
  ///   - service: makes the service for a token, read-only or not.
  /// - Returns: the backend.
  static func fake(
    _ permission: Preflight.Permission = .writing,
    _ service: @escaping @Sendable (_ token: AccessToken, _ isReadOnly: Bool) -> FakeService = { _, _ in
      FakeService()
    }
  ) -> Connector.Backend {
    Connector.Backend(
      service: { (_, token, access) throws(Problem) in service(token, access.isReadOnly) },
      permission: { (_, _, _, _) throws(Problem) in permission })
  }
}
