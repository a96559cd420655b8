import HTTPTypes
import Hummingbird

/// Rejects requests whose token lacks the scope, and adds the server's version to responses.
struct Authorized: RouterMiddleware {
  typealias Context = SimulatorContext
  let tokens: TokenStore
  /// Whether a request currently needs no token.
  var isOpen: @Sendable (Request) async -> Bool = { _ in false }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if await !isOpen(request) {
      guard let scopes = await tokens.scopes(of: request.bearer) else { throw APIError.unauthorized }
      let needed: TokenStore.Scope = request.method == .get || request.method == .head ? .read : .write
      guard scopes.contains(needed) else {
        throw APIError(
          .forbidden, code: "forbidden", "The access token does not have the scope \(needed.rawValue).")
      }
    }
    var response = try await next(request, context)
    if let name = HTTPField.Name("X-Beeper-Desktop-Version") { response.headers[name] = Simulator.version }
    return response
  }
}

extension Request {
  /// The token of the Authorization header (RFC 6750, 2.1). The scheme is case-insensitive (RFC 9110, 11.1).
  var bearer: String? {
    guard let header = headers[.authorization] else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}
