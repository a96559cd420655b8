import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a secret at the shell prompt, without echo.
enum SecretPrompt {
  /// The line typed, or read from a pipe; nil at the end of input, on Ctrl-C and on Escape.
  static func read(_ prompt: String) -> String? {
    guard isatty(STDIN_FILENO) == 1 else { return readLine(strippingNewline: true) }
    Output.prompt(prompt)
    defer { Output.print("") }
    // Byte by byte, since the terminal's line mode cuts lines at 4,095 bytes.
    return RawTerminal.run { next in
      var line: [UInt8] = []
      while let byte = next() {
        switch byte {
        case 10, 13: return String(decoding: line, as: UTF8.self)
        case 8, 127: _ = line.popLast()
        case 21: line = []
        default: line.append(byte)
        }
      }
      return nil
    } ?? nil
  }
}
