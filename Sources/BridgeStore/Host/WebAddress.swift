/// Finds web addresses in human-written text.
public enum WebAddress {
  /// The http and https addresses in a text, in order.
  static func all(in text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "http")?.lowerBound {
      rest = rest[start...]
      let address = prefix(of: rest)
      if let address { found.append(String(address)) }
      rest = rest.dropFirst(address?.count ?? 4)
    }
    return found
  }

  /// The address that a text begins with, without surrounding punctuation; nil if there is none.
  ///
  /// Only printable ASCII (RFC 3986, 2), because addresses are passed to programs and clipboards.
  public static func prefix(of text: Substring) -> Substring? {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    var address = text.prefix { character in
      character.asciiValue.map { (0x21...0x7e).contains($0) } == true && !"<>\"`".contains(character)
    }
    while let last = address.last, isAround(last, address) { address.removeLast() }
    return address.count > scheme.count ? address : nil
  }

  /// Whether a trailing character belongs to the surrounding text. A bracket may be part of the address.
  private static func isAround(_ last: Character, _ address: Substring) -> Bool {
    switch last {
    case ")": address.count { $0 == "(" } < address.count { $0 == ")" }
    case "]": address.count { $0 == "[" } < address.count { $0 == "]" }
    default: ".,;:!?*'".contains(last)
    }
  }
}
