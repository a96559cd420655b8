import Dispatch
import SystemPackage

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
  private let stopEnd: FileDescriptor?

  /// Begins to listen, on a thread of its own: standard input may be a file or a pipe, which no event queue takes.
  init() {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    self.lines = lines
    let ends = try? FileDescriptor.pipe()
    stopEnd = ends?.writeEnd
    guard let ends else { return }
    DispatchQueue(label: "terminal-input").async {
      Self.read(until: ends.readEnd) { continuation.yield($0) }
      try? ends.readEnd.close()
    }
  }

  /// Leaves what is typed from now on to others.
  func stop() { try? stopEnd?.close() }

  /// Gives each line that comes, until the other descriptor is at its end or the input is.
  private static func read(until stop: FileDescriptor, _ take: (String) -> Void) {
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop.rawValue, events: Int16(POLLIN), revents: 0),
    ]
    var line: [UInt8] = []
    while poll(&watched, 2, -1) >= 0 || errno == EINTR {
      if watched[1].revents != 0 { return }
      if watched[0].revents == 0 { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = systemRead(STDIN_FILENO, &bytes, bytes.count)
      // An end of input says that nothing will be pasted; the browser may still come back.
      guard count > 0 else { return }
      for byte in bytes.prefix(count) where line.count < 1 << 16 {
        if byte == UInt8(ascii: "\n") {
          take(String(decoding: line, as: UTF8.self))
          line = []
        } else {
          line.append(byte)
        }
      }
    }
  }
}

/// Asks at the shell's screen for something that is not shown.
enum SecretPrompt {
  /// The line that was typed, or that came through a pipe; nil at the end of input, for Ctrl-C and for Escape.
  static func read(_ prompt: String) -> String? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine(strippingNewline: true) }
    Output.prompt(prompt)
    // Signals would leave the terminal as it is now; and a whole line would be cut at 4,095 bytes.
    var raw = before
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      Output.print("")
    }
    var line: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      guard systemRead(STDIN_FILENO, &byte, 1) == 1 else { return nil }
      switch byte {
      case 3, 4, 27: return nil
      case 10, 13: return String(decoding: line, as: UTF8.self)
      case 8, 127: _ = line.popLast()
      case 21: line = []
      default: line.append(byte)
      }
    }
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
