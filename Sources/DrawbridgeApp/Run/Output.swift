import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Output outside the full-screen dashboard.
package enum Output {
  /// Writes a line to standard output, unbuffered even into a pipe.
  package static func print(_ text: String) { send(text, STDOUT_FILENO) }

  /// Writes to standard output without a line break.
  package static func prompt(_ text: String) { send(text, STDOUT_FILENO, end: "") }

  /// Writes a line to standard error.
  package static func error(_ text: String) { send(text, STDERR_FILENO) }

  /// The text without control characters, escape sequences and bidirectional overrides: much of the output comes
  /// from servers.
  private static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in Text.glyphs(of: String(line)).map(\.text).joined() }
      .joined(separator: "\n")
  }

  private static func send(_ text: String, _ descriptor: Int32, end: String = "\n") {
    var bytes = Array((harmless(text) + end).utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if sent <= 0 { return }
      bytes = bytes.dropFirst(sent)
    }
  }
}
