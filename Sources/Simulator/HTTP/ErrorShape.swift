import BridgeModel
import HTTPTypes
import Hummingbird

/// Gives every error the shape that the API has for them. Put inside `Authorized` too, it lets that mark errors
/// with the server's version.
struct ErrorShape: RouterMiddleware {
  typealias Context = SimulatorContext

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
    var response = try JSONAnswer(failure.body, status: failure.status).response
    if let seconds = failure.retryAfter, let name = HTTPField.Name("Retry-After") {
      response.headers[name] = String(seconds)
    }
    // An answer to HEAD has no body (RFC 9110, 9.3.2): the next answer on the connection would begin with it.
    if request.method == .head { response.body = .init() }
    return response
  }
}
