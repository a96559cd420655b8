/// Reads whatever a person can copy out of a browser: cURL commands for three shells, headers, cookies as JSON, as
/// cookies.txt, as lines; or a HAR.
enum CookiePaste {
  /// The longest text that is looked through, in bytes: a HAR of a long browsing can be large.
  static let longest = 32 << 20

  /// What a text holds; nil if it is none of those.
  static func read(_ text: String) -> PastedValues? {
    let text = text.trimmed
    guard !text.isEmpty, text.utf8.count <= longest else { return nil }
    let readers = [
      JSONPaste.read, CurlCommand.read, PowerShellCommand.read, NetscapeCookies.read, HeaderLines.read,
      CookieLines.read,
    ]
    for read in readers {
      if let values = read(text), !values.isEmpty { return values }
    }
    return nil
  }
}

/// `name=value` pairs: a Cookie header's value, or one a line.
enum CookieLines {
  static func read(_ text: String) -> PastedValues? {
    var values = PastedValues()
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      guard let (name, _) = line.splitOnce("="), isName(name) else { return nil }
      values.add(cookieHeader: line)
    }
    for cookie in values.cookies { values.others[cookie.name] = cookie.value }
    return values
  }

  /// Whether a text can be a cookie's name (a token: RFC 6265, 4.1.1).
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
  }
}

/// Headers, one a line, as developer tools show and copy them, with or without the request line.
enum HeaderLines {
  static func read(_ text: String) -> PastedValues? {
    var values = PastedValues()
    let lines = text.split(whereSeparator: \.isNewline).map(\.trimmed)
    for (index, line) in lines.enumerated() {
      if index == 0, let target = requestTarget(line) {
        values.url = target.contains("://") ? target : nil
        continue
      }
      // HTTP/2 names such as :authority begin with a colon.
      let isPseudo = line.hasPrefix(":")
      guard let (name, value) = (isPseudo ? line.dropFirst() : line[...]).splitOnce(":"),
        CookieLines.isName(name)
      else { return nil }
      values.add(header: (isPseudo ? ":" : "") + name, value.trimmed)
    }
    if values.url == nil, let host = values.header("host") ?? values.header(":authority") {
      values.url = "https://" + host + (values.header(":path") ?? "/")
    }
    return values
  }

  /// The target of a request line (RFC 9112, 3).
  private static func requestTarget(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/"), words[0].allSatisfy(\.isUppercase) else {
      return nil
    }
    return String(words[1])
  }
}

/// cookies.txt as Netscape wrote it: seven fields a line, with tabs between.
enum NetscapeCookies {
  static func read(_ text: String) -> PastedValues? {
    var values = PastedValues()
    for line in text.split(whereSeparator: \.isNewline) {
      var line = String(line)
      if line.hasPrefix("#HttpOnly_") { line.removeFirst("#HttpOnly_".count) }
      if line.hasPrefix("#") || line.trimmed.isEmpty { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 7, ["TRUE", "FALSE"].contains(fields[1].uppercased()) else { return nil }
      values.cookies.append(.init(name: fields[5], value: fields[6].trimmed, domain: fields[0]))
    }
    return values
  }
}
