/// One unit of what curses read.
enum RawKey: Equatable {
  case scalar(Unicode.Scalar)
  case key(Key)
  case pasteStart
  case pasteEnd
  /// A key without a meaning here.
  case unknown
}

/// Turns what curses read into keys: gathers pastes, and swallows escape sequences nobody knows, which
/// would otherwise arrive as an Escape and some letters, and so as commands.
struct KeyDecoder {
  /// The most scalars of one paste that are kept: ten times the largest request a person would copy.
  static let longestPaste = 1 << 20

  private var paste: String.UnicodeScalarView?
  private var pasted = 0
  private var sequence = Sequence.none

  private enum Sequence {
    case none
    case escape
    case control
    case single
  }

  /// The keys of one batch: all that could be read without waiting. An Escape at its end is the key itself.
  mutating func keys(of batch: [RawKey]) -> [Key] {
    var keys: [Key] = []
    for raw in batch { take(raw, &keys) }
    if sequence == .escape { keys.append(.escape) }
    sequence = .none
    return keys
  }

  private mutating func take(_ raw: RawKey, _ keys: inout [Key]) {
    switch raw {
    case .pasteStart:
      if paste == nil { pasted = 0 }
      paste = paste ?? .init()
    case .pasteEnd:
      if let paste { keys.append(.paste(String(paste))) }
      paste = nil
    case .scalar(let scalar):
      if paste != nil {
        if pasted < Self.longestPaste { paste?.append(scalar) }
        pasted += 1
      } else {
        take(scalar, &keys)
      }
    case .key(let key):
      if paste == nil {
        endEscape(&keys)
        keys.append(key)
      } else if key == .enter {
        paste?.append("\n")
      }
    case .unknown: endEscape(&keys)
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ keys: inout [Key]) {
    switch sequence {
    case .none:
      if scalar == "\u{1B}" { sequence = .escape } else { keys.append(Self.key(of: scalar)) }
    case .escape:
      switch scalar {
      case "[": sequence = .control
      case "O": sequence = .single
      case "\u{1B}": keys.append(.escape)
      default:
        sequence = .none
        keys.append(.escape)
        keys.append(Self.key(of: scalar))
      }
    case .control: if (0x40...0x7E).contains(scalar.value) { sequence = .none }
    case .single: sequence = .none
    }
  }

  private mutating func endEscape(_ keys: inout [Key]) {
    if sequence == .escape { keys.append(.escape) }
    sequence = .none
  }

  private static func key(of scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
    default: .character(Character(scalar))
    }
  }
}
