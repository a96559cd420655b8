/// Fields for the user to fill in.
public struct UserInputStep: Codable, Equatable, Sendable {
  /// The step's id.
  public var stepID: String
  /// The fields, in the order to ask for them. If there are none, the user only confirms the step.
  public var fields: [LoginInputField]
  /// The instructions for the user, in light Markdown.
  public var instructions: String?
  /// The files attached to the step, such as the picture of a captcha, as raw JSON.
  public var attachments: [JSONValue]?
  /// What is wrong with the fields that could not be read.
  public private(set) var problems: [String] = []

  private enum CodingKeys: String, CodingKey {
    case stepID, fields, instructions, attachments
  }

  /// A step with these properties.
  public init(
    stepID: String, fields: [LoginInputField], instructions: String? = nil, attachments: [JSONValue]? = nil
  ) {
    self.stepID = stepID
    self.fields = fields
    self.instructions = instructions
    self.attachments = attachments
  }
}

/// One field of a form.
public struct LoginInputField: Codable, Equatable, Identifiable, Sendable {
  /// The purpose of a field: a hint from an open set.
  public struct Kind: ExtensibleEnum {
    /// The type as the API writes it.
    public let rawValue: String
    /// A type, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Any text.
    public static let text = Kind(rawValue: "text")
    /// A user name.
    public static let username = Kind(rawValue: "username")
    /// A password.
    public static let password = Kind(rawValue: "password")
    /// A phone number, with its country code.
    public static let phoneNumber = Kind(rawValue: "phone_number")
    /// Another name for `phoneNumber`.
    public static let phone = Kind(rawValue: "phone")
    /// An e-mail address.
    public static let email = Kind(rawValue: "email")
    /// A code from a second factor.
    public static let twoFactorCode = Kind(rawValue: "2fa_code")
    /// An access token.
    public static let token = Kind(rawValue: "token")
    /// A web address.
    public static let url = Kind(rawValue: "url")
    /// A host name.
    public static let domain = Kind(rawValue: "domain")
    /// One of `options`.
    public static let select = Kind(rawValue: "select")
    /// The text in the picture of a captcha.
    public static let captchaCode = Kind(rawValue: "captcha_code")

    /// Whether to mask the input on screen, and clear it when the step ends.
    public var isSecret: Bool { self == .password || self == .token || self == .twoFactorCode }
  }

  /// The value's key in the submission.
  public var id: String
  /// The purpose of the field.
  public var type: Kind?
  /// Its name, for people.
  public var label: String?
  /// An example of a value.
  public var placeholder: String?
  /// The initial content of the field.
  public var initialValue: String?
  /// Whether it may stay empty.
  public var optional: Bool?
  /// A regular expression for the value; not sent by every server.
  public var pattern: String?
  /// The choices for `select`; not sent by every server.
  public var options: [String]?
  /// An explanation of the field; not sent by every server.
  public var description: String?

  /// A field with these properties.
  public init(
    id: String, type: Kind? = nil, label: String? = nil, placeholder: String? = nil,
    initialValue: String? = nil, optional: Bool? = nil, pattern: String? = nil, options: [String]? = nil,
    description: String? = nil
  ) {
    self.id = id
    self.type = type
    self.label = label
    self.placeholder = placeholder
    self.initialValue = initialValue
    self.optional = optional
    self.pattern = pattern
    self.options = options
    self.description = description
  }
}

extension UserInputStep {
  /// Reads what can be read; throws without a step id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    stepID = try record.id(.stepID)
    let list: ItemList<LoginInputField>? = record.list(.fields)
    fields = list?.items ?? []
    problems = list?.problems ?? []
    instructions = record.text(.instructions, Limit.instructions)
    attachments = record.list(.attachments)?.items
  }
}

extension LoginInputField {
  /// Reads what can be read; throws without an id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    id = try record.id(.id)
    type = record.value(.type)
    label = record.text(.label)
    placeholder = record.text(.placeholder)
    initialValue = record.whole(.initialValue)
    optional = record.value(.optional)
    pattern = record.whole(.pattern)
    options = record.list(.options)?.items
    description = record.text(.description, Limit.text)
  }
}
