import Terminal

/// The light Markdown that instructions are written in: bold, code, links, line breaks.
enum Markdown {
  /// The lines of a text as styled cells, not yet wrapped.
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

  /// The marked text that a string begins with, its style, and what comes after it.
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
    if let match = text.prefixMatch(of: /\[([^\[\]]+)\]\((https?:\/\/[^\s()]+)\)/) {
      // Where a link leads has to be seen: it cannot be hovered over here.
      return ("\(match.1) (\(match.2))", theme.link, text[match.range.upperBound...])
    }
    if let match = text.prefixMatch(of: /https?:\/\/[^\s<>"`]*[^\s<>"`.,;:!?*)\]']/) {
      return (match.0, theme.link, text[match.range.upperBound...])
    }
    return nil
  }
}
