/// The sequences that terminals send for keys, in both cursor modes and in the forms of xterm, VT220, PuTTY and the
/// consoles; terminfo names only one of them.
enum KeyTable {
  /// The key of a control character; nil for one that means nothing.
  static func controlCharacter(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: nil
    }
  }

  /// The key of a whole control sequence; nil for any other. A paste stands for its start.
  static func csi(_ sequence: [UInt8]) -> Key? {
    let parameters = sequence.dropFirst(2).dropLast()
    guard let final = sequence.last else { return nil }
    if parameters.first == UInt8(ascii: "<") { return mouse(parameters.dropFirst(), final) }
    if final == UInt8(ascii: "Z") && parameters.isEmpty { return .backTab }
    guard let numbers = numbers(parameters), numbers.count <= 2 else { return nil }
    if final == UInt8(ascii: "~") {
      guard let first = numbers.first, let key = editing(first) else { return nil }
      return modified(key, numbers)
    }
    guard numbers.first.map({ $0 <= 1 }) ?? true, let key = cursor(final) else { return nil }
    return modified(key, numbers)
  }

  /// The key of the letter after `ESC O`; nil for any other.
  static func ss3(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: "X"): .character("=")
    // The numeric keypad in application mode: * + , - . / and the digits.
    case 0x6A...0x79: .character(Character(Unicode.Scalar(byte - 0x40)))
    default: cursor(byte)
    }
  }

  static func isArrow(_ byte: UInt8) -> Bool { (0x41...0x44).contains(byte) }

  /// An X10 mouse report: button, column and row, each with 32 added.
  static func x10Mouse(_ bytes: ArraySlice<UInt8>) -> Key? {
    guard bytes.allSatisfy({ $0 >= 32 }) else { return nil }
    let values = bytes.map { Int($0) - 32 }
    return button(values[0], column: values[1], row: values[2])
  }

  private static func cursor(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  private static func editing(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    case 200: .paste("")
    default: nil
    }
  }

  /// A key with its modifiers: 1 added to the sum of Shift 1, Alt 2 and Ctrl 4. Alt and Ctrl count alike, because
  /// terminals differ in which of them moves by words.
  private static func modified(_ key: Key, _ numbers: [Int]) -> Key? {
    guard numbers.count == 2 else { return key }
    switch numbers[1] {
    case 1: return key
    case 3, 5: return .alt(key)
    default: return nil
    }
  }

  /// A mouse report in SGR mode: button, column and row, from 1 (xterm's control sequences).
  private static func mouse(_ parameters: ArraySlice<UInt8>, _ final: UInt8) -> Key? {
    guard final == UInt8(ascii: "M"), let numbers = numbers(parameters), numbers.count == 3 else {
      return nil
    }
    return button(numbers[0], column: numbers[1], row: numbers[2])
  }

  private static func button(_ button: Int, column: Int, row: Int) -> Key? {
    guard column > 0, row > 0 else { return nil }
    let point = Point(column: column - 1, row: row - 1)
    // The modifiers held down (4, 8, 16) make no difference.
    switch button & ~28 {
    case 0: return .mouse(.press, point)
    case 64: return .mouse(.wheelUp, point)
    case 65: return .mouse(.wheelDown, point)
    default: return nil
    }
  }

  /// Decimal numbers separated by semicolons; nil for anything else, and for a number that is too large.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    if bytes.isEmpty { return [] }
    var numbers: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard let number = Int(String(decoding: part, as: UTF8.self)), number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
