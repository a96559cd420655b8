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

/// The system's `read`, where another of that name hides it.
func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}
