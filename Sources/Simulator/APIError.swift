import BridgeModel
import HTTPTypes

/// An answer other than success, in the shape the API has for them.
struct APIError: Error, Equatable {
  var status: HTTPResponse.Status
  var body: ErrorBody

  init(_ status: HTTPResponse.Status, code: String, _ message: String, details: JSONValue? = nil) {
    self.status = status
    body = ErrorBody(message: message, code: code, details: details)
  }

  static func notFound(_ what: String) -> APIError {
    APIError(.notFound, code: "not_found", "There is no such \(what).")
  }

  static func conflict(_ message: String) -> APIError {
    APIError(.conflict, code: "conflict", message)
  }

  static func invalid(_ message: String, at path: [String]) -> APIError {
    APIError(
      .unprocessableContent, code: "validation_error", "The request does not fit the schema.",
      details: .object([
        "issues": .array([
          .object([
            "code": .string("invalid"), "message": .string(message),
            "path": .array(path.map(JSONValue.string)),
          ])
        ])
      ]))
  }
}
