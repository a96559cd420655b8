/// Cookies, headers or stored values that the user copies from a signed-in browser.
public struct CookiesStep: Codable, Equatable, Sendable {
  /// The step's id.
  public var stepID: String
  /// Where to sign in.
  public var url: String
  /// The requested values. Some servers send them in random order.
  public var fields: [CookieField]
  /// A regular expression for the address on which the browser ends.
  public var expectedFinalURLRegex: String?
  /// JavaScript that finds the values, for a browser's console.
  public var extractJS: String?
  /// The instructions for the user, in light Markdown.
  public var instructions: String?
  /// The user agent of the browser to use. With another one, the network may log the account out early.
  public var userAgent: String?
  /// What is wrong with the fields that could not be read.
  public private(set) var problems: [String] = []

  private enum CodingKeys: String, CodingKey {
    case stepID, url, fields, expectedFinalURLRegex, extractJS, instructions, userAgent
  }

  /// A step with these properties.
  public init(
    stepID: String, url: String, fields: [CookieField], expectedFinalURLRegex: String? = nil,
    extractJS: String? = nil, instructions: String? = nil, userAgent: String? = nil
  ) {
    self.stepID = stepID
    self.url = url
    self.fields = fields
    self.expectedFinalURLRegex = expectedFinalURLRegex
    self.extractJS = extractJS
    self.instructions = instructions
    self.userAgent = userAgent
  }
}

/// One requested value from the browser.
public struct CookieField: Codable, Equatable, Identifiable, Sendable {
  /// The location of a value in the browser.
  public struct Source: Codable, Equatable, Sendable {
    /// `cookie`, `request_header`, `request_body`, `local_storage`, `special`; an open set.
    public var type: String
    /// The name of the cookie, header or key.
    public var name: String
    /// The cookie's domain.
    public var cookieDomain: String?
    /// A regular expression for the addresses of the requests that contain the value.
    public var requestURLRegex: String?

    /// A source with these properties.
    public init(
      type: String, name: String, cookieDomain: String? = nil, requestURLRegex: String? = nil
    ) {
      self.type = type
      self.name = name
      self.cookieDomain = cookieDomain
      self.requestURLRegex = requestURLRegex
    }
  }

  /// The value's key in the submission.
  public var id: String
  /// The name of the only source; nil for the same as `id`.
  public var name: String?
  /// `cookie`, `header`, `local_storage`; an open set.
  public var type: String?
  /// Whether the value is required; nil counts as true.
  public var required: Bool?
  /// A regular expression for the value; not sent by every server.
  public var pattern: String?
  /// Where the value can be found; not sent by every server.
  public var sources: [Source]?

  /// A field with these properties.
  public init(
    id: String, name: String? = nil, type: String? = nil, required: Bool? = nil, pattern: String? = nil,
    sources: [Source]? = nil
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.required = required
    self.pattern = pattern
    self.sources = sources
  }

  /// Where the value can be found: `sources`, or the single source given by `type` and `name`.
  public var effectiveSources: [Source] {
    if let sources, !sources.isEmpty { return sources }
    return [Source(type: type ?? "cookie", name: name ?? id)]
  }
}

extension CookiesStep {
  /// Reads what can be read; throws without a step id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    stepID = try record.id(.stepID)
    url = record.whole(.url) ?? ""
    let list: ItemList<CookieField>? = record.list(.fields)
    fields = list?.items ?? []
    problems = list?.problems ?? []
    expectedFinalURLRegex = record.whole(.expectedFinalURLRegex)
    extractJS = record.whole(.extractJS, Limit.scriptBytes)
    instructions = record.text(.instructions, Limit.instructions)
    userAgent = record.whole(.userAgent)
  }
}

extension CookieField {
  /// Reads what can be read; throws without an id.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    id = try record.id(.id)
    name = record.text(.name)
    type = record.text(.type)
    required = record.value(.required)
    pattern = record.whole(.pattern)
    sources = record.list(.sources)?.items
  }
}

extension CookieField.Source {
  /// Reads what can be read; throws without a name.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    type = record.text(.type) ?? ""
    name = try record.id(.name)
    cookieDomain = record.whole(.cookieDomain)
    requestURLRegex = record.whole(.requestURLRegex)
  }
}
