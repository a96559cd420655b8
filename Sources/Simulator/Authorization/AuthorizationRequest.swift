import BridgeModel
import HTTPTypes
import Hummingbird

/// A client's validated authorization request.
struct AuthorizationRequest {
  var client: TokenStore.Client
  var redirectURI: String
  var scopes: Set<TokenStore.Scope>
  var challenge: String
  var state: String?

  /// The result of validating a request's parameters.
  enum Check {
    case valid(AuthorizationRequest)
    /// There is no valid address to redirect to, so a page shows the error (RFC 6749, 4.1.2.1).
    case errorPage(String)
    case redirect(Response)
  }

  static func check(_ query: [String: String], _ tokens: TokenStore) async -> Check {
    guard let client = await tokens.client(query["client_id"] ?? "") else {
      return .errorPage("No client is registered with this client_id.")
    }
    let address = query["redirect_uri"] ?? (client.redirectURIs.count == 1 ? client.redirectURIs[0] : "")
    guard client.redirectURIs.contains(where: { RedirectAddress($0)?.allows(address) == true }) else {
      return .errorPage("The client did not register this redirect_uri.")
    }
    func reject(_ error: String, _ description: String) -> Check {
      .redirect(
        .redirect(to: address, ["error": error, "error_description": description, "state": query["state"]]))
    }
    guard query["response_type"] == "code" else {
      return reject("unsupported_response_type", "response_type must be code.")
    }
    guard let challenge = query["code_challenge"], query["code_challenge_method"] == "S256",
      challenge.utf8.count == 43
    else {
      return reject("invalid_request", "A code_challenge with the method S256 is required.")
    }
    let words = (query["scope"] ?? "read").split(separator: " ").map(String.init)
    let scopes = words.compactMap(TokenStore.Scope.init)
    guard scopes.count == words.count, !scopes.isEmpty else {
      return reject("invalid_scope", "The supported scopes are read and write.")
    }
    return .valid(
      AuthorizationRequest(
        client: client, redirectURI: address, scopes: Set(scopes), challenge: challenge, state: query["state"]
      ))
  }
}

extension Response {
  /// Redirects the browser to a client's address, with a query.
  static func redirect(to address: String, _ query: [String: String?]) -> Response {
    let pairs = query.compactMapValues { $0 }.sorted { $0.key < $1.key }
      .map { $0.key + "=" + $0.value.percentEncoded }
    let location = address + (address.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    return Response(status: .seeOther, headers: [.location: location])
  }
}
