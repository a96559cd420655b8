import BridgeStore
import Terminal

/// The light Markdown used in instructions: bold, code, links, line breaks.
enum Markdown {
  /// The lines of a text as styled cells, before wrapping.
  static func lines(of text: String, _ theme: Theme) -> [[Cell]] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { cells(String($0), theme) }
  }

  private static func cells(_ line: String, _ theme: Theme) -> [Cell] {
    var cells: [Cell] = []
    var rest = line[...]
    while let start = rest.firstIndex(where: { "*`<[h".contains($0) }) {
      cells += Text.cells(String(rest[..<start]), .plain)
      rest = rest[start...]
      guard let (inner, style, after) = marked(rest, theme) else {
        cells += Text.cells(String(rest.removeFirst()), .plain)
        continue
      }
      cells += Text.cells(String(inner), style)
      rest = after
    }
    return cells + Text.cells(String(rest), .plain)
  }

  /// The marked-up text that a string begins with, its style, and the rest.
  private static func marked(
    _ text: Substring, _ theme: Theme
  ) -> (inner: Substring, style: Style, after: Substring)? {
    func between(_ open: String, _ close: String) -> (Substring, Substring)? {
      guard text.hasPrefix(open) else { return nil }
      let inner = text.dropFirst(open.count)
      guard let end = inner.firstRange(of: close), !end.isEmpty, end.lowerBound > inner.startIndex else {
        return nil
      }
      return (inner[..<end.lowerBound], inner[end.upperBound...])
    }
    if let (inner, after) = between("**", "**") { return (inner, Style(bold: true), after) }
    if let (inner, after) = between("`", "`") { return (inner, theme.code, after) }
    if let (inner, after) = between("<", ">"), inner.contains("://") { return (inner, theme.link, after) }
    if let address = WebAddress.prefix(of: text) { return (address, theme.link, text[address.endIndex...]) }
    return link(text, theme)
  }

  /// A link with its own text. The address is shown, because links cannot be hovered over in a terminal.
  private static func link(
    _ text: Substring, _ theme: Theme
  ) -> (inner: Substring, style: Style, after: Substring)? {
    guard text.first == "[", let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")"),
      let address = WebAddress.prefix(of: text[middle.upperBound..<end]), address.endIndex == end
    else { return nil }
    let words = text[text.index(after: text.startIndex)..<middle.lowerBound]
    return ("\(words) (\(address))", theme.link, text[text.index(after: end)...])
  }
}
