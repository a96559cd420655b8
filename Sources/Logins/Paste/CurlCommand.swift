/// A request copied as cURL, for bash or cmd.
enum CurlCommand {
  static func read(_ text: String) -> PastedValues? {
    guard text.hasPrefix("curl"), text.dropFirst(4).first.map({ $0.isWhitespace || $0 == "." }) == true else {
      return nil
    }
    var words = ShellWords.split(text)[...]
    var values = PastedValues()
    _ = words.popFirst()
    while let word = words.popFirst() {
      take(word, &words, &values)
    }
    return values
  }

  private static func take(_ word: String, _ words: inout ArraySlice<String>, _ values: inout PastedValues) {
    guard word.hasPrefix("-"), word != "-" else {
      // Any other word may be the argument of an unknown option. The first with a scheme is the address; without one,
      // the first word.
      let hasScheme = values.url?.contains("://") == true
      if values.url == nil || (!hasScheme && word.contains("://")) { values.url = word }
      return
    }
    let (name, attached) = option(word)
    switch name {
    case "-H", "--header":
      guard let (name, value) = (attached ?? words.popFirst())?.splitOnce(":") else { return }
      values.add(header: name.trimmed, value.trimmed)
    case "-b", "--cookie":
      if let cookies = attached ?? words.popFirst() { values.add(cookieHeader: cookies) }
    case "-A", "--user-agent":
      if let agent = attached ?? words.popFirst() { values.add(header: "User-Agent", agent) }
    case "-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode":
      if let body = attached ?? words.popFirst() { values.add(body: body) }
    case "--url": values.url = attached ?? words.popFirst()
    case "-X", "--request", "-e", "--referer", "-o", "--output", "-u", "--user", "-x", "--proxy", "-m",
      "--max-time",
      "--connect-timeout", "--proxy-header", "-F", "--form", "--resolve", "--retry":
      if attached == nil { _ = words.popFirst() }
    default: break
    }
  }

  /// An option and its attached value: `--header=x`, `-Hx`.
  private static func option(_ word: String) -> (String, String?) {
    if word.hasPrefix("--") {
      guard let (name, value) = word.splitOnce("=") else { return (word, nil) }
      return (name, value)
    }
    guard word.count > 2 else { return (word, nil) }
    return (String(word.prefix(2)), String(word.dropFirst(2)))
  }
}

/// Splits a command line into words as bash does, or as cmd does if there are carets.
enum ShellWords {
  static func split(_ text: String) -> [String] {
    // Browsers write ^" around each word for cmd.
    var splitter = Splitter(text.contains("^\"") ? unescapedForCmd(text) : text)
    return splitter.words()
  }

  /// Undoes cmd's carets. Each one escapes the next character, or a line break.
  private static func unescapedForCmd(_ text: String) -> String {
    var result = ""
    var characters = text.makeIterator()
    while let character = characters.next() {
      guard character == "^" else {
        result.append(character)
        continue
      }
      guard let next = characters.next() else { break }
      result.append(next.isNewline ? " " : next)
    }
    return result
  }

  private struct Splitter {
    private let characters: [Character]
    private var index = 0

    init(_ text: String) { characters = Array(text) }

    private mutating func next() -> Character? {
      guard index < characters.count else { return nil }
      defer { index += 1 }
      return characters[index]
    }

    mutating func words() -> [String] {
      var words: [String] = []
      var word = ""
      var isInWord = false
      while let character = next() {
        if character.isWhitespace {
          if isInWord { words.append(word) }
          (word, isInWord) = ("", false)
          continue
        }
        isInWord = true
        switch character {
        case "'": word += until("'")
        case "\"": word += doubleQuoted()
        case "$" where index < characters.count && characters[index] == "'":
          index += 1
          word += ansiQuoted()
        case "\\":
          // Before a line break, it joins the lines.
          guard let escaped = next() else { break }
          if escaped.isNewline { isInWord = !word.isEmpty } else { word.append(escaped) }
        default: word.append(character)
        }
      }
      return words + (isInWord ? [word] : [])
    }

    private mutating func until(_ end: Character) -> String {
      var text = ""
      while let character = next(), character != end { text.append(character) }
      return text
    }

    private mutating func doubleQuoted() -> String {
      var text = ""
      while let character = next(), character != "\"" {
        guard character == "\\", index < characters.count, "\"\\$`".contains(characters[index]) else {
          text.append(character)
          continue
        }
        text.append(characters[index])
        index += 1
      }
      return text
    }

    /// bash's `$'...'`, with its escapes.
    private mutating func ansiQuoted() -> String {
      var text = ""
      while let character = next(), character != "'" {
        guard character == "\\", let escape = next() else {
          text.append(character)
          continue
        }
        switch escape {
        case "n": text.append("\n")
        case "r": text.append("\r")
        case "t": text.append("\t")
        case "u": text += scalar(4)
        case "U": text += scalar(8)
        case "x": text += scalar(2)
        default: text.append(escape)
        }
      }
      return text
    }

    /// The character with up to `most` hexadecimal digits.
    private mutating func scalar(_ most: Int) -> String {
      var value: UInt32 = 0
      var count = 0
      while count < most, index < characters.count, let digit = characters[index].hexDigitValue {
        value = value << 4 | UInt32(digit)
        index += 1
        count += 1
      }
      return UnicodeScalar(value).map { String(Character($0)) } ?? ""
    }
  }
}
