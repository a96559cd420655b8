/// Reads anything that can be copied from a browser: cURL commands for bash or cmd, PowerShell commands, headers, a
/// HAR, and cookies as JSON, cookies.txt or lines.
enum CookiePaste {
  /// The maximum length of a text, in bytes. The HAR of a long session can be large.
  static let maxBytes = 32 << 20

  /// The values in a text; nil if its format is unknown.
  static func read(_ text: String) -> PastedValues? {
    var text = text.trimmed
    // A shell prompt copied along.
    if text.hasPrefix("$ ") { text = text.dropFirst(2).trimmed }
    guard !text.isEmpty, text.utf8.count <= maxBytes else { return nil }
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

/// `name=value` pairs: a Cookie header's value, or one per line.
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

  /// Whether a text is a valid cookie name (a token: RFC 6265, 4.1.1).
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
  }
}

/// Headers as developer tools show and copy them: one per line, or name and value on separate lines; with or without
/// the request line and a body.
enum HeaderLines {
  static func read(_ text: String) -> PastedValues? {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.trimmed)[...]
    var values = PastedValues()
    let target = lines.first.flatMap(requestTarget)
    if target != nil { lines.removeFirst() }
    if let pairs = alternating(lines) {
      for (name, value) in pairs { values.add(header: name, value) }
    } else {
      while let line = lines.popFirst(), !line.isEmpty {
        guard let (name, value) = header(line) else { return nil }
        values.add(header: name, value)
      }
      values.add(body: lines.joined(separator: "\n"))
    }
    if let target, target.contains("://") { values.url = target }
    if values.url == nil, let host = values.header("host") ?? values.header(":authority") {
      values.url = "https://" + host + (values.header(":path") ?? target ?? "/")
    }
    return values
  }

  private static func header(_ line: String) -> (String, String)? {
    // HTTP/2 names such as :authority begin with a colon.
    let isPseudo = line.hasPrefix(":")
    guard let (name, value) = (isPseudo ? line.dropFirst() : line[...]).splitOnce(":"),
      CookieLines.isName(name)
    else { return nil }
    return ((isPseudo ? ":" : "") + name, value.trimmed)
  }

  /// Names and values on separate lines; nil if they are not, or if there is no Cookie header.
  private static func alternating(_ lines: ArraySlice<String>) -> [(String, String)]? {
    let lines = lines.filter { !$0.isEmpty }
    guard lines.count.isMultiple(of: 2) else { return nil }
    let pairs = stride(from: 0, to: lines.count, by: 2).map { (lines[$0], lines[$0 + 1]) }
    func plain(_ name: String) -> String { name.last == ":" ? String(name.dropLast()) : name }
    guard pairs.contains(where: { plain($0.0).lowercased() == "cookie" }),
      pairs.allSatisfy({ CookieLines.isName(plain($0.0)) || $0.0.hasPrefix(":") })
    else { return nil }
    return pairs.map { (plain($0.0), $0.1) }
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

/// Netscape's cookies.txt: seven fields per line, separated by tabs.
enum NetscapeCookies {
  static func read(_ text: String) -> PastedValues? {
    var values = PastedValues()
    for line in text.split(whereSeparator: \.isNewline) {
      var line = String(line)
      if line.hasPrefix("#HttpOnly_") { line.removeFirst("#HttpOnly_".count) }
      if line.hasPrefix("#") || line.trimmed.isEmpty { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 6, ["TRUE", "FALSE"].contains(fields[1].uppercased()) else { continue }
      values.cookies.append(
        .init(name: fields[5], value: fields.count > 6 ? fields[6].trimmed : "", domain: fields[0]))
    }
    return values
  }
}
