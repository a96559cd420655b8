import BridgeModel
import HTTPTypes

/// An error response in the API's format.
struct APIError: Error, Equatable {
  var status: HTTPResponse.Status
  var body: ErrorBody
  /// The value of the `Retry-After` header, in seconds; nil for no header.
  var retryAfter: Int?

  init(_ status: HTTPResponse.Status, code: String, _ message: String, details: JSONValue? = nil) {
    self.status = status
    body = ErrorBody(message: message, code: code, details: details)
  }

  /// An error of the bridge behind the server.
  init(_ failure: Failure) {
    self.init(.init(code: failure.status), code: failure.code, failure.message)
  }

  static func notFound(_ what: String) -> APIError {
    APIError(.notFound, code: "not_found", "There is no such \(what).")
  }

  static func conflict(_ message: String) -> APIError {
    APIError(.conflict, code: "conflict", message)
  }

  static func badRequest(_ message: String) -> APIError {
    APIError(.badRequest, code: "bad_request", message)
  }

  static let unauthorized = APIError(
    .unauthorized, code: "unauthorized", "The access token is missing or unknown.")

  /// One component of the path to an invalid member of a request's body.
  enum PathPart: Equatable {
    case key(String)
    case index(Int)
  }

  /// A request that violates the schema, with all its issues.
  static func invalid(_ issues: [(message: String, path: [PathPart])]) -> APIError {
    APIError(
      .unprocessableContent, code: "validation_error", "The request does not match the schema.",
      details: .object([
        "issues": .array(
          issues.map { issue in
            .object([
              "code": .string("invalid"), "message": .string(issue.message),
              "path": .array(issue.path.map(\.json)),
            ])
          })
      ]))
  }

  /// All issues on one line, as plain text.
  var explanation: String {
    guard case .array(let issues)? = body.details?["issues"] else { return body.message }
    return issues.map { issue in
      guard case .array(let path)? = issue["path"] else { return body.message }
      let keys = path.compactMap(\.string).joined(separator: ".")
      return (keys.isEmpty ? "" : keys + ": ") + (issue["message"]?.string ?? "")
    }.joined(separator: " ")
  }

  static func invalid(_ message: String, at key: String) -> APIError { invalid([(message, [.key(key)])]) }
}

extension APIError.PathPart {
  fileprivate var json: JSONValue {
    switch self {
    case .key(let key): .string(key)
    case .index(let index): .number(Double(index))
    }
  }
}
