/// What a login session asks for now.
///
/// The client tells one step from another by its id, its type and its content together: the same id with a
/// new QR code is a rotation, with other instructions a rejection.
public enum LoginStep: Equatable, Sendable {
  /// Fields to fill in.
  case userInput(UserInputStep)
  /// Cookies of a browser that is signed in.
  case cookies(CookiesStep)
  /// Something to show while the user acts elsewhere.
  case displayAndWait(DisplayStep)
  /// The end: the account is connected.
  case complete(CompleteStep)
  /// A type nobody here knows, with everything the server said of it.
  case unknown(UnknownStep)

  /// The step's id; nil only where a `complete` step has none.
  public var id: String? {
    switch self {
    case .userInput(let step): step.stepID
    case .cookies(let step): step.stepID
    case .displayAndWait(let step): step.stepID
    case .complete(let step): step.stepID
    case .unknown(let step): step.stepID
    }
  }

  /// The step's type, as the API writes it.
  public var type: String {
    switch self {
    case .userInput: "user_input"
    case .cookies: "cookies"
    case .displayAndWait: "display_and_wait"
    case .complete: "complete"
    case .unknown(let step): step.type
    }
  }

  /// Whatever comes with it, such as the picture of a captcha.
  public var attachments: [JSONValue] {
    if case .userInput(let step) = self { step.attachments ?? [] } else { [] }
  }

  /// What the user is told to do, in light Markdown.
  public var instructions: String? {
    switch self {
    case .userInput(let step): step.instructions
    case .cookies(let step): step.instructions
    case .displayAndWait(let step): step.instructions
    case .complete(let step): step.instructions
    case .unknown(let step): step.content["instructions"]?.string
    }
  }
}

extension LoginStep: Codable {
  private enum Keys: String, CodingKey {
    case type
  }

  /// Reads a step by its `type`.
  public init(from decoder: any Decoder) throws {
    let type = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .type)
    switch type {
    case "user_input": self = .userInput(try UserInputStep(from: decoder))
    case "cookies": self = .cookies(try CookiesStep(from: decoder))
    case "display_and_wait": self = .displayAndWait(try DisplayStep(from: decoder))
    case "complete": self = .complete(try CompleteStep(from: decoder))
    default: self = .unknown(UnknownStep(type: type, content: try JSONValue(from: decoder)))
    }
  }

  /// Writes a step with its `type`.
  public func encode(to encoder: any Encoder) throws {
    if case .unknown(let step) = self { return try step.content.encode(to: encoder) }
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(type, forKey: .type)
    switch self {
    case .userInput(let step): try step.encode(to: encoder)
    case .cookies(let step): try step.encode(to: encoder)
    case .displayAndWait(let step): try step.encode(to: encoder)
    case .complete(let step): try step.encode(to: encoder)
    case .unknown: break
    }
  }
}

/// The end of a login, as a step.
public struct CompleteStep: Codable, Equatable, Sendable {
  /// The step's id, if it has one.
  public var stepID: String?
  /// The account that is connected.
  public var account: Account?
  /// The login that was made. Early servers write `connection`.
  public var login: BridgeLogin?
  /// What the user is told.
  public var instructions: String?

  /// A step with these properties.
  public init(
    stepID: String? = nil, account: Account? = nil, login: BridgeLogin? = nil, instructions: String? = nil
  ) {
    self.stepID = stepID
    self.account = account
    self.login = login
    self.instructions = instructions
  }

  private enum EarlyKeys: String, CodingKey {
    case connection
  }

  /// Reads a step, under the names of today's servers or of early ones.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    stepID = try values.decodeIfPresent(String.self, forKey: .stepID)
    account = try values.decodeIfPresent(Account.self, forKey: .account)
    login =
      try values.decodeIfPresent(BridgeLogin.self, forKey: .login)
      ?? decoder.container(keyedBy: EarlyKeys.self).decodeIfPresent(BridgeLogin.self, forKey: .connection)
    instructions = try values.decodeIfPresent(String.self, forKey: .instructions)
  }
}

/// A step of a type nobody here knows.
public struct UnknownStep: Equatable, Sendable {
  /// The type, as the server writes it.
  public var type: String
  /// Everything the server said of it.
  public var content: JSONValue

  /// A step with these properties.
  public init(type: String, content: JSONValue) {
    self.type = type
    self.content = content
  }

  /// The step's id, if it says one.
  public var stepID: String? { content["stepID"]?.string }
}
