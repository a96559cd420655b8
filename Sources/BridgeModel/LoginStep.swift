/// One step of a login session.
///
/// A client compares steps by id, type and content together: the same id with a new QR code is a rotation, and with
/// new instructions a rejection.
public enum LoginStep: Equatable, Sendable {
  /// Fields to fill in.
  case userInput(UserInputStep)
  /// Cookies or other values from a signed-in browser.
  case cookies(CookiesStep)
  /// Something to show while the user acts elsewhere.
  case displayAndWait(DisplayStep)
  /// The end: the account is connected.
  case complete(CompleteStep)
  /// An unknown type, with the complete JSON.
  case unknown(UnknownStep)

  /// The step's id; nil for a `complete` or unknown step without one.
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

  /// The files attached to the step, such as the picture of a captcha.
  public var attachments: [JSONValue] {
    if case .userInput(let step) = self { step.attachments ?? [] } else { [] }
  }

  /// The instructions for the user, in light Markdown.
  public var instructions: String? {
    switch self {
    case .userInput(let step): step.instructions
    case .cookies(let step): step.instructions
    case .displayAndWait(let step): step.instructions
    case .complete(let step): step.instructions
    case .unknown(let step): step.content["instructions"]?.string?.cut(Limit.instructions)
    }
  }
}

extension LoginStep: Codable {
  private enum Keys: String, CodingKey {
    case type
  }

  /// Reads a step by its `type`. A step without a step id is one of an unknown type.
  public init(from decoder: any Decoder) throws {
    let type = RecordReader(decoder, Keys.self).text(.type) ?? ""
    if let step = Self.known(type, decoder) {
      self = step
    } else {
      self = .unknown(UnknownStep(type: type, content: try JSONValue(from: decoder)))
    }
  }

  private static func known(_ type: String, _ decoder: any Decoder) -> LoginStep? {
    switch type {
    case "user_input": (try? UserInputStep(from: decoder)).map(LoginStep.userInput)
    case "cookies": (try? CookiesStep(from: decoder)).map(LoginStep.cookies)
    case "display_and_wait": (try? DisplayStep(from: decoder)).map(LoginStep.displayAndWait)
    case "complete": (try? CompleteStep(from: decoder)).map(LoginStep.complete)
    default: nil
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
  /// The connected account.
  public var account: Account?
  /// The resulting login. Early servers call it `connection`.
  public var login: BridgeLogin?
  /// A message to the user.
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

  /// Reads what can be read, under both names of logins.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    stepID = record.whole(.stepID)
    account = record.value(.account)
    login = record.value(.login) ?? RecordReader(decoder, EarlyKeys.self).value(.connection)
    instructions = record.text(.instructions, Limit.instructions)
  }
}

/// A step of an unknown type.
public struct UnknownStep: Equatable, Sendable {
  /// The type, as the server writes it.
  public var type: String
  /// The complete JSON of the step.
  public var content: JSONValue

  /// A step with these properties.
  public init(type: String, content: JSONValue) {
    self.type = type
    self.content = content
  }

  /// Whether it asks for a passkey (WebAuthn), which only a browser can give.
  public var isPasskey: Bool { type == "webauthn" }

  /// The step's id, if it has a `stepID`.
  public var stepID: String? { content["stepID"]?.string }
}
