import HummingbirdCore

/// What the browser brings back in the query of the redirect (RFC 6749, 4.1.2).
enum AuthorizationAnswer: Equatable, Sendable {
  /// A code, to be exchanged for a token.
  case code(String)
  /// A refusal, and what the server says of it.
  case error(code: String, String)

  /// Reads the query of a redirect, and checks that it answers the request with that state.
  init(query: String, state: String) throws(AnswerProblem) {
    // In a query a plus is a space (RFC 6749, appendix B).
    let values = URI("/?" + query.replacing("+", with: "%20")).queryParameters
    guard values["code"] != nil || values["error"] != nil else { throw .noAnswer }
    guard values["state"].map(String.init) == state else { throw .wrongState }
    if let error = values["error"] {
      self = .error(code: String(error), String(values["error_description"] ?? ""))
    } else {
      self = .code(String(values["code"] ?? ""))
    }
  }

  /// Reads an address that was pasted: the whole of it, or from its question mark on.
  init(pasted text: String, state: String) throws(AnswerProblem) {
    guard let mark = text.firstIndex(of: "?") else { throw .noAnswer }
    // It may have been copied with quotes around it.
    let query = text[text.index(after: mark)...].prefix { !"#'\"<>".contains($0) && !$0.isWhitespace }
    try self.init(query: String(query), state: state)
  }
}
