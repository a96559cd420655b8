import HummingbirdCore

/// The answer in the query of the redirect (RFC 6749, 4.1.2).
enum AuthorizationResponse: Equatable, Sendable {
  /// A code to exchange for a token.
  case code(String)
  /// An error, with the server's description.
  case error(code: String, String)

  /// Reads the query of a redirect. Throws unless it answers the request with that state.
  init(query: String, state: String) throws(RedirectProblem) {
    // In a query, a plus is a space (RFC 6749, appendix B).
    let values = URI("/?" + query.replacing("+", with: "%20")).queryParameters
    guard values["code"] != nil || values["error"] != nil else { throw .noAnswer }
    guard values["state"].map(String.init) == state else { throw .wrongState }
    if let error = values["error"] {
      self = .error(code: String(error), String(values["error_description"] ?? ""))
    } else {
      self = .code(String(values["code"] ?? ""))
    }
  }

  /// Reads a pasted address: all of it, or only the part from the question mark on.
  init(pasted text: String, state: String) throws(RedirectProblem) {
    guard let mark = text.firstIndex(of: "?") else { throw .noAnswer }
    // The user may have copied quotes around it.
    let query = text[text.index(after: mark)...].prefix { !"#'\"<>".contains($0) && !$0.isWhitespace }
    try self.init(query: String(query), state: state)
  }
}
