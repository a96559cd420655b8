/// A string from an open set. Known values have names; unknown values are kept unchanged.
///
/// The Desktop API is growing, and servers of several versions are in use, so unknown values must be shown, not
/// rejected.
public protocol ExtensibleEnum: RawRepresentable, Hashable, Codable, Sendable where RawValue == String {
  /// The value of that string, known or not.
  init(rawValue: String)
}

extension ExtensibleEnum {
  /// Decodes a plain JSON string.
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self).cut(Limit.name))
  }

  /// Encodes a plain JSON string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
