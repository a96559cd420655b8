/// Asks at the shell's screen for one key.
enum KeyPrompt {
  /// The key that was pressed, of those; nil for Ctrl-C, Escape and the end of input.
  static func read(_ keys: Set<Character>) -> Character? {
    RawTerminal.run { next in
      while let byte = next() {
        let key = Character(UnicodeScalar(byte))
        if keys.contains(key) { return key }
      }
      return nil
    } ?? nil
  }
}
