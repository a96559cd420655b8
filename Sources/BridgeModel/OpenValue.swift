/// A string of an open set: the values known today have names, and any other is kept as it came.
///
/// The Desktop API grows, and servers of several ages are about; a value nobody here knows must be shown,
/// not refused.
public protocol OpenValue: RawRepresentable, Hashable, Codable, Sendable where RawValue == String {
  /// The value of that string, known or not.
  init(rawValue: String)
}

extension OpenValue {
  /// Reads a plain JSON string.
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes a plain JSON string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
