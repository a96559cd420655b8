public import BridgeModel
public import ServerTransport

/// The calls that obtain, introspect and revoke a token. None of them carries a token in its header.
public struct AuthorizationClient: Sendable {
  private let transport: Transport

  /// The server's address.
  public var address: ServerAddress { transport.address }

  /// A client for the server at that address. Throws if `access` cannot be used.
  public init(
    address: ServerAddress, access: ServerAccess = ServerAccess()
  ) throws(ServerAccess.Problem) {
    transport = try Transport(address: address, token: nil, access: access)
  }

  /// Closes the connections; no call may follow.
  public func shutdown() async { await transport.shutdown() }

  /// The server's OAuth endpoints (`GET /.well-known/oauth-authorization-server`).
  public func metadata() async throws(ServiceError) -> AuthorizationMetadata {
    try await transport.call(
      Endpoint(path: [".well-known", "oauth-authorization-server"], sendsToken: false))
  }

  /// Registers a client (`POST /oauth/register`).
  public func register(
    _ registration: ClientRegistration
  ) async throws(ServiceError) -> RegisteredClient {
    try await transport.call(
      Endpoint(
        method: .post, path: ["oauth", "register"], body: .json(registration), sendsToken: false))
  }

  /// Exchanges a code for a token (`POST /oauth/token`; RFC 6749, 4.1.3, and RFC 7636, 4.5).
  public func exchange(
    code: String, verifier: String, clientID: String, redirectURI: String
  ) async throws(ServiceError) -> TokenResponse {
    try await transport.call(
      form(
        ["oauth", "token"],
        [
          ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier),
          ("client_id", clientID), ("redirect_uri", redirectURI),
        ]))
  }

  /// Whether a token is valid, and its scopes (`POST /oauth/introspect`).
  public func introspect(_ token: AccessToken) async throws(ServiceError) -> TokenIntrospection {
    try await transport.call(
      form(["oauth", "introspect"], [("token", token.reveal()), ("token_type_hint", "access_token")]))
  }

  /// Revokes a token (`POST /oauth/revoke`).
  public func revoke(_ token: AccessToken) async throws(ServiceError) {
    let _: EmptyResponse = try await transport.call(form(["oauth", "revoke"], [("token", token.reveal())]))
  }

  private func form<Answer>(_ path: [String], _ pairs: [(String, String)]) -> Endpoint<Answer> {
    Endpoint(method: .post, path: path, body: .form(pairs), sendsToken: false)
  }
}
