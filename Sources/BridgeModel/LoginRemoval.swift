/// What the server did when asked to remove a login.
public struct LoginRemoval: Codable, Equatable, Sendable {
  /// The bridge the login was on.
  public var bridgeID: String
  /// The login that is gone.
  public var loginID: String
  /// From where it was removed.
  public var scope: BridgeLogin.Scope
  /// `removed`.
  public var status: String
  /// The accounts that went with it.
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
