import BridgeStore
import Terminal

/// The light Markdown used in instructions: bold, code, links, line breaks.
enum Markdown {
  /// The lines of a text as styled cells, before wrapping. Takes time linear in the text's length.
  static func lines(of text: String, _ theme: Theme) -> [[Cell]] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      var line = MarkdownLine(line, theme)
      return line.cells()
    }
  }
}

/// One line of light Markdown, read from left to right.
private struct MarkdownLine {
  private var rest: Substring
  private let theme: Theme
  /// Where each end marker occurs next, as far as known: `endIndex` if nowhere. Searching again from every start
  /// marker would take quadratic time.
  private var ends: [String: Substring.Index] = [:]
  /// A `](` that no address follows.
  private var noLink: Substring.Index?

  init(_ line: Substring, _ theme: Theme) {
    rest = line
    self.theme = theme
  }

  mutating func cells() -> [Cell] {
    var cells: [Cell] = []
    while let start = rest.firstIndex(where: { "*`<[h".contains($0) }) {
      cells += Text.cells(String(rest[..<start]), .plain)
      rest = rest[start...]
      if let (inner, style, end) = marked() {
        cells += Text.cells(String(inner), style)
        rest = rest[end...]
      } else {
        cells += Text.cells(String(rest.removeFirst()), .plain)
      }
    }
    return cells + Text.cells(String(rest), .plain)
  }

  /// The marked-up text that the rest begins with, its style, and where it ends.
  private mutating func marked() -> (inner: Substring, style: Style, end: Substring.Index)? {
    if let (inner, end) = between("**", "**") { return (inner, Style(bold: true), end) }
    if let (inner, end) = between("`", "`") { return (inner, theme.code, end) }
    if let (inner, end) = between("<", ">"), inner.prefix(16).contains("://") {
      return (inner, theme.link, end)
    }
    if let address = WebAddress.prefix(of: rest) { return (address, theme.link, address.endIndex) }
    return link()
  }

  /// The text between markers, not empty, and the index after the second one.
  private mutating func between(_ open: String, _ close: String) -> (Substring, Substring.Index)? {
    guard rest.hasPrefix(open) else { return nil }
    let start = rest.index(rest.startIndex, offsetBy: open.count)
    guard let end = next(close, from: start), end > start else { return nil }
    return (rest[start..<end], rest.index(end, offsetBy: close.count))
  }

  /// A link with its own text. The address is shown, because links cannot be hovered over in a terminal.
  private mutating func link() -> (inner: Substring, style: Style, end: Substring.Index)? {
    guard rest.first == "[", let middle = next("](", from: rest.startIndex), middle != noLink else {
      return nil
    }
    let start = rest.index(middle, offsetBy: 2)
    guard let end = next(")", from: start), let address = WebAddress.prefix(of: rest[start..<end]),
      address.endIndex == end
    else {
      noLink = middle
      return nil
    }
    let words = rest[rest.index(after: rest.startIndex)..<middle]
    return ("\(words) (\(address))", theme.link, rest.index(after: end))
  }

  /// Where a marker occurs next, at or after an index; nil if nowhere.
  private mutating func next(_ marker: String, from start: Substring.Index) -> Substring.Index? {
    if ends[marker].map({ $0 < start }) ?? true {
      ends[marker] = rest[start...].firstRange(of: marker)?.lowerBound ?? rest.endIndex
    }
    return ends[marker].flatMap { $0 == rest.endIndex ? nil : $0 }
  }
}
