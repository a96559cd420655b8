import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines that the user types at the shell's screen while something else is waited for.
struct TerminalInput {
  /// The lines, without their ends.
  let lines: AsyncStream<String>
  private let source: any DispatchSourceRead

  /// Begins to listen.
  init() {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    self.lines = lines
    source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
    let source = source
    source.setEventHandler {
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      // An end of input says that nothing will be pasted; the browser may still come back.
      guard count > 0 else { return source.cancel() }
      for line in String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isNewline) {
        continuation.yield(String(line))
      }
    }
    source.activate()
  }

  /// Leaves what is typed from now on to others.
  func stop() { source.cancel() }
}

/// Asks at the shell's screen for something that is not shown.
enum SecretPrompt {
  /// The line that was typed, or that came through a pipe; nil at the end of input.
  static func read(_ prompt: String) -> String? {
    var before = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &before) == 0
    if isTerminal {
      Output.prompt(prompt)
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    }
    defer {
      if isTerminal {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        Output.print("")
      }
    }
    return readLine(strippingNewline: true)
  }
}

/// Asks at the shell's screen for one key.
enum KeyPrompt {
  /// The key that was pressed, of those; nil for Ctrl-C, Escape and the end of input.
  static func read(_ keys: Set<Character>) -> Character? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    while true {
      var byte: UInt8 = 0
      guard systemRead(STDIN_FILENO, &byte, 1) == 1, byte != 3, byte != 4, byte != 27 else { return nil }
      let key = Character(UnicodeScalar(byte))
      if keys.contains(key) { return key }
    }
  }
}

/// The system's `read`, which the functions above hide.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}
