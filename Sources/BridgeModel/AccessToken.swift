/// A bearer token. Printing or dumping it never reveals it.
public struct AccessToken: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

  /// The longest token, in bytes: servers accept no longer header.
  public static let maxBytes = 8_192

  /// A token; nil if the string is empty or too long, or has characters that a header cannot contain (RFC 6750, 2.1).
  public init?(_ string: String) {
    guard (1...Self.maxBytes).contains(string.utf8.count),
      string.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    value = string
  }

  /// The token itself, for sending or storing it.
  public func reveal() -> String { value }

  /// Never the token.
  public var description: String { "(hidden)" }
  /// Never the token.
  public var debugDescription: String { description }
  /// Never the token.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
