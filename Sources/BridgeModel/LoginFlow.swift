/// A way to log in to a network, such as by QR code or by phone number.
public struct LoginFlow: Codable, Equatable, Identifiable, Sendable {
  /// The flow's id.
  public var id: String
  /// Its name, for people.
  public var name: String?
  /// What it is about.
  public var description: String?

  /// A flow with these properties.
  public init(id: String, name: String? = nil, description: String? = nil) {
    self.id = id
    self.name = name
    self.description = description
  }
}

/// What a new login session is for (the body of `POST .../login-sessions`).
///
/// With neither login nor account it connects a new account; with either it reconnects that one.
public struct LoginStart: Codable, Equatable, Sendable {
  /// The flow to take; nil for the server's default.
  public var flowID: String?
  /// The login to reconnect.
  public var loginID: String?
  /// The account to reconnect.
  public var accountID: String?

  /// What a new session is for.
  public init(flowID: String? = nil, loginID: String? = nil, accountID: String? = nil) {
    self.flowID = flowID
    self.loginID = loginID
    self.accountID = accountID
  }
}
