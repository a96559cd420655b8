import HTTPTypes
import Hummingbird

/// What a client asks of the person at the browser: checked.
struct AuthorizationRequest {
  var client: TokenStore.Client
  var redirectURI: String
  var scopes: Set<TokenStore.Scope>
  var challenge: String
  var state: String?

  /// What comes of the parameters of a request.
  enum Check {
    case asked(AuthorizationRequest)
    /// Nobody to send the browser back to: said on a page (RFC 6749, 4.1.2.1).
    case page(String)
    case sendBack(Response)
  }

  static func check(_ query: [String: String], _ tokens: TokenStore) async -> Check {
    guard let client = await tokens.client(query["client_id"] ?? "") else {
      return .page("No client of this client_id is registered here.")
    }
    let address = query["redirect_uri"] ?? (client.redirectURIs.count == 1 ? client.redirectURIs[0] : "")
    guard client.redirectURIs.contains(where: { RedirectAddress($0)?.allows(address) == true }) else {
      return .page("The redirect_uri is none of those that the client registered.")
    }
    func refuse(_ error: String, _ description: String) -> Check {
      .sendBack(
        .redirect(to: address, ["error": error, "error_description": description, "state": query["state"]]))
    }
    guard query["response_type"] == "code" else {
      return refuse("unsupported_response_type", "response_type can only be code.")
    }
    guard let challenge = query["code_challenge"], query["code_challenge_method"] == "S256",
      challenge.utf8.count == 43
    else {
      return refuse("invalid_request", "code_challenge is needed, by the method S256.")
    }
    let words = (query["scope"] ?? "read").split(separator: " ").map(String.init)
    let scopes = words.compactMap(TokenStore.Scope.init)
    guard scopes.count == words.count, !scopes.isEmpty else {
      return refuse("invalid_scope", "The scopes are read and write.")
    }
    return .asked(
      AuthorizationRequest(
        client: client, redirectURI: address, scopes: Set(scopes), challenge: challenge, state: query["state"]
      ))
  }
}

extension Response {
  /// Sends the browser back to a client's address, with what it is to know.
  static func redirect(to address: String, _ query: [String: String?]) -> Response {
    let pairs = query.compactMapValues { $0 }.sorted { $0.key < $1.key }
      .map { $0.key + "=" + $0.value.queryEncoded }
    let location = address + (address.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    return Response(status: .seeOther, headers: [.location: location])
  }
}

extension String {
  /// Everything but what RFC 3986, 2.3, leaves as it is, percent-encoded.
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
