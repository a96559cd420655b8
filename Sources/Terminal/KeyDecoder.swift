/// One unit of what curses read.
enum RawKey: Equatable {
  case scalar(Unicode.Scalar)
  case key(Key)
  case pasteStart
  case pasteEnd
  case mouseStart
  /// A key without a meaning here.
  case unknown
}

/// Turns what curses read into keys: gathers pastes, and swallows escape sequences nobody knows, which
/// would otherwise arrive as an Escape and some letters, and so as commands.
///
/// Curses gives up on a sequence that stops for longer than the escape delay, as happens over ssh. What it
/// then hands over in pieces is put together here, the marks of a paste above all.
struct KeyDecoder {
  /// The most scalars of one paste that are kept: enough for the archive of a sign-in's requests (HAR).
  static let longestPaste = 8 << 20

  private static let pasteEnd = Array("\u{1B}[201~".unicodeScalars)

  private var paste: [Unicode.Scalar]?
  private var sequence = Sequence.none

  private enum Sequence: Equatable {
    case none
    /// An Escape; whether it was already taken for the key, at the end of a batch.
    case escape(isKey: Bool)
    /// A control sequence, with its parameters so far (ECMA-48, 5.4).
    case control(String)
    case single
  }

  /// The keys of one batch: all that could be read without waiting. An Escape at its end is the key itself.
  mutating func keys(of batch: [RawKey]) -> [Key] {
    var keys: [Key] = []
    for raw in batch { take(raw, &keys) }
    if sequence == .escape(isKey: false) {
      keys.append(.escape)
      sequence = .escape(isKey: true)
    }
    return keys
  }

  private mutating func take(_ raw: RawKey, _ keys: inout [Key]) {
    switch raw {
    case .pasteStart: startPaste(&keys)
    case .pasteEnd: endPaste(&keys)
    case .mouseStart:
      if paste != nil { return }
      endEscape(&keys)
      sequence = .control("<")
    case .scalar(let scalar):
      if paste == nil { take(scalar, &keys) } else { gather(scalar, &keys) }
    case .key(let key):
      if paste == nil {
        endEscape(&keys)
        keys.append(key)
      } else if key == .enter {
        gather("\n", &keys)
      }
    case .unknown: endEscape(&keys)
    }
  }

  // MARK: Pastes

  private mutating func startPaste(_ keys: inout [Key]) {
    endEscape(&keys)
    if paste == nil { paste = [] }
  }

  private mutating func endPaste(_ keys: inout [Key]) {
    if let paste {
      keys.append(.paste(String(String.UnicodeScalarView(paste.prefix(Self.longestPaste)))))
    }
    paste = nil
    sequence = .none
  }

  private mutating func gather(_ scalar: Unicode.Scalar, _ keys: inout [Key]) {
    // A paste whose end was lost must not keep the keyboard.
    if scalar == "\u{3}" {
      endPaste(&keys)
      return keys.append(.control("c"))
    }
    paste?.append(scalar)
    guard scalar == "~", let gathered = paste,
      gathered.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd)
    else {
      // One more than is kept, so that the end's mark still finds room.
      if let count = paste?.count, count > Self.longestPaste + Self.pasteEnd.count {
        paste?.remove(at: Self.longestPaste)
      }
      return
    }
    paste = gathered.dropLast(Self.pasteEnd.count)
    endPaste(&keys)
  }

  // MARK: Sequences

  private mutating func take(_ scalar: Unicode.Scalar, _ keys: inout [Key]) {
    switch sequence {
    case .none: first(scalar, &keys)
    case .escape(let isKey):
      switch scalar {
      case "[": sequence = .control("")
      case "O" where !isKey: sequence = .single
      default:
        endEscape(&keys)
        first(scalar, &keys)
      }
    case .control(let parameters):
      guard (0x40...0x7E).contains(scalar.value) else {
        sequence = .control(parameters + String(scalar))
        return
      }
      sequence = .none
      if scalar == "~" && parameters == "200" { startPaste(&keys) }
      if scalar == "M", let key = Self.mouse(parameters) { keys.append(key) }
    case .single: sequence = .none
    }
  }

  /// A report of the mouse: `<`, the button, the column and the row, from 1 (xterm control sequences, SGR mouse mode).
  private static func mouse(_ parameters: String) -> Key? {
    let numbers = parameters.dropFirst().split(separator: ";").compactMap { Int($0) }
    guard parameters.first == "<", numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let point = Point(column: numbers[1] - 1, row: numbers[2] - 1)
    // What was held down with it (4, 8, 16) makes no difference.
    switch numbers[0] & ~28 {
    case 0: return .mouse(.press, point)
    case 64: return .mouse(.wheelUp, point)
    case 65: return .mouse(.wheelDown, point)
    default: return nil
    }
  }

  private mutating func first(_ scalar: Unicode.Scalar, _ keys: inout [Key]) {
    if scalar == "\u{1B}" { sequence = .escape(isKey: false) } else { keys.append(Self.key(of: scalar)) }
  }

  private mutating func endEscape(_ keys: inout [Key]) {
    if sequence == .escape(isKey: false) { keys.append(.escape) }
    sequence = .none
  }

  private static func key(of scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
    default: .character(Character(scalar))
    }
  }
}
