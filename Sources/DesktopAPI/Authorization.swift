/// The addresses of a server's authorization (RFC 8414, at `/.well-known/oauth-authorization-server`).
public struct AuthorizationMetadata: Codable, Equatable, Sendable {
  /// Who issues the tokens.
  public var issuer: String
  /// Where the user consents, in a browser.
  public var authorizationEndpoint: String
  /// Where a code becomes a token.
  public var tokenEndpoint: String
  /// Where a client registers (RFC 7591).
  public var registrationEndpoint: String?
  /// Where a token is looked at (RFC 7662).
  public var introspectionEndpoint: String?
  /// Where a token is revoked (RFC 7009).
  public var revocationEndpoint: String?
  /// The scopes there are: `read`, `write`.
  public var scopesSupported: [String]?
  /// The ways to hash a code verifier: `S256`.
  public var codeChallengeMethodsSupported: [String]?

  enum CodingKeys: String, CodingKey {
    case issuer
    case authorizationEndpoint = "authorization_endpoint"
    case tokenEndpoint = "token_endpoint"
    case registrationEndpoint = "registration_endpoint"
    case introspectionEndpoint = "introspection_endpoint"
    case revocationEndpoint = "revocation_endpoint"
    case scopesSupported = "scopes_supported"
    case codeChallengeMethodsSupported = "code_challenge_methods_supported"
  }
}

/// What a client says of itself when it registers (RFC 7591, 2).
public struct ClientRegistration: Codable, Equatable, Sendable {
  /// The name that the consent page shows.
  public var clientName: String
  /// Where the browser may be sent back to.
  public var redirectURIs: [String]
  /// The scopes wanted, separated by spaces.
  public var scope: String
  /// How a token is got: by a code alone.
  public var grantTypes = ["authorization_code"]
  /// What the consent page answers with: a code alone.
  public var responseTypes = ["code"]
  /// How the client proves who it is: not at all; it is a public one.
  public var tokenEndpointAuthMethod = "none"

  /// A public client that asks for a code.
  public init(clientName: String, redirectURIs: [String], scope: String) {
    self.clientName = clientName
    self.redirectURIs = redirectURIs
    self.scope = scope
  }

  enum CodingKeys: String, CodingKey {
    case scope
    case clientName = "client_name"
    case redirectURIs = "redirect_uris"
    case grantTypes = "grant_types"
    case responseTypes = "response_types"
    case tokenEndpointAuthMethod = "token_endpoint_auth_method"
  }
}

/// A client as the server knows it.
public struct RegisteredClient: Codable, Equatable, Sendable {
  /// The client's id.
  public var clientID: String

  enum CodingKeys: String, CodingKey {
    case clientID = "client_id"
  }
}

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
