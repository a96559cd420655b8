/// A request copied as PowerShell: a session with cookies, and headers in a hash table.
enum PowerShellCommand {
  static func read(_ text: String) -> PastedValues? {
    guard
      text.contains("Invoke-WebRequest") || text.contains("Invoke-RestMethod")
        || text.contains("WebRequestSession")
    else { return nil }
    var values = PastedValues()
    let strings = Strings(text)
    for (index, string) in strings.all.enumerated() {
      let before = string.before
      if before.hasSuffix("-Uri ") || before.hasSuffix("-Uri") { values.url = string.text }
      if before.hasSuffix(".UserAgent = ") || before.hasSuffix("-UserAgent ") {
        values.add(header: "User-Agent", string.text)
      }
      if before.hasSuffix("-Body ") { values.add(body: string.text) }
      if before.hasSuffix("System.Net.Cookie(") {
        // Name, value, path, domain.
        let parts = strings.all[index...].prefix(4).map(\.text)
        guard parts.count >= 2 else { continue }
        values.cookies.append(
          .init(name: parts[0], value: parts[1], domain: parts.count == 4 ? parts[3] : nil))
      }
      if before.trimmed == "=", index > 0, strings.all[index - 1].text.allSatisfy({ !$0.isWhitespace }) {
        values.add(header: strings.all[index - 1].text, string.text)
      }
    }
    return values
  }

  /// Quoted strings, each with the text between it and the previous one.
  private struct Strings {
    private(set) var all: [(before: String, text: String)] = []

    init(_ text: String) {
      var before = ""
      var characters = text.makeIterator()
      while let character = characters.next() {
        guard character == "\"" || character == "'" else {
          before.append(character)
          continue
        }
        var string = ""
        while let inner = characters.next(), inner != character {
          // A backtick escapes the next character, except in single quotes.
          guard inner == "`", character == "\"" else {
            string.append(inner)
            continue
          }
          if let escaped = characters.next() { string.append(escaped) }
        }
        // Browsers write quotes this way.
        string = string.replacing("$([char]34)", with: "\"").replacing("$([char]39)", with: "'")
        all.append((before, string))
        before = ""
      }
    }
  }
}
