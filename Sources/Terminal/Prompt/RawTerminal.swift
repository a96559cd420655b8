#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal in raw mode: bytes are read one at a time, without echo.
package enum RawTerminal {
  /// Runs a body that reads byte by byte, then restores the terminal; nil if standard input is not a terminal.
  ///
  /// `next` returns nil on Ctrl-C, Ctrl-D, Escape and at the end of input.
  ///
  /// Ctrl-C arrives as a byte, since as a signal it would leave the terminal in raw mode.
  package static func run<Value>(_ body: (_ next: () -> UInt8?) -> Value) -> Value? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    return body {
      var byte: UInt8 = 0
      return systemRead(STDIN_FILENO, &byte, 1) == 1 && !ends.contains(byte) ? byte : nil
    }
  }

  /// Ctrl-C, Ctrl-D and Escape.
  private static let ends: Set<UInt8> = [3, 4, 27]
}
