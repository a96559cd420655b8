public import BridgeModel

/// The access token response: what the token endpoint returns for a code (RFC 6749, 5.1). There are no refresh tokens.
public struct TokenResponse: Decodable, Equatable, Sendable {
  /// The token.
  public var token: AccessToken
  /// The granted scopes, separated by spaces.
  public var scope: String?

  private enum CodingKeys: String, CodingKey {
    case scope
    case token = "access_token"
  }

  /// Reads a response.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard let token = AccessToken(try values.decode(String.self, forKey: .token)) else {
      throw DecodingError.dataCorruptedError(forKey: .token, in: values, debugDescription: "not a token")
    }
    self.token = token
    scope = try values.decodeIfPresent(String.self, forKey: .scope)
  }

  /// Whether the token allows changes; true if its scopes are unknown.
  public var allowsWriting: Bool { scope.allowsWriting }
}

extension Optional<String> {
  /// Whether a list of scopes contains `write`; true if there is no list.
  fileprivate var allowsWriting: Bool { map { $0.split(separator: " ").contains("write") } ?? true }
}

/// The introspection endpoint's answer (RFC 7662, 2.2).
public struct TokenIntrospection: Codable, Equatable, Sendable {
  /// Whether the token is valid.
  public var active: Bool
  /// The token's scopes, separated by spaces.
  public var scope: String?

  /// Whether the token allows changes; true if its scopes are unknown.
  public var allowsWriting: Bool { scope.allowsWriting }
}
