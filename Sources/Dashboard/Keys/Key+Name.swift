public import Terminal

extension Key {
  /// The key's name, as printed on keyboards.
  public var name: String {
    if let named = Self.named.first(where: { $0.key == self }) { return named.name }
    switch self {
    case .character(let character): return String(character)
    case .control(let letter): return "Ctrl-\(letter.uppercased())"
    case .function(let number): return "F\(number)"
    case .alt(let key): return "Alt-\(key.name)"
    case .mouse: return "mouse"
    default: return "paste"
    }
  }

  /// The key of that name; only single characters are case-sensitive. Nil if no keyboard has it, or if terminals send
  /// it as another key: Ctrl-H, I, J and M arrive as Backspace, Tab and Enter.
  public init?(name: String) {
    let lower = name.lowercased()
    if let named = Self.named.first(where: { $0.name.lowercased() == lower }) {
      self = named.key
    } else if let only = name.first, name.count == 1 {
      guard !only.isWhitespace, only.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
        return nil
      }
      self = .character(only)
    } else if lower.hasPrefix("ctrl-"), lower.count == 6, let letter = lower.last, "a"..."z" ~= letter {
      if "hijm".contains(letter) { return nil }
      self = .control(letter)
    } else if lower.hasPrefix("alt-"), let key = Key(name: String(name.dropFirst(4))), key.isAltKey {
      self = .alt(key)
    } else if lower.first == "f", let number = Int(lower.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static let named: [(key: Key, name: String)] = [
    (.character(" "), "Space"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
    (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.delete, "Del"), (.tab, "Tab"),
    (.backTab, "Shift-Tab"), (.enter, "Enter"), (.escape, "Esc"), (.backspace, "Backspace"),
  ]

  /// Whether terminals report Alt with this key.
  private var isAltKey: Bool {
    switch self {
    case .character, .left, .right, .up, .down, .backspace, .delete: true
    default: false
    }
  }
}
