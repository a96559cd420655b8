public import BridgeModel

/// What a code is exchanged for (RFC 6749, 5.1). There are no refresh tokens.
public struct TokenGrant: Decodable, Equatable, Sendable {
  /// The token.
  public var token: AccessToken
  /// The scopes it has, separated by spaces.
  public var scope: String?

  private enum CodingKeys: String, CodingKey {
    case scope
    case token = "access_token"
  }

  /// Reads a grant.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard let token = AccessToken(try values.decode(String.self, forKey: .token)) else {
      throw DecodingError.dataCorruptedError(forKey: .token, in: values, debugDescription: "not a token")
    }
    self.token = token
    scope = try values.decodeIfPresent(String.self, forKey: .scope)
  }

  /// Whether it allows changes; one that does not say what it allows may.
  public var allowsWriting: Bool { scope.allowsWriting }
}

extension Optional<String> {
  /// Whether the scope `write` is among those of a list, which may be missing.
  fileprivate var allowsWriting: Bool { map { $0.split(separator: " ").contains("write") } ?? true }
}

/// What a server says of a token (RFC 7662, 2.2).
public struct TokenIntrospection: Codable, Equatable, Sendable {
  /// Whether it is valid.
  public var active: Bool
  /// The scopes it has, separated by spaces.
  public var scope: String?

  /// Whether it allows changes; one that does not say what it allows may.
  public var allowsWriting: Bool { scope.allowsWriting }
}
