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
    case asked(AuthorizationRequest)
    /// There is no valid address to redirect to, so a page shows the error (RFC 6749, 4.1.2.1).
    case page(String)
    case sendBack(Response)
  }

  static func check(_ query: [String: String], _ tokens: TokenStore) async -> Check {
    guard let client = await tokens.client(query["client_id"] ?? "") else {
      return .page("No client is registered with this client_id.")
    }
    let address = query["redirect_uri"] ?? (client.redirectURIs.count == 1 ? client.redirectURIs[0] : "")
    guard client.redirectURIs.contains(where: { RedirectAddress($0)?.allows(address) == true }) else {
      return .page("The client did not register this redirect_uri.")
    }
    func refuse(_ error: String, _ description: String) -> Check {
      .sendBack(
        .redirect(to: address, ["error": error, "error_description": description, "state": query["state"]]))
    }
    guard query["response_type"] == "code" else {
      return refuse("unsupported_response_type", "response_type must be code.")
    }
    guard let challenge = query["code_challenge"], query["code_challenge_method"] == "S256",
      challenge.utf8.count == 43
    else {
      return refuse("invalid_request", "A code_challenge with the method S256 is required.")
    }
    let words = (query["scope"] ?? "read").split(separator: " ").map(String.init)
    let scopes = words.compactMap(TokenStore.Scope.init)
    guard scopes.count == words.count, !scopes.isEmpty else {
      return refuse("invalid_scope", "The supported scopes are read and write.")
    }
    return .asked(
      AuthorizationRequest(
        client: client, redirectURI: address, scopes: Set(scopes), challenge: challenge, state: query["state"]
      ))
  }
}

extension Response {
  /// Redirects the browser to a client's address, with a query.
  static func redirect(to address: String, _ query: [String: String?]) -> Response {
    let pairs = query.compactMapValues { $0 }.sorted { $0.key < $1.key }
      .map { $0.key + "=" + $0.value.queryEncoded }
    let location = address + (address.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    return Response(status: .seeOther, headers: [.location: location])
  }
}

extension String {
  /// Percent-encoded, except for the unreserved characters of RFC 3986, section 2.3.
  fileprivate var queryEncoded: String {
    utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
        return String(character)
      }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count == 1 ? "0" : "") + hex
    }.joined()
  }
}
