import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Lets a request through if it carries the token, and marks its answer with the server's version.
struct BearerAuthentication: RouterMiddleware {
  typealias Context = BasicRequestContext
  let token: String

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard request.headers[.authorization] == "Bearer \(token)" else {
      throw APIError(
        .unauthorized, code: "unauthorized", "The access token is missing, or is not this server's.")
    }
    var response = try await next(request, context)
    if let name = HTTPField.Name("X-Beeper-Desktop-Version") { response.headers[name] = Routes.version }
    return response
  }
}

/// Gives every error the shape that the API has for them.
struct ErrorShape: RouterMiddleware {
  typealias Context = BasicRequestContext

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let failure: APIError
    do {
      return try await next(request, context)
    } catch let error as APIError {
      failure = error
    } catch let error as HTTPError where error.status == .notFound {
      failure = .notFound("route")
    } catch let error as HTTPError {
      failure = APIError(error.status, code: "bad_request", error.body ?? "The request makes no sense.")
    }
    return Response(
      status: failure.status, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(failure.body))))
  }
}
