/// Web addresses in a text of people.
public enum WebAddress {
  /// The addresses in a text, in order; of http and https only.
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

  /// The address that a text begins with, without the punctuation of the sentence around it; nil if there is none.
  ///
  /// Nothing but printable ASCII (RFC 3986, 2): an address is handed to programs and to clipboards.
  public static func prefix(of text: Substring) -> Substring? {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    var address = text.prefix { character in
      character.asciiValue.map { (0x21...0x7e).contains($0) } == true && !"<>\"`".contains(character)
    }
    while let last = address.last, isAround(last, address) { address.removeLast() }
    return address.count > scheme.count ? address : nil
  }

  /// Whether a character at an address's end belongs to the text around it; a bracket may be the address's own.
  private static func isAround(_ last: Character, _ address: Substring) -> Bool {
    switch last {
    case ")": address.count { $0 == "(" } < address.count { $0 == ")" }
    case "]": address.count { $0 == "[" } < address.count { $0 == "]" }
    default: ".,;:!?*'".contains(last)
    }
  }
}
