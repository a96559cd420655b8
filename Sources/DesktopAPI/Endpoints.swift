import BridgeModel
import ServerTransport

/// `{items: [...]}`, the shape of most lists.
struct Items<Item: Decodable & Sendable>: Decodable, Sendable {
  var items: ItemList<Item>
}

extension Endpoint where Answer == ServerInfo {
  static var info: Self { Endpoint(path: ["v1", "info"], sendsToken: false, timeout: 5) }
}

extension Endpoint where Answer == AppSetup {
  static var setup: Self { Endpoint(path: ["v1", "app", "setup"]) }
}

extension Endpoint where Answer == Items<Bridge> {
  static var bridges: Self { Endpoint(path: ["v1", "bridges"]) }
}

extension Endpoint where Answer == Bridge {
  static func bridge(_ id: String) -> Self { Endpoint(path: ["v1", "bridges", id]) }
}

extension Endpoint where Answer == ProvisioningCapabilities {
  static func capabilities(of bridge: String) -> Self {
    Endpoint(path: ["v1", "bridges", bridge, "capabilities"])
  }
}

extension Endpoint where Answer == Items<LoginFlow> {
  static func loginFlows(of bridge: String) -> Self {
    Endpoint(path: ["v1", "bridges", bridge, "login-flows"])
  }
}

extension Endpoint where Answer == Items<BridgeLogin> {
  static func logins(of bridge: String, as name: LoginsPath) -> Self {
    Endpoint(path: ["v1", "bridges", bridge, name.rawValue])
  }
}

extension Endpoint where Answer == LoginRemoval {
  static func remove(
    _ login: String, of bridge: String, scope: BridgeLogin.Scope, as name: LoginsPath
  ) -> Self {
    Endpoint(
      method: .post, path: ["v1", "bridges", bridge, name.rawValue, login, "remove"],
      body: .json(["scope": scope]), timeout: Timeout.network)
  }
}

extension Endpoint where Answer == LoginSession {
  static func start(_ start: LoginStart, of bridge: String) -> Self {
    Endpoint(
      method: .post, path: ["v1", "bridges", bridge, "login-sessions"], body: .json(start),
      timeout: Timeout.network)
  }

  static func session(_ session: String, of bridge: String) -> Self {
    Endpoint(path: ["v1", "bridges", bridge, "login-sessions", session], timeout: 10)
  }

  static func submit(
    _ submission: StepSubmission, step: String, session: String, of bridge: String
  ) -> Self {
    Endpoint(
      method: .post, path: ["v1", "bridges", bridge, "login-sessions", session, "steps", step],
      body: .json(submission), timeout: submission == .wait ? Timeout.userAction : Timeout.network)
  }
}

extension Endpoint where Answer == EmptyResponse {
  static func cancel(_ session: String, of bridge: String) -> Self {
    Endpoint(
      method: .delete, path: ["v1", "bridges", bridge, "login-sessions", session], timeout: 10)
  }
}
