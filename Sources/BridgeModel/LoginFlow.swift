/// A way to log in to a network, such as by QR code or by phone number.
public struct LoginFlow: Codable, Equatable, Identifiable, Sendable {
  /// The flow's id.
  public var id: String
  /// Its name, for people.
  public var name: String?
  /// A description, for people.
  public var description: String?

  /// A flow with these properties.
  public init(id: String, name: String? = nil, description: String? = nil) {
    self.id = id
    self.name = name
    self.description = description
  }

  /// Whether this is a stand-in for a record that cannot be read; no login can be started with it.
  public var isStandIn: Bool { id.isEmpty }

  /// Reads what can be read; throws without an id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    id = try record.id(.id)
    name = record.text(.name)
    description = record.text(.description, Limit.text)
  }

  /// A stand-in for a flow whose record cannot be read.
  package static func unreadable(_ problem: String) -> LoginFlow {
    LoginFlow(id: "", name: "Unreadable login option", description: "The server's \(problem)")
  }
}

/// The purpose of a new login session (the body of `POST .../login-sessions`).
///
/// Without a login or account, it connects a new account; with one, it reconnects that one.
public struct LoginStart: Codable, Equatable, Sendable {
  /// The flow to use; nil for the server's default.
  public var flowID: String?
  /// The login to reconnect.
  public var loginID: String?
  /// The account to reconnect.
  public var accountID: String?

  /// A login start with these properties.
  public init(flowID: String? = nil, loginID: String? = nil, accountID: String? = nil) {
    self.flowID = flowID
    self.loginID = loginID
    self.accountID = accountID
  }
}
