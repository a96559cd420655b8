/// One cell of a frame: what it shows, and how. Eight bytes, copied and compared as memory.
public struct Cell: BitwiseCopyable, Equatable, Hashable, Sendable {
  /// What it shows.
  public var glyph: Glyph
  /// How it looks.
  public var style: Style

  /// A cell; by default, an empty one in the terminal's own colours.
  public init(_ glyph: Glyph = .space, style: Style = .plain) {
    self.glyph = glyph
    self.style = style
  }
}
