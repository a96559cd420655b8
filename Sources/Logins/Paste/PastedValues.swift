import BridgeModel

/// The values found in a paste. Short-lived: values that no field requests are dropped with the paste.
struct PastedValues: Equatable {
  struct Cookie: Equatable {
    var name: String
    var value: String
    /// The domain the browser stores it for, if the paste contains it.
    var domain: String?
  }

  struct Header: Equatable {
    var name: String
    var value: String
  }

  /// The address of the request that the values come from.
  var url: String?
  var cookies: [Cookie] = []
  var headers: [Header] = []
  /// Named values without a location: members of a JSON object, stored values, fields of a request body.
  var others: [String: String] = [:]
  /// The requests of an archive, newest first. `cookies` contains their cookies, too.
  var requests: [PastedValues] = []

  /// Whether no values were found.
  var isEmpty: Bool { cookies.isEmpty && headers.isEmpty && others.isEmpty && requests.isEmpty }

  /// The user agent that made the request.
  var userAgent: String? { header("user-agent") ?? requests.lazy.compactMap(\.userAgent).first }

  /// The host of the request, without its port.
  var host: String? {
    guard let url, let start = url.firstRange(of: "://")?.upperBound else {
      return header("host") ?? header(":authority")
    }
    let authority = url[start...].prefix { !"/?#".contains($0) }
    let host = authority.split(separator: "@").last ?? authority
    return host.split(separator: ":").first.map(String.init)
  }

  /// The value of a header. Names are case-insensitive.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Adds a header; the cookies of a Cookie header are added to `cookies`, too.
  mutating func add(header name: String, _ value: String) {
    headers.append(Header(name: name, value: value))
    if name.lowercased() == "cookie" { add(cookieHeader: value) }
  }

  /// Adds the cookies in a Cookie header's value (RFC 6265, 4.2.1).
  mutating func add(cookieHeader value: String) {
    for pair in value.split(separator: ";") {
      guard let (name, value) = pair.trimmed.splitOnce("=") else { continue }
      if !name.isEmpty { cookies.append(Cookie(name: name, value: value)) }
    }
  }

  /// Adds the named values in a request body: a form or a JSON object.
  mutating func add(body: String) {
    if let values = JSONPaste.object(body) {
      others.merge(values) { $1 }
      return
    }
    if body.contains("form-data; name=") { return add(multipart: body) }
    for pair in body.split(separator: "&") {
      guard let (name, value) = pair.splitOnce("="), !name.contains(where: \.isWhitespace) else { continue }
      others[name] = value.replacing("+", with: " ").percentDecoded
    }
  }

  /// Adds the parts of a multipart form (RFC 7578), as browsers copy it.
  private mutating func add(multipart body: String) {
    let lines = body.replacing("\\r\\n", with: "\n").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      guard let start = line.firstRange(of: "form-data; name=\"")?.upperBound else { continue }
      let name = String(line[start...].prefix { $0 != "\"" })
      // A blank line, then the value.
      if index + 2 < lines.count, lines[index + 1].trimmed.isEmpty { others[name] = lines[index + 2].trimmed }
    }
  }
}

extension StringProtocol {
  /// The text before and after the first separator; nil if there is none.
  func splitOnce(_ separator: Character) -> (String, String)? {
    guard let index = firstIndex(of: separator) else { return nil }
    return (String(self[..<index]), String(self[self.index(after: index)...]))
  }

  /// The string without leading and trailing white space.
  var trimmed: String {
    var rest = self[startIndex...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
