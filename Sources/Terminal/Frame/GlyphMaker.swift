/// Turns scalars into glyphs, one at a time.
struct GlyphMaker {
  private(set) var glyphs: [Glyph] = []
  private var columns = 0
  private var marks = 0
  private var invisible = 0
  private var joined = false
  private var escape = EscapeSequence.none
  private let limit: Int

  /// The number of consecutive invisible characters after which to abandon a string: no real text has that many.
  private static let maxInvisible = 256

  init(limit: Int) { self.limit = limit }

  /// Adds a scalar; returns false once the limit is reached.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    if escape.swallows(scalar) { return countInvisible() }
    let followsJoiner = joined
    joined = false
    let value = scalar.value
    if value == 0x0A || value == 0x09 || value == 0x0D { return add(.space) }
    if value < 0x20 || (0x7F...0x9F).contains(value) { return add(.replacement) }
    if value < 0x7F { return add(Glyph(scalar, columns: 1)) }
    if value == 0x200D {
      joined = !glyphs.isEmpty
      return countInvisible()
    }
    // A joiner continues an emoji sequence, and shapes letters of other scripts; a skin tone belongs to the emoji
    // before it.
    let isSkinTone = (0x1F3FB...0x1F3FF).contains(value)
    if followsJoiner && scalar.properties.isEmoji || isSkinTone && glyphs.last?.columns == 2 {
      return countInvisible()
    }
    if Self.isDropped(value) { return countInvisible() }
    guard let width = Glyph.columns(of: scalar) else { return add(.replacement) }
    return width == 0 ? mark(scalar) : add(Glyph(scalar, columns: width))
  }

  private mutating func add(_ glyph: Glyph) -> Bool {
    marks = 0
    invisible = 0
    guard columns + glyph.columns <= limit else { return false }
    glyphs.append(glyph)
    columns += glyph.columns
    return columns < limit || limit == .max
  }

  private mutating func mark(_ scalar: Unicode.Scalar) -> Bool {
    guard let last = glyphs.last, marks < Glyph.maxMarks else { return countInvisible() }
    marks += 1
    glyphs[glyphs.count - 1] = last.adding(scalar)
    return true
  }

  private mutating func countInvisible() -> Bool {
    invisible += 1
    return invisible < Self.maxInvisible
  }

  /// Direction marks and overrides, zero-width spaces, variation selectors and tags: invisible, and able to change
  /// how other text is shown.
  private static func isDropped(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x061C, 0x115F, 0x1160, 0x180B...0x180F, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}

/// The position within a terminal escape sequence (ECMA-48, 5.4 and 5.6).
private enum EscapeSequence {
  case none
  case escape
  case csi
  case string(length: Int)

  /// Whether the scalar is part of a sequence, not text.
  mutating func swallows(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    switch self {
    case .none:
      if value == 0x1B { self = .escape } else if value == 0x9B { self = .csi } else { return false }
    case .escape:
      switch value {
      case 0x5B: self = .csi
      case 0x50, 0x58, 0x5D, 0x5E, 0x5F: self = .string(length: 0)
      case 0x20...0x2F: break
      default: self = .none
      }
    case .csi:
      if (0x40...0x7E).contains(value) { self = .none }
      guard (0x20...0x7E).contains(value) else {
        self = .none
        return false
      }
    case .string(let length):
      // A sequence that never ends must not swallow the rest of a name.
      let ended = value == 0x07 || value == 0x9C || length >= 64
      self = value == 0x1B ? .escape : (ended ? .none : .string(length: length + 1))
    }
    return true
  }
}
