/// A bearer token. Printing or dumping it never reveals it.
public struct AccessToken: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

  /// A token; nil if the string is empty or has characters that a header cannot contain (RFC 6750, 2.1).
  public init?(_ string: String) {
    guard !string.isEmpty, string.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    value = string
  }

  /// The token itself, for storing it.
  public func reveal() -> String { value }

  /// Never the token.
  public var description: String { "(hidden)" }
  /// Never the token.
  public var debugDescription: String { description }
  /// Never the token.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
