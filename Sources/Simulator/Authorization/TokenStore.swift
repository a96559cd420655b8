import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The registered clients, and the issued codes and tokens with their scopes (OAuth 2.0, RFC 6749, for public
/// clients with PKCE, RFC 7636).
actor TokenStore {
  /// A right that a token grants.
  enum Scope: String, CaseIterable, Sendable {
    case read, write
  }

  /// A registered client (RFC 7591).
  struct Client: Sendable {
    var id: String
    var name: String
    var redirectURIs: [String]
  }

  struct Grant: Sendable {
    var clientID: String
    var scopes: Set<Scope>
    var issuedAt: Double
  }

  struct Code: Sendable {
    var grant: Grant
    var redirectURI: String
    var challenge: String
    var expires: Double
    /// The token it was exchanged for. A second exchange revokes that token (RFC 6749, 4.1.2).
    var token: String?
  }

  /// A code's lifetime, in simulated seconds (at most ten minutes by RFC 6749, 4.1.2).
  static let codeLifetime = 60.0

  private let predefined: [String: Grant]
  private var clients: [String: Client] = [:]
  private var codes: [String: Code] = [:]
  private var tokens: [String: Grant]

  /// Creates a store with predefined tokens.
  init(_ tokens: [String: Set<Scope>]) {
    predefined = tokens.mapValues { Grant(clientID: "by-hand", scopes: $0, issuedAt: 0) }
    self.tokens = predefined
  }

  /// Restores the initial state, with only the predefined tokens.
  func reset() { (clients, codes, tokens) = ([:], [:], predefined) }

  /// A token's scopes; nil for an unknown token.
  func scopes(of token: String?) -> Set<Scope>? { token.flatMap { tokens[$0]?.scopes } }

  func grant(of token: String) -> Grant? { tokens[token] }

  func revoke(_ token: String) { tokens[token] = nil }

  func client(_ id: String) -> Client? { clients[id] }

  func register(name: String, redirectURIs: [String]) -> Client {
    let client = Client(id: "client_" + Self.random(), name: name, redirectURIs: redirectURIs)
    clients[client.id] = client
    return client
  }

  func makeCode(_ grant: Grant, redirectURI: String, challenge: String) -> String {
    let code = Self.random()
    codes[code] = Code(
      grant: grant, redirectURI: redirectURI, challenge: challenge,
      expires: grant.issuedAt + Self.codeLifetime)
    return code
  }

  /// Exchanges a code for a token.
  ///
  /// - Throws: `OAuthError` `invalid_grant` if the code does not belong to this client, address and verifier, has
  ///   expired, or was used before.
  func exchange(
    _ code: String, clientID: String, redirectURI: String, verifier: String, now: Double
  ) throws(OAuthError) -> (token: String, grant: Grant) {
    guard var known = codes[code] else { throw .invalidGrant("The code is unknown.") }
    if let token = known.token {
      tokens[token] = nil
      throw .invalidGrant("The code was already used; its token is revoked.")
    }
    guard now < known.expires else {
      throw .invalidGrant("The code is older than \(Int(Self.codeLifetime)) seconds.")
    }
    guard known.grant.clientID == clientID else {
      throw .invalidGrant("The code was issued to another client.")
    }
    guard known.redirectURI == redirectURI else {
      throw .invalidGrant("The code was issued for another redirect_uri.")
    }
    guard Self.challenge(of: verifier) == known.challenge else {
      throw .invalidGrant("The code_verifier does not match the code_challenge.")
    }
    let token = Self.random()
    known.token = token
    codes[code] = known
    tokens[token] = known.grant
    return (token, known.grant)
  }

  /// A verifier's S256 challenge (RFC 7636, 4.2).
  static func challenge(of verifier: String) -> String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// An unguessable string: 32 random characters from an alphabet of 36.
  static func random() -> String {
    var random = SystemRandomNumberGenerator()
    return String(
      (0..<32).compactMap { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement(using: &random) })
  }
}

/// An error as in RFC 6749, 5.2.
struct OAuthError: Error, Equatable {
  var error: String
  var description: String

  static func invalidGrant(_ description: String) -> OAuthError {
    OAuthError(error: "invalid_grant", description: description)
  }

  static func invalidRequest(_ description: String) -> OAuthError {
    OAuthError(error: "invalid_request", description: description)
  }
}
