/// The result of removing a login.
public struct LoginRemoval: Codable, Equatable, Sendable {
  /// The bridge the login was on.
  public var bridgeID: String
  /// The removed login.
  public var loginID: String
  /// Where it was removed from.
  public var scope: BridgeLogin.Scope
  /// Always `removed`.
  public var status: String
  /// The accounts removed with it.
  public var affectedAccountIDs: [String]?

  /// A removal with these properties.
  public init(
    bridgeID: String, loginID: String, scope: BridgeLogin.Scope, status: String = "removed",
    affectedAccountIDs: [String]? = nil
  ) {
    self.bridgeID = bridgeID
    self.loginID = loginID
    self.scope = scope
    self.status = status
    self.affectedAccountIDs = affectedAccountIDs
  }
}

extension LoginRemoval {
  /// Reads what can be read: an odd answer does not undo a removal.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    bridgeID = record.whole(.bridgeID) ?? ""
    loginID = record.whole(.loginID) ?? ""
    scope = record.value(.scope) ?? BridgeLogin.Scope(rawValue: "")
    status = record.text(.status) ?? ""
    affectedAccountIDs = record.list(.affectedAccountIDs)?.items
  }
}
