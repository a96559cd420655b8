/// A text with placeholders, `{expression}`, filled in when the text is shown. `{{` is a literal brace.
///
/// An expression is the name of a value (`{phone}`), or a random text that is new each time: `{of digits 6}` and
/// `{of ABC 3}` are characters of an alphabet, `{base64 32}` is that many bytes in base64, and `{one-of a b c}` is
/// one of the words. Filters follow after `|`: `{phone|digits}` keeps the digits; `lower` and `upper` change the
/// case; `number 18` and `hex 16` derive that many digits from the text, always the same for the same text;
/// `before :` and `after :` keep the text before or after the first colon, trimmed of spaces; `escaped`
/// percent-encodes `+`, `/` and `=`, which base64 uses and URLs reserve.
struct Template: Equatable, Sendable {
  enum Source: Equatable, Sendable {
    case value(String)
    case characters(alphabet: String, count: Int)
    case base64(bytes: Int)
    case oneOf([String])
  }

  enum Filter: Equatable, Sendable {
    case digits, lower, upper
    case number(Int)
    case hex(Int)
    case before(String)
    case after(String)
    case escaped
  }

  enum Part: Equatable, Sendable {
    case text(String)
    case gap(Source, [Filter])
  }

  var parts: [Part]

  /// Fills the placeholders.
  func filled(_ values: inout Values) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .gap(let source, let filters): filters.reduce(values.text(of: source)) { $1.applied(to: $0) }
      }
    }.joined()
  }
}

extension Template.Filter {
  func applied(to text: String) -> String {
    switch self {
    case .digits: text.filter { $0.isASCII && $0.isNumber }
    case .lower: text.lowercased()
    case .upper: text.uppercased()
    case .number(let count): digest(text, radix: 10, count)
    case .hex(let count): digest(text, radix: 16, count)
    case .before(let end): text.firstRange(of: end).map { text[..<$0.lowerBound].trimmed } ?? text
    case .after(let start): text.firstRange(of: start).map { text[$0.upperBound...].trimmed } ?? text
    case .escaped:
      text.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    }
  }

  /// Digits derived from the text with the FNV-1a hash. The first is not zero.
  private func digest(_ text: String, radix: Int, _ count: Int) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var digits = ""
    while digits.count < count {
      for byte in (text + digits).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      digits += String(hash >> 16, radix: radix)
      digits = String(digits.drop { $0 == "0" })
    }
    return String(digits.prefix(count))
  }
}

extension Substring {
  /// Without leading and trailing spaces.
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
