import Terminal

/// Reads one key at the shell prompt.
enum KeyPrompt {
  /// Waits for one of `keys`; nil on Ctrl-C, Ctrl-D, Escape and the end of input.
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
