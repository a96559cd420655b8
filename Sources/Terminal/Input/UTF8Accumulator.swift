/// A UTF-8 character of two bytes or more, as its bytes come in (RFC 3629, 4).
struct UTF8Accumulator: Equatable {
  enum Step: Equatable {
    case more
    case done(Unicode.Scalar)
    /// The byte does not belong to the character.
    case invalid
  }

  private var value: UInt32
  private var missing: Int
  /// The values allowed for the next byte; they exclude overlong forms, surrogates and values beyond U+10FFFF.
  private var allowed: ClosedRange<UInt8>

  /// A character that begins with that byte; nil if none does.
  init?(lead: UInt8) {
    switch lead {
    case 0xC2...0xDF: (value, missing, allowed) = (UInt32(lead & 0x1F), 1, 0x80...0xBF)
    case 0xE0: (value, missing, allowed) = (0, 2, 0xA0...0xBF)
    case 0xED: (value, missing, allowed) = (0x0D, 2, 0x80...0x9F)
    case 0xE1...0xEF: (value, missing, allowed) = (UInt32(lead & 0x0F), 2, 0x80...0xBF)
    case 0xF0: (value, missing, allowed) = (0, 3, 0x90...0xBF)
    case 0xF1...0xF3: (value, missing, allowed) = (UInt32(lead & 0x07), 3, 0x80...0xBF)
    case 0xF4: (value, missing, allowed) = (4, 3, 0x80...0x8F)
    default: return nil
    }
  }

  mutating func add(_ byte: UInt8) -> Step {
    guard allowed.contains(byte) else { return .invalid }
    value = value << 6 | UInt32(byte & 0x3F)
    allowed = 0x80...0xBF
    missing -= 1
    if missing > 0 { return .more }
    return Unicode.Scalar(value).map(Step.done) ?? .invalid
  }
}
