/// Cookies, headers or stored values that the user brings from a signed-in browser.
public struct CookiesStep: Codable, Equatable, Sendable {
  /// The step's id.
  public var stepID: String
  /// Where to sign in.
  public var url: String
  /// The values wanted. Some servers order them at random.
  public var fields: [CookieField]
  /// A regular expression of the address that the browser ends on.
  public var expectedFinalURLRegex: String?
  /// JavaScript that finds the values, for a browser's console.
  public var extractJS: String?
  /// What the user is told to do.
  public var instructions: String?
  /// The browser to use: with another one the network may log the account out early.
  public var userAgent: String?

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

/// One value wanted from the browser.
public struct CookieField: Codable, Equatable, Identifiable, Sendable {
  /// Where in the browser a value is.
  public struct Source: Codable, Equatable, Sendable {
    /// `cookie`, `request_header`, `local_storage`, `special`; an open set.
    public var type: String
    /// The name of the cookie, header or key.
    public var name: String
    /// The cookie's domain.
    public var cookieDomain: String?
    /// A regular expression of the addresses whose requests carry the header.
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

  /// The key of the value when the step is submitted.
  public var id: String
  /// The name of the one source; nil for the id itself.
  public var name: String?
  /// `cookie`, `header`, `local_storage`; an open set.
  public var type: String?
  /// Whether it is wanted in any case; nil counts as true.
  public var required: Bool?
  /// A regular expression for the value; not in every server's answers.
  public var pattern: String?
  /// Where the value can be found; not in every server's answers.
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

  /// Where the value can be found: `sources`, or the one that `type` and `name` stand for.
  public var places: [Source] {
    if let sources, !sources.isEmpty { return sources }
    return [Source(type: type ?? "cookie", name: name ?? id)]
  }
}
