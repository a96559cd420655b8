extension Template {
  /// Why a text is not a valid template.
  struct Problem: Error, Equatable {
    var message: String
  }

  /// The named alphabets.
  static let alphabets = [
    "digits": "0123456789",
    "hex": "0123456789abcdef",
    "base64url": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  ]

  /// Parses a template.
  init(_ text: String) throws(Problem) {
    parts = []
    var rest = text[...]
    while let brace = rest.firstIndex(of: "{") {
      append(rest[..<brace])
      rest = rest[rest.index(after: brace)...]
      if rest.first == "{" {
        append("{")
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        throw Problem(message: "a { has no }; write {{ for a literal brace")
      }
      parts.append(try Self.gap(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
    append(rest)
  }

  private mutating func append(_ text: Substring) {
    if !text.isEmpty { parts.append(.text(String(text))) }
  }

  private static func gap(_ expression: Substring) throws(Problem) -> Part {
    let pieces = expression.split(separator: "|", omittingEmptySubsequences: false)
    var filters: [Filter] = []
    for piece in pieces.dropFirst() { filters.append(try filter(piece)) }
    return .gap(try source(pieces[0]), filters)
  }

  private static func source(_ piece: Substring) throws(Problem) -> Source {
    let words = piece.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("of", 3):
      guard let count = Int(words[2]), (1...4096).contains(count) else { break }
      return .characters(alphabet: alphabets[words[1]] ?? words[1], count: count)
    case ("base64", 2):
      guard let bytes = Int(words[1]), (1...4096).contains(bytes) else { break }
      return .base64(bytes: bytes)
    case ("one-of", 2...): return .oneOf(Array(words.dropFirst()))
    case (let name?, 1): return .value(name)
    default: break
    }
    throw Problem(
      message: "{\(piece)} is neither a value name nor {of ALPHABET COUNT}, {base64 BYTES} or {one-of A B}")
  }

  private static func filter(_ piece: Substring) throws(Problem) -> Filter {
    let words = piece.split(separator: " ").map(String.init)
    let count = words.count == 2 ? Int(words[1]).flatMap { (1...64).contains($0) ? $0 : nil } : nil
    switch (words.first, words.count, count) {
    case ("digits", 1, _): return .digits
    case ("lower", 1, _): return .lower
    case ("upper", 1, _): return .upper
    case ("number", 2, let count?): return .number(count)
    case ("hex", 2, let count?): return .hex(count)
    case ("before", 2, _): return .before(words[1])
    case ("after", 2, _): return .after(words[1])
    case ("escaped", 1, _): return .escaped
    default:
      throw Problem(
        message:
          "unknown filter \(piece); use digits, lower, upper, number N, hex N, before X, after X or escaped"
      )
    }
  }
}
