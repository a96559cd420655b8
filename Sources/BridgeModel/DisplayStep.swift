/// Something to show while the user acts elsewhere, usually on a phone.
public struct DisplayStep: Codable, Equatable, Sendable {
  /// The step's id. A code that rotates keeps it.
  public var stepID: String
  /// What to show.
  public var display: LoginDisplay
  /// The instructions for the user, in light Markdown. Some networks put a PIN here.
  public var instructions: String?

  /// A step with these properties.
  public init(stepID: String, display: LoginDisplay, instructions: String? = nil) {
    self.stepID = stepID
    self.display = display
    self.instructions = instructions
  }
}

/// The content of a display step. Everything but `nothing` is a credential while it is shown.
public enum LoginDisplay: Equatable, Sendable {
  /// The text of a QR code.
  case qr(data: String)
  /// A code to type on the phone.
  case code(data: String)
  /// An emoji to tap on the phone, as the URL of its picture.
  case emoji(imageURL: String)
  /// Nothing but the instructions.
  case nothing
  /// An unknown type, with the complete JSON.
  case unknown(type: String, content: JSONValue)
}

extension LoginDisplay: Codable {
  private enum Keys: String, CodingKey {
    case type, data, imageURL
  }

  /// Reads a display by its `type`.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, Keys.self)
    let type = record.text(.type) ?? ""
    let (data, imageURL) = (record.whole(.data), record.whole(.imageURL))
    self =
      switch (type, data, imageURL) {
      case ("qr", let data?, _): .qr(data: data)
      case ("code", let data?, _): .code(data: data)
      case ("emoji", _, let imageURL?): .emoji(imageURL: imageURL)
      case ("nothing", _, _): .nothing
      default: .unknown(type: type, content: try JSONValue(from: decoder))
      }
  }

  /// Writes a display with its `type`.
  public func encode(to encoder: any Encoder) throws {
    if case .unknown(_, let content) = self { return try content.encode(to: encoder) }
    var values = encoder.container(keyedBy: Keys.self)
    switch self {
    case .qr(let data):
      try values.encode("qr", forKey: .type)
      try values.encode(data, forKey: .data)
    case .code(let data):
      try values.encode("code", forKey: .type)
      try values.encode(data, forKey: .data)
    case .emoji(let imageURL):
      try values.encode("emoji", forKey: .type)
      try values.encode(imageURL, forKey: .imageURL)
    case .nothing: try values.encode("nothing", forKey: .type)
    case .unknown: break
    }
  }
}

extension DisplayStep {
  /// Reads what can be read; throws without a step id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    stepID = try record.id(.stepID)
    display = record.value(.display) ?? .unknown(type: "", content: .null)
    instructions = record.text(.instructions, Limit.instructions)
  }
}
