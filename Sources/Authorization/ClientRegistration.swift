/// The metadata that a client registers with (RFC 7591, 2).
public struct ClientRegistration: Codable, Equatable, Sendable {
  /// The name that the consent page shows.
  public var clientName: String
  /// The addresses that the browser may be redirected to.
  public var redirectURIs: [String]
  /// The requested scopes, separated by spaces.
  public var scope: String
  /// The grant types: only authorization codes.
  public var grantTypes = ["authorization_code"]
  /// The response types: only codes.
  public var responseTypes = ["code"]
  /// Client authentication: none, since the client is public.
  public var tokenEndpointAuthMethod = "none"

  /// A public client that requests authorization codes.
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

/// A registered client (RFC 7591, 3.2.1).
public struct RegisteredClient: Codable, Equatable, Sendable {
  /// The client's id.
  public var clientID: String

  enum CodingKeys: String, CodingKey {
    case clientID = "client_id"
  }
}
