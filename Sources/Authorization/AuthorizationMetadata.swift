/// A server's OAuth endpoints (RFC 8414, at `/.well-known/oauth-authorization-server`).
public struct AuthorizationMetadata: Codable, Equatable, Sendable {
  /// The consent page, for a browser.
  public var authorizationEndpoint: String
  /// The endpoint for client registration (RFC 7591).
  public var registrationEndpoint: String?
  /// The supported PKCE methods: `S256`.
  public var codeChallengeMethodsSupported: [String]?

  enum CodingKeys: String, CodingKey {
    case authorizationEndpoint = "authorization_endpoint"
    case registrationEndpoint = "registration_endpoint"
    case codeChallengeMethodsSupported = "code_challenge_methods_supported"
  }
}
