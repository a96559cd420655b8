import CNcurses

/// What one cell, or two for a wide character, shows: a base scalar and its combining marks.
///
/// A glyph is always harmless: `Text.glyphs(of:)` is the only maker of glyphs from strings that come from
/// outside.
public struct Glyph: Equatable, Hashable, Sendable {
  /// The base scalar, and up to four combining ones.
  public let text: String
  /// 1 or 2 columns; 0 for the right half of a wide glyph.
  public let columns: Int

  init(text: String, columns: Int) {
    self.text = text
    self.columns = columns
  }

  /// An empty cell.
  public static let space = Glyph(text: " ", columns: 1)
  /// The cell that the right half of a wide glyph covers.
  public static let covered = Glyph(text: "", columns: 0)
  /// Stands for what cannot be shown.
  public static let replacement = Glyph(text: "\u{FFFD}", columns: 1)

  /// How many combining scalars a cell holds beside its base (curses' CCHARW_MAX is 5 in all).
  static let mostMarks = 4

  /// The columns a scalar takes: 0, 1 or 2; nil for one that cannot be printed.
  static func columns(of scalar: Unicode.Scalar) -> Int? {
    let width = Int(cn_width(scalar.value))
    return width < 0 ? nil : width
  }
}
