import CRE2

/// A server's regular expression, in the syntax of Go, in which bridges write them.
///
/// RE2 does not backtrack: the time for a match is bounded, so that no pattern can hold up the program.
final class Pattern {
  /// The longest pattern that is checked, in UTF-8 bytes.
  private static let maxLength = 1_000
  /// The most work that a check may take, in instructions times UTF-8 bytes; some 40 ms.
  private static let maxWork = 4_000_000
  /// The most memory that a pattern may need, in bytes.
  private static let maxMemory = 1 << 18

  private let pattern: OpaquePointer

  /// Compiles a pattern; nil if RE2 does not support it, or it is too long or too complex.
  init?(_ text: String) {
    guard text.utf8.count <= Self.maxLength, let pattern = Self.compile(text) else { return nil }
    self.pattern = pattern
  }

  deinit { cre2_free(pattern) }

  /// Whether the pattern matches anywhere in a text; true if that would take too long.
  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.count > Self.maxWork / max(1, Int(cre2_size(pattern)))
          || cre2_matches(pattern, characters.baseAddress, characters.count)
      }
    }
  }

  private static func compile(_ text: String) -> OpaquePointer? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, maxMemory) }
    }
  }
}
