/// Turns the bytes a terminal sends into keys.
///
/// Input is UTF-8 whatever the locale. Sequences follow ECMA-48, 5.4 to 5.6: known ones become keys, all others are
/// swallowed, because their letters would be commands. Every state is left again: by its end, by a byte that cannot
/// belong to it, or by the deadline; none keeps more bytes than its limit. The keys do not depend on how the bytes are
/// cut into batches, as long as no deadline passes in between.
public struct KeyDecoder: Sendable {
  /// The maximum number of bytes kept of one paste.
  private let maxPasteBytes: Int
  /// The time a lone Escape waits for the rest of a sequence.
  private let escapeDelay: Duration
  /// Sequences from the terminal's terminfo entry, in addition to the common ones.
  private let sequences: [[UInt8]: Key]

  private var state = State.ground
  /// The bytes of the present sequence, from its Escape on.
  private var sequence: [UInt8] = []
  private var lastByte = Duration.zero

  private enum State: Equatable {
    case ground
    /// Within a UTF-8 character.
    case character(UTF8Accumulator)
    /// After an Escape; `isMeta` after a second one.
    case escape(isMeta: Bool)
    /// After an Escape that was already delivered as a key.
    case deliveredEscape
    /// After `[` or `O` that followed such an Escape: probably the rest of a sequence that a slow line split.
    case lateIntroducer(UInt8)
    /// In a control sequence (CSI); `isLate` if its Escape was delivered as a key.
    case csi(isMeta: Bool, isLate: Bool)
    /// After `ESC O` (SS3).
    case ss3(isMeta: Bool, isLate: Bool)
    /// After `ESC [ [`, which the Linux console sends for F1 to F5.
    case linuxFunction
    /// In an X10 mouse report: three more bytes.
    case x10Mouse
    /// In an OSC, DCS, APC, PM or SOS string.
    case string
    /// In a string, after an Escape: `\` ends it.
    case stringEscape
    case paste(Paste)
  }

  private enum Limit {
    /// A sequence that stops for longer is over: enough for a slow line.
    static let sequence = Duration.milliseconds(500)
    /// An Escape delivered longer ago than this has nothing to do with what follows.
    static let late = Duration.milliseconds(500)
    /// A Ctrl-C alone after such a pause gives the keyboard back when the end of a paste was lost.
    static let pasteSilence = Duration.seconds(1)
    /// Bytes of a control sequence; a longer one means nothing.
    static let csi = 64
  }

  /// A decoder.
  ///
  /// - Parameters:
  ///   - sequences: the terminal's own sequences, and their keys.
  ///   - escapeDelay: the time a lone Escape waits for the rest of a sequence.
  ///   - maxPasteBytes: the most bytes of one paste that are kept. An archive of a sign-in's requests (HAR) is large.
  public init(
    sequences: [[UInt8]: Key] = [:], escapeDelay: Duration = .milliseconds(25), maxPasteBytes: Int = 32 << 20
  ) {
    self.maxPasteBytes = maxPasteBytes
    self.sequences = sequences
    self.escapeDelay = escapeDelay
  }

  /// When to call `expire`, on the same clock as `decode`; nil while nothing is pending.
  public var deadline: Duration? {
    switch state {
    case .ground, .deliveredEscape, .paste: nil
    case .escape, .lateIntroducer: lastByte + escapeDelay
    default: lastByte + Limit.sequence
    }
  }

  /// Decodes bytes into keys.
  ///
  /// - Parameters:
  ///   - bytes: any number of bytes.
  ///   - now: when they came, on a clock that never goes back.
  /// - Returns: the keys that are complete.
  public mutating func decode(_ bytes: [UInt8], at now: Duration) -> [Key] {
    var keys = expire(at: now)
    if case .paste(let paste) = state, bytes.count == 1, bytes.first == 0x03,
      now - lastByte >= Limit.pasteSilence
    {
      keys += [.paste(paste.text), .control("c")]
      state = .ground
      return keys
    }
    if case .deliveredEscape = state, now - lastByte > Limit.late { state = .ground }
    var rest = bytes[...]
    while let byte = rest.first {
      if case .paste = state {
        takePaste(&rest, &keys)
      } else {
        rest.removeFirst()
        take(byte, &keys)
      }
    }
    lastByte = now
    return keys
  }

  /// Returns the keys that have become complete because no more bytes came, such as a lone Escape.
  public mutating func expire(at now: Duration) -> [Key] {
    guard let deadline, now >= deadline else { return [] }
    var keys: [Key] = []
    switch state {
    case .escape(let isMeta):
      keys = isMeta ? [.escape, .escape] : [.escape]
      state = .deliveredEscape
      return keys
    case .lateIntroducer(let byte): keys = [.character(Character(Unicode.Scalar(byte)))]
    case .csi(let isMeta, let isLate) where sequence.count == 2 && !isMeta && !isLate:
      keys = [.alt(.character("["))]
    case .ss3(isMeta: false, isLate: false): keys = [.alt(.character("O"))]
    case .character: keys = [Self.replacement]
    default: break
    }
    state = .ground
    return keys
  }

  // MARK: Bytes

  private static let replacement = Key.character("\u{FFFD}")

  private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
    switch state {
    case .ground: takeGround(byte, &keys)
    case .character(var character):
      switch character.add(byte) {
      case .more: state = .character(character)
      case .done(let scalar):
        state = .ground
        keys.append(.character(Character(scalar)))
      case .invalid:
        keys.append(Self.replacement)
        takeGround(byte, &keys)
      }
    case .escape(let isMeta): takeEscape(byte, isMeta: isMeta, &keys)
    case .deliveredEscape:
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
        sequence = [0x1B, byte]
        state = .lateIntroducer(byte)
      } else {
        takeGround(byte, &keys)
      }
    case .lateIntroducer(let introducer): takeLate(byte, introducer, &keys)
    case .csi(let isMeta, let isLate): takeCSI(byte, isMeta: isMeta, isLate: isLate, &keys)
    case .ss3(let isMeta, let isLate): takeSS3(byte, isMeta: isMeta, isLate: isLate, &keys)
    case .linuxFunction:
      state = .ground
      let number = Int(byte) - 0x40
      if (1...5).contains(number) { keys.append(.function(number)) }
    case .x10Mouse:
      sequence.append(byte)
      guard sequence.count == 6 else { return }
      state = .ground
      if let key = KeyTable.x10Mouse(sequence.suffix(3)) { keys.append(key) }
    case .string, .stringEscape: takeString(byte, &keys)
    case .paste: break
    }
  }

  private mutating func takeGround(_ byte: UInt8, _ keys: inout [Key]) {
    state = .ground
    switch byte {
    case 0x1B:
      sequence = [byte]
      state = .escape(isMeta: false)
    case 0x00...0x1F, 0x7F: if let key = KeyTable.controlCharacter(byte) { keys.append(key) }
    case 0x20...0x7E: keys.append(.character(Character(Unicode.Scalar(byte))))
    default:
      if let character = UTF8Accumulator(lead: byte) {
        state = .character(character)
      } else {
        keys.append(Self.replacement)
      }
    }
  }

  private mutating func takeEscape(_ byte: UInt8, isMeta: Bool, _ keys: inout [Key]) {
    sequence.append(byte)
    if let key = sequences[sequence] {
      state = .ground
      keys.append(key)
      return
    }
    switch byte {
    case UInt8(ascii: "["): state = .csi(isMeta: isMeta, isLate: false)
    case UInt8(ascii: "O"): state = .ss3(isMeta: isMeta, isLate: false)
    // OSC, DCS, APC, PM and SOS.
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      state = .string
    case 0x1B:
      // Some terminals send Alt with an arrow as two Escapes and the arrow.
      if isMeta { keys.append(.escape) }
      sequence = [byte]
      state = .escape(isMeta: true)
    default: takeAlt(byte, &keys)
    }
  }

  /// Alt with a key is sent as an Escape and the key.
  private mutating func takeAlt(_ byte: UInt8, _ keys: inout [Key]) {
    state = .ground
    if byte == 0x03 {
      keys += [.escape, .control("c")]
    } else if let key = KeyTable.controlCharacter(byte) {
      keys.append(.alt(key))
    } else if (0x20...0x7E).contains(byte) {
      keys.append(.alt(.character(Character(Unicode.Scalar(byte)))))
    } else {
      takeGround(byte, &keys)
    }
  }

  private mutating func takeLate(_ byte: UInt8, _ introducer: UInt8, _ keys: inout [Key]) {
    let isParameter = (0x20...0x3F).contains(byte)
    if introducer == UInt8(ascii: "[") && (isParameter || KeyTable.isArrow(byte)) {
      state = .csi(isMeta: false, isLate: true)
      takeCSI(byte, isMeta: false, isLate: true, &keys)
    } else if introducer == UInt8(ascii: "O") && KeyTable.ss3(byte) != nil {
      state = .ground
    } else {
      keys.append(.character(Character(Unicode.Scalar(introducer))))
      takeGround(byte, &keys)
    }
  }

  // MARK: Sequences

  private mutating func takeCSI(_ byte: UInt8, isMeta: Bool, isLate: Bool, _ keys: inout [Key]) {
    guard (0x20...0x7E).contains(byte) else {
      // No sequence contains a control character or a non-ASCII byte. CAN and SUB cancel the sequence; any other byte is
      // handled on its own.
      if byte == 0x18 || byte == 0x1A { state = .ground } else { takeGround(byte, &keys) }
      return
    }
    if sequence.count <= Limit.csi { sequence.append(byte) }
    guard (0x40...0x7E).contains(byte) else { return }
    if sequence.count == 3 && byte == UInt8(ascii: "[") {
      state = .linuxFunction
      return
    }
    if sequence.count == 3 && byte == UInt8(ascii: "M") {
      state = .x10Mouse
      return
    }
    state = .ground
    guard sequence.count <= Limit.csi else { return }
    let found = sequences[sequence] ?? KeyTable.csi(sequence)
    switch found {
    case .paste?: state = .paste(Paste(maxBytes: maxPasteBytes))
    // The Escape was a key already, so the rest is none.
    case let key? where !isLate: keys.append(isMeta ? .alt(key) : key)
    default: break
    }
  }

  private mutating func takeSS3(_ byte: UInt8, isMeta: Bool, isLate: Bool, _ keys: inout [Key]) {
    guard (0x20...0x7E).contains(byte) else { return takeGround(byte, &keys) }
    sequence.append(byte)
    // A modifier may stand before the letter.
    if (0x30...0x39).contains(byte) && sequence.count < 5 { return }
    state = .ground
    if let key = sequences[sequence] ?? KeyTable.ss3(byte), !isLate {
      keys.append(isMeta ? .alt(key) : key)
    }
  }

  private mutating func takeString(_ byte: UInt8, _ keys: inout [Key]) {
    if state == .stringEscape {
      if byte == UInt8(ascii: "\\") {
        state = .ground
      } else {
        // The string was cut off by another sequence.
        sequence = [0x1B]
        takeEscape(byte, isMeta: false, &keys)
      }
      return
    }
    switch byte {
    case 0x1B: state = .stringEscape
    case 0x07, 0x18, 0x1A: state = .ground
    // No string holds other control characters (ECMA-48, 5.6).
    case 0x00...0x06, 0x0E...0x1F: takeGround(byte, &keys)
    default: break
    }
  }

  private mutating func takePaste(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    guard case .paste(var paste) = state else { return }
    // Drop the state's reference, so that appending does not copy the bytes.
    state = .ground
    if paste.add(&rest) {
      keys.append(.paste(paste.text))
    } else {
      state = .paste(paste)
    }
  }
}
