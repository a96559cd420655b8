import BridgeModel
import HTTPTypes
import Hummingbird

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// OAuth 2.0 for public clients: metadata (RFC 8414), registration (RFC 7591), authorization with PKCE (RFC
/// 7636) on a consent page, introspection (RFC 7662) and revocation (RFC 7009).
struct AuthorizationRoutes: Sendable {
  let tokens: TokenStore
  let world: World
  let address: @Sendable () -> String

  func add(to router: Router<SimulatorContext>) {
    router.get(".well-known/oauth-authorization-server") { _, _ in try JSONResponse(metadata) }
    let group = router.group("oauth").add(middleware: OAuthErrorFormatter())
    group.post("register") { request, _ in try await register(request) }
    group.get("authorize") { request, _ in await page(for: request.query) }
    group.post("authorize") { request, _ in await decide(try await request.form()) }
    group.post("token") { request, _ in try await token(try await request.form()) }
    group.post("introspect") { request, _ in try await introspect(try await request.form()) }
    group.post("revoke") { request, _ in
      guard let token = try await request.form()["token"] else {
        throw OAuthError.invalidRequest("token is missing.")
      }
      await tokens.revoke(token)
      return try JSONResponse([String: String]())
    }
    router.group("oauth/userinfo").add(middleware: Authorized(tokens: tokens)).get { _, _ in
      try JSONResponse([
        "sub": "@alice:beeper.example", "name": "Alice Example", "email": "alice@example.com",
      ])
    }
  }

  /// The endpoint addresses, by their names in `/v1/info` and the metadata.
  var endpoints: [String: String] {
    let base = address() + "/oauth/"
    return [
      "authorization_endpoint": base + "authorize", "token_endpoint": base + "token",
      "registration_endpoint": base + "register", "introspection_endpoint": base + "introspect",
      "revocation_endpoint": base + "revoke", "userinfo_endpoint": base + "userinfo",
    ]
  }

  private var metadata: JSONValue {
    let lists = [
      "scopes_supported": TokenStore.Scope.allCases.map(\.rawValue), "response_types_supported": ["code"],
      "grant_types_supported": ["authorization_code"], "code_challenge_methods_supported": ["S256"],
      "token_endpoint_auth_methods_supported": ["none"],
    ]
    var members = lists.mapValues { JSONValue.array($0.map(JSONValue.string)) }
    members.merge(endpoints.mapValues(JSONValue.string)) { $1 }
    members["issuer"] = .string(address())
    return .object(members)
  }

  // MARK: Registration

  private func register(_ request: Request) async throws -> JSONResponse {
    var body = try await JSONBody(request)
    let name = body.optionalString("client_name") ?? "Unnamed client"
    let addresses = body.optionalStringList("redirect_uris") ?? []
    let method = body.optionalString("token_endpoint_auth_method") ?? "none"
    do throws(APIError) { try body.check() } catch {
      throw OAuthError(error: "invalid_client_metadata", description: "A member has the wrong type.")
    }
    guard !addresses.isEmpty, addresses.allSatisfy({ RedirectAddress($0) != nil }) else {
      throw OAuthError(
        error: "invalid_redirect_uri",
        description: "redirect_uris must be absolute addresses without a fragment.")
    }
    guard method == "none" else {
      throw OAuthError(
        error: "invalid_client_metadata", description: "token_endpoint_auth_method must be none.")
    }
    let client = await tokens.register(name: name, redirectURIs: addresses)
    return try JSONResponse(
      JSONValue.object([
        "client_id": .string(client.id), "client_name": .string(name),
        "client_id_issued_at": .number(Date().timeIntervalSince1970.rounded(.down)),
        "redirect_uris": .array(addresses.map(JSONValue.string)),
        "grant_types": .array([.string("authorization_code")]),
        "response_types": .array([.string("code")]), "token_endpoint_auth_method": .string("none"),
      ]), status: .created)
  }

  // MARK: Consent

  private func page(for query: [String: String]) async -> Response {
    switch await AuthorizationRequest.check(query, tokens) {
    case .valid(let asked):
      ConsentPage.consent(client: asked.client.name, scopes: asked.scopes, query: query)
    case .errorPage(let problem): ConsentPage.problem(problem)
    case .redirect(let response): response
    }
  }

  private func decide(_ form: [String: String]) async -> Response {
    switch await AuthorizationRequest.check(form, tokens) {
    case .errorPage(let problem): return ConsentPage.problem(problem)
    case .redirect(let response): return response
    case .valid(let asked):
      guard form["decision"] == "allow" else {
        return .redirect(
          to: asked.redirectURI,
          [
            "error": "access_denied", "error_description": "Access was denied on the consent page.",
            "state": asked.state,
          ])
      }
      let grant = TokenStore.Grant(
        clientID: asked.client.id, scopes: asked.scopes, issuedAt: await world.now)
      let code = await tokens.makeCode(grant, redirectURI: asked.redirectURI, challenge: asked.challenge)
      return .redirect(to: asked.redirectURI, ["code": code, "state": asked.state, "iss": address()])
    }
  }

  // MARK: Tokens

  private func token(_ form: [String: String]) async throws -> Response {
    guard form["grant_type"] == "authorization_code" else {
      throw OAuthError(
        error: "unsupported_grant_type", description: "grant_type must be authorization_code.")
    }
    guard let code = form["code"], let clientID = form["client_id"], let verifier = form["code_verifier"],
      let redirectURI = form["redirect_uri"]
    else {
      throw OAuthError.invalidRequest("code, client_id, redirect_uri and code_verifier are required.")
    }
    let (token, grant) = try await tokens.exchange(
      code, clientID: clientID, redirectURI: redirectURI, verifier: verifier, now: await world.now)
    var response = try JSONResponse(
      ["access_token": token, "token_type": "Bearer", "scope": grant.scopeText]
    ).response
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private func introspect(_ form: [String: String]) async throws -> JSONResponse {
    guard let token = form["token"] else { throw OAuthError.invalidRequest("token is missing.") }
    guard let grant = await tokens.grant(of: token) else { return try JSONResponse(["active": false]) }
    return try JSONResponse(
      JSONValue.object([
        "active": .bool(true), "scope": .string(grant.scopeText), "client_id": .string(grant.clientID),
        "token_type": .string("Bearer"), "sub": .string("@alice:beeper.example"),
      ]))
  }
}

extension TokenStore.Grant {
  fileprivate var scopeText: String { scopes.map(\.rawValue).sorted().joined(separator: " ") }
}

/// Formats OAuth errors as in RFC 6749, 5.2.
private struct OAuthErrorFormatter: RouterMiddleware {
  typealias Context = SimulatorContext

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as OAuthError {
      // `message` and `code` are the keys of all other routes, for clients that read only those.
      return try JSONResponse(
        [
          "error": error.error, "error_description": error.description, "code": error.error,
          "message": error.description,
        ], status: .badRequest
      ).response
    }
  }
}
