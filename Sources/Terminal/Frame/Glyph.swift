import CNcurses

/// What one cell, or two for a wide character, shows: a base scalar and its combining marks.
///
/// Bitwise copyable: a single scalar is stored inline, a cluster as its number in `ClusterTable`. `Text.glyphs(of:)` is
/// the only maker of glyphs from untrusted strings, so that a glyph is always harmless.
public struct Glyph: BitwiseCopyable, Equatable, Hashable, Sendable {
  /// The scalar, or the cluster's number, in the low 21 bits; then two bits for the columns, and one for a cluster.
  private let bits: UInt32

  private static let contentMask: UInt32 = 0x1F_FFFF
  private static let columnShift: UInt32 = 21
  private static let clusterBit: UInt32 = 1 << 23

  /// A single scalar of that many columns.
  init(_ scalar: Unicode.Scalar, columns: Int) {
    bits = scalar.value | UInt32(columns) << Self.columnShift
  }

  private init(bits: UInt32) { self.bits = bits }

  /// The glyph with a combining scalar on top; unchanged once the table of clusters is full.
  func adding(_ mark: Unicode.Scalar) -> Glyph {
    guard let number = ClusterTable.number(of: scalars + [mark.value]) else { return self }
    return Glyph(bits: number | UInt32(columns) << Self.columnShift | Self.clusterBit)
  }

  /// 1 or 2 columns; 0 for the right half of a wide glyph.
  public var columns: Int { Int(bits >> Self.columnShift & 3) }

  /// The base scalar, and up to four combining ones; none for the right half of a wide glyph.
  public var text: String {
    var view = String.UnicodeScalarView()
    for value in scalars { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
    return String(view)
  }

  /// The scalars' values.
  var scalars: [UInt32] {
    if columns == 0 { return [] }
    return bits & Self.clusterBit == 0
      ? [bits & Self.contentMask] : ClusterTable.scalars(of: bits & Self.contentMask)
  }

  /// The only scalar; nil for a cluster, and for the right half of a wide glyph.
  var scalar: UInt32? { columns > 0 && bits & Self.clusterBit == 0 ? bits & Self.contentMask : nil }

  /// An empty cell.
  public static let space = Glyph(" ", columns: 1)
  /// The cell covered by the right half of a wide glyph.
  public static let covered = Glyph(bits: 0)
  /// Stands in for unprintable characters.
  public static let replacement = Glyph("\u{FFFD}", columns: 1)

  /// How many combining marks a cell holds besides its base (curses' CCHARW_MAX is 5 in all).
  static let maxMarks = 4

  /// The columns a scalar takes: 0, 1 or 2; nil if it is unprintable.
  static func columns(of scalar: Unicode.Scalar) -> Int? {
    let width = Int(cn_width(scalar.value))
    return width < 0 ? nil : width
  }
}
