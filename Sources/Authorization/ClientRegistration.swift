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
