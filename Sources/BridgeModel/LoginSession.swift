/// A login in progress: the step that the server asks for now, or how the login ended.
public struct LoginSession: Codable, Equatable, Sendable {
  /// What the session is waiting for, or how it ended.
  public struct Status: ExtensibleEnum {
    /// The status as the API writes it.
    public let rawValue: String
    /// A status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Waits for fields to be filled in.
    public static let waitingForInput = Status(rawValue: "waiting_for_input")
    /// Waits for cookies.
    public static let waitingForCookies = Status(rawValue: "waiting_for_cookies")
    /// Waits for the user to use the displayed code elsewhere, such as on a phone.
    public static let waitingForDisplay = Status(rawValue: "waiting_for_display")
    /// Ended: the account is connected.
    public static let complete = Status(rawValue: "complete")
    /// Ended: cancelled.
    public static let cancelled = Status(rawValue: "cancelled")
    /// Ended: failed.
    public static let failed = Status(rawValue: "failed")
    /// Whether the session has ended.
    public var isOver: Bool { self == .complete || self == .failed || self == .cancelled }
  }

  /// Why a session failed.
  public struct Failure: Codable, Equatable, Sendable {
    /// A machine-readable code; an open set.
    public var code: String
    /// A description, for people.
    public var message: String
    /// Any further details from the server.
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
  /// What it is waiting for, or how it ended.
  public var status: Status
  /// The current step; nil once the session has ended.
  public var currentStep: LoginStep?
  /// The connected account.
  public var account: Account?
  /// The id of the account to reconnect, or of the connected account.
  public var accountID: String?
  /// The resulting login. Early servers call it `connection`.
  public var login: BridgeLogin?
  /// The id of the login to reconnect, or of the resulting login. Early servers call it `connectionID`.
  public var loginID: String?
  /// Why the session failed.
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
}

extension LoginSession {
  /// Reads what can be read, under both names of logins; throws without a session id.
  public init(from decoder: any Decoder) throws {
    var record = RecordReader(decoder, CodingKeys.self)
    let early = RecordReader(decoder, EarlyKeys.self)
    loginSessionID = try record.id(.loginSessionID)
    bridgeID = record.whole(.bridgeID) ?? ""
    status = record.required(.status, Status(rawValue: ""))
    currentStep = record.value(.currentStep)
    account = record.value(.account)
    accountID = record.whole(.accountID)
    login = record.value(.login) ?? early.value(.connection)
    loginID = record.whole(.loginID) ?? early.whole(.connectionID)
    error = record.value(.error)
  }
}

extension LoginSession.Failure {
  /// Reads what can be read; a plain text is the message.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    let plain = (try? decoder.singleValueContainer().decode(String.self))?.cut(Limit.text)
    code = record.text(.code) ?? ""
    message = record.text(.message, Limit.text) ?? plain ?? ""
    details = record.value(.details)
  }
}
