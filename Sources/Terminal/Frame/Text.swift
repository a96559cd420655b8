/// Turns strings into cells: the only place that measures text and makes it harmless.
///
/// Every string from outside is untrusted. On the way into a frame, control characters and escape sequences lose
/// their effect, direction overrides and invisible characters are dropped, and emoji sequences are reduced to their first
/// emoji and skin tones are dropped, so that the width measured here is what the terminal shows.
public enum Text {
  /// The glyphs of a string, in order, without line breaks: a tab or a line break becomes a space.
  ///
  /// `limit` is the maximum width in columns; the rest of the string is not read.
  public static func glyphs(of string: String, limit: Int = .max) -> [Glyph] {
    var maker = GlyphMaker(limit: limit)
    for scalar in string.unicodeScalars {
      guard maker.take(scalar) else { break }
    }
    return maker.glyphs
  }

  /// The columns a string takes on one line.
  public static func columns(of string: String) -> Int {
    glyphs(of: string).reduce(0) { $0 + $1.columns }
  }

  /// The sanitized string, cut to a width in columns; an ellipsis marks a cut.
  public static func clipped(_ string: String, to columns: Int, ellipsis: String = "…") -> String {
    clippedGlyphs(of: string, to: columns, ellipsis: ellipsis).map(\.text).joined()
  }

  /// The glyphs of a string, cut like `clipped`.
  static func clippedGlyphs(of string: String, to columns: Int, ellipsis: String = "…") -> [Glyph] {
    // Enough to detect a cut, even at a wide glyph.
    let glyphs = glyphs(of: string, limit: columns + 2)
    if glyphs.reduce(0, { $0 + $1.columns }) <= columns { return glyphs }
    let end = Text.glyphs(of: ellipsis)
    var left = columns - end.reduce(0) { $0 + $1.columns }
    guard left >= 0 else { return [] }
    let kept = glyphs.prefix { glyph in
      left -= glyph.columns
      return left >= 0
    }
    return kept + end
  }

  /// A text wrapped to a width: between words if possible, otherwise within words.
  ///
  /// Keeps the text's own line breaks. A width below 1 gives no lines.
  public static func wrapped(_ string: String, to columns: Int) -> [String] {
    string.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { wrapped(glyphs(of: String($0)).map { Cell($0) }, to: columns) }
      .map { $0.map(\.glyph.text).joined() }
  }

  /// The same for one line of styled text.
  public static func wrapped(_ cells: [Cell], to columns: Int) -> [[Cell]] {
    guard columns > 0 else { return [] }
    var lines: [[Cell]] = []
    var line: [Cell] = []
    var width = 0
    for cell in cells where cell.glyph.columns <= columns {
      let isSpace = cell.glyph == .space
      while width + cell.glyph.columns > columns {
        // Break right here if the line has no space, or if this cell is one.
        let wordStart = line.lastIndex { $0.glyph == .space }.map { $0 + 1 } ?? line.count
        let rest = isSpace ? [] : Array(line[wordStart...])
        lines.append(trimmed(line.dropLast(rest.count)))
        line = rest
        width = rest.reduce(0) { $0 + $1.glyph.columns }
      }
      if isSpace && line.isEmpty && !lines.isEmpty { continue }
      line.append(cell)
      width += cell.glyph.columns
    }
    // Blanks at the end of a full line begin no line of their own.
    return line.isEmpty && !lines.isEmpty ? lines : lines + [trimmed(line[...])]
  }

  private static func trimmed(_ cells: ArraySlice<Cell>) -> [Cell] {
    var cells = cells
    while cells.last?.glyph == .space { cells.removeLast() }
    return Array(cells)
  }
}

extension String {
  /// The string, padded with trailing spaces to that many columns; unchanged if it is wider.
  package func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - Text.columns(of: self)))
  }
}
