/// One login under way: what the server asks for now, or how it ended.
public struct LoginSession: Codable, Equatable, Sendable {
  /// What the session waits for, or how it ended.
  public struct Status: OpenValue {
    /// The status as the API writes it.
    public let rawValue: String
    /// A status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Waits for fields to be filled in.
    public static let waitingForInput = Status(rawValue: "waiting_for_input")
    /// Waits for cookies.
    public static let waitingForCookies = Status(rawValue: "waiting_for_cookies")
    /// Waits for something to be done elsewhere with what is displayed.
    public static let waitingForDisplay = Status(rawValue: "waiting_for_display")
    /// Ended: the account is connected.
    public static let complete = Status(rawValue: "complete")
    /// Ended: cancelled.
    public static let cancelled = Status(rawValue: "cancelled")
    /// Ended: failed.
    public static let failed = Status(rawValue: "failed")
  }

  /// Why a session failed.
  public struct Failure: Codable, Equatable, Sendable {
    /// A code for machines; an open set.
    public var code: String
    /// What happened, for people.
    public var message: String
    /// Whatever else the server says.
    public var details: JSONValue?

    /// A failure with these properties.
    public init(code: String, message: String, details: JSONValue? = nil) {
      self.code = code
      self.message = message
      self.details = details
    }
  }

  /// The bridge the login is on.
  public var bridgeID: String
  /// The session's id.
  public var loginSessionID: String
  /// What it waits for, or how it ended.
  public var status: Status
  /// What it asks for now; nil once it has ended.
  public var currentStep: LoginStep?
  /// The account it connected.
  public var account: Account?
  /// The account it is for, or that it connected.
  public var accountID: String?
  /// The login it made. Early servers write `connection`.
  public var login: BridgeLogin?
  /// The login it is for, or that it made. Early servers write `connectionID`.
  public var loginID: String?
  /// Why it failed.
  public var error: Failure?

  /// A session with these properties.
  public init(
    bridgeID: String, loginSessionID: String, status: Status, currentStep: LoginStep? = nil,
    account: Account? = nil, accountID: String? = nil, login: BridgeLogin? = nil, loginID: String? = nil,
    error: Failure? = nil
  ) {
    self.bridgeID = bridgeID
    self.loginSessionID = loginSessionID
    self.status = status
    self.currentStep = currentStep
    self.account = account
    self.accountID = accountID
    self.login = login
    self.loginID = loginID
    self.error = error
  }

  private enum EarlyKeys: String, CodingKey {
    case connection, connectionID
  }

  /// Reads a session, under the names of today's servers or of early ones.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let early = try decoder.container(keyedBy: EarlyKeys.self)
    bridgeID = try values.decode(String.self, forKey: .bridgeID)
    loginSessionID = try values.decode(String.self, forKey: .loginSessionID)
    status = try values.decode(Status.self, forKey: .status)
    currentStep = try values.decodeIfPresent(LoginStep.self, forKey: .currentStep)
    account = try values.decodeIfPresent(Account.self, forKey: .account)
    accountID = try values.decodeIfPresent(String.self, forKey: .accountID)
    login =
      try values.decodeIfPresent(BridgeLogin.self, forKey: .login)
      ?? early.decodeIfPresent(BridgeLogin.self, forKey: .connection)
    loginID =
      try values.decodeIfPresent(String.self, forKey: .loginID)
      ?? early.decodeIfPresent(String.self, forKey: .connectionID)
    error = try values.decodeIfPresent(Failure.self, forKey: .error)
  }
}
