import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines that the user types at the shell prompt while the program waits for something else.
package struct PromptLines {
  /// The lines, without line breaks. They end with the input, and at `stop`.
  package let lines: AsyncStream<String>
  private let stopEnd: Int32

  /// Starts reading, on a separate thread: standard input may be a file or pipe, which event queues do not support.
  package init() {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    self.lines = lines
    var ends: [Int32] = [-1, -1]
    stopEnd = pipe(&ends) == 0 ? ends[1] : -1
    guard stopEnd >= 0 else { return }
    let readEnd = ends[0]
    DispatchQueue(label: "prompt-lines").async {
      Self.read(until: readEnd) { continuation.yield($0) }
      continuation.finish()
      close(readEnd)
    }
  }

  /// Stops reading and leaves further input to other readers.
  package func stop() { if stopEnd >= 0 { close(stopEnd) } }

  /// Passes each line to `take`, until `stop` or the input reaches its end.
  private static func read(until stop: Int32, _ take: (String) -> Void) {
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
    ]
    var line: [UInt8] = []
    while poll(&watched, 2, -1) >= 0 || errno == EINTR {
      if watched[1].revents != 0 { return }
      if watched[0].revents == 0 { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = systemRead(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else {
        if count == 0, !line.isEmpty { take(String(decoding: line, as: UTF8.self)) }
        return
      }
      for byte in bytes.prefix(count) {
        if byte == UInt8(ascii: "\n") {
          take(String(decoding: line, as: UTF8.self))
          line = []
        } else if line.count < 1 << 16 {
          line.append(byte)
        }
      }
    }
  }
}

/// The system's `read`, for scopes where another `read` shadows it.
func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}
