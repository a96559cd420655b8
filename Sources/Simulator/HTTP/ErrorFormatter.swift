import BridgeModel
import HTTPTypes
import Hummingbird

/// Turns every error into a response in the API's format. Placed inside `Authorized` too, so that error responses get
/// the server's version.
struct ErrorFormatter: RouterMiddleware {
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
      failure = APIError(error.status, code: "bad_request", error.body ?? "The request is malformed.")
    }
    var response = try JSONResponse(failure.body, status: failure.status).response
    if let seconds = failure.retryAfter, let name = HTTPField.Name("Retry-After") {
      response.headers[name] = String(seconds)
    }
    // A HEAD response has no body (RFC 9110, 9.3.2). The client would take one for the start of the next response.
    if request.method == .head { response.body = .init() }
    return response
  }
}
