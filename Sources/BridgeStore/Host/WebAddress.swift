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
    var surplus = (round: surplus("(", ")", in: address), square: surplus("[", "]", in: address))
    // Trailing punctuation belongs to the surrounding text; a bracket may be part of the address.
    trimming: while let last = address.last {
      switch last {
      case ")" where surplus.round > 0: surplus.round -= 1
      case "]" where surplus.square > 0: surplus.square -= 1
      case let last where ".,;:!?*'".contains(last): break
      default: break trimming
      }
      address.removeLast()
    }
    return address.count > scheme.count ? address : nil
  }

  /// How many more closing than opening brackets a text has.
  private static func surplus(_ open: Character, _ close: Character, in text: Substring) -> Int {
    text.count { $0 == close } - text.count { $0 == open }
  }
}
