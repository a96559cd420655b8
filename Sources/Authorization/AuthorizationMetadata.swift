/// The addresses of a server's authorization (RFC 8414, at `/.well-known/oauth-authorization-server`).
public struct AuthorizationMetadata: Codable, Equatable, Sendable {
  /// Where the user consents, in a browser.
  public var authorizationEndpoint: String
  /// Where a client registers (RFC 7591).
  public var registrationEndpoint: String?
  /// The ways to hash a code verifier: `S256`.
  public var codeChallengeMethodsSupported: [String]?

  enum CodingKeys: String, CodingKey {
    case authorizationEndpoint = "authorization_endpoint"
    case registrationEndpoint = "registration_endpoint"
    case codeChallengeMethodsSupported = "code_challenge_methods_supported"
  }
}
