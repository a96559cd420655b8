/// The values submitted for a step (the body of `POST .../steps/{stepID}`).
///
/// Printing one does not reveal the values, which are passwords, codes and cookies.
public struct StepSubmission: Codable, Equatable, Sendable, CustomStringConvertible {
  /// How the cookies were obtained.
  public struct Source: ExtensibleEnum {
    /// The source as the API writes it.
    public let rawValue: String
    /// A source, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Pasted by the user, or supplied by a program.
    public static let api = Source(rawValue: "api")
    /// From a web view.
    public static let webview = Source(rawValue: "webview")
    /// From a browser extension.
    public static let browserExtension = Source(rawValue: "browser_extension")
  }

  /// The type of the submitted step.
  public var type: String
  /// The values by field id; none for `display_and_wait`.
  public var fields: [String: String]?
  /// The last page the browser reached.
  public var lastURL: String?
  /// How the cookies were obtained.
  public var source: Source?

  /// An answer with these properties.
  public init(
    type: String, fields: [String: String]? = nil, lastURL: String? = nil, source: Source? = nil
  ) {
    self.type = type
    self.fields = fields
    self.lastURL = lastURL
    self.source = source
  }

  /// The submission for a display step: wait until it ends or changes.
  public static let wait = StepSubmission(type: "display_and_wait")

  /// The type and the number of values.
  public var description: String { "\(type) with \(fields?.count ?? 0) values" }
}
