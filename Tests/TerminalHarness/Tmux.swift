package import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A shell in a real terminal, in its own tmux server.
///
/// Nothing here sleeps: all waiting is for the terminal's next output.
package final class Tmux: Sendable {
  /// The folder for state saved between runs, unless the environment overrides it.
  package var stateFolder: URL { folder.appendingPathComponent("state") }

  /// The folder for settings, unless the environment overrides it.
  package var configurationFolder: URL { folder.appendingPathComponent("config") }

  private let socket = "drawbridge-\(UUID().uuidString)"
  private let folder: URL
  private let fifo: Int32
  private let raw = Mutex(Data())

  /// Everything sent to the terminal so far.
  package var output: Data { raw.withLock { $0 } }

  /// Starts a shell in a terminal of that size.
  package init(columns: Int = 120, rows: Int = 36, environment: [String: String] = [:]) async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let pipe = folder.appendingPathComponent("output").path
    guard mkfifo(pipe, 0o600) == 0 else { throw Failure(description: "mkfifo: \(errno)") }
    fifo = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    let configuration = folder.appendingPathComponent("tmux.conf")
    try """
    set -g default-terminal screen-256color
    set -g status off
    set -g escape-time 0
    """.write(to: configuration, atomically: true, encoding: .utf8)
    let own = ["XDG_STATE_HOME": stateFolder.path, "XDG_CONFIG_HOME": configurationFolder.path]
    var variables = own.merging(environment) { $1 }
    variables["LC_ALL"] = "C.UTF-8"
    // Set PATH and PS1 in the last command: tmux sets PATH itself, and a non-interactive shell drops PS1.
    let shell =
      "PATH='\(products.path)':\"$PATH\" PS1='ready-for-more ' exec env -u NO_COLOR bash --norc --noprofile"
    let arguments =
      ["-f", configuration.path, "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
      + [shell]
    // Pass tokens in the environment, not in arguments, which are visible to everyone.
    try await tmux(arguments, environment: variables)
    try await tmux(["pipe-pane", "-o", "cat > '\(pipe)'"])
    try await wait(for: "ready-for-more")
    // Otherwise the shell's bracketed paste would be mistaken for the program's.
    try await command("bind 'set enable-bracketed-paste off'; clear; echo still-$((1+1))")
    try await wait(for: "still-2")
    try await drain()
    raw.withLock { $0.removeAll() }
  }

  deinit {
    close(fifo)
    Tokens.expectNone(in: [stateFolder, configurationFolder])
    _ = try? run(["tmux", "-L", socket, "kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// The text on the screen.
  package func screen() async throws -> String {
    String(decoding: try await tmux(["capture-pane", "-p"]), as: UTF8.self)
  }

  /// The text on the screen with its colours, as SGR sequences.
  package func coloredScreen() async throws -> String {
    String(decoding: try await tmux(["capture-pane", "-p", "-e", "-N"]), as: UTF8.self)
  }

  /// Presses keys, given by their names in tmux.
  package func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

  /// Types literal text.
  package func type(_ text: String) async throws { try await tmux(["send-keys", "-l", text]) }

  /// Types a command line and Enter.
  package func command(_ line: String) async throws {
    try await type(line)
    try await press("Enter")
  }

  /// Pastes text, bracketed if the program has enabled that.
  package func paste(_ text: String) async throws {
    try await put(text, ["-p"])
  }

  /// Types a token without putting it into the arguments of a process.
  package func type(token: String) async throws { try await put(token, []) }

  private func put(_ text: String, _ options: [String]) async throws {
    let file = folder.appendingPathComponent("buffer")
    try Data(text.utf8).write(to: file)
    try await tmux(["load-buffer", file.path])
    try await tmux(["paste-buffer", "-d"] + options)
    try FileManager.default.removeItem(at: file)
  }

  /// The contents of tmux's clipboard.
  package func clipboard() async throws -> String {
    String(decoding: try await tmux(["show-buffer"]), as: UTF8.self)
  }

  /// Resizes the terminal.
  package func resize(columns: Int, rows: Int) async throws {
    try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The value of a tmux format variable, such as `alternate_on`.
  package func value(_ name: String) async throws -> String {
    String(decoding: try await tmux(["display-message", "-p", "#{\(name)}"]), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  /// Waits until the screen contains the text, and returns the screen.
  @discardableResult
  package func wait(for text: String, seconds: Double = 60) async throws -> String {
    try await wait("'\(text)' never appeared", seconds) { $0.contains(text) }
  }

  /// Waits until the screen no longer contains the text, and returns the screen.
  @discardableResult
  package func wait(untilGone text: String, seconds: Double = 60) async throws -> String {
    try await wait("'\(text)' never disappeared", seconds) { !$0.contains(text) }
  }

  /// Waits until the screen meets a condition, and returns the screen.
  @discardableResult
  package func wait(
    _ complaint: String, _ seconds: Double = 60, until isWanted: (String) -> Bool
  ) async throws -> String {
    try await wait(complaint, seconds) {
      let text = try await screen()
      return isWanted(text) ? text : nil
    }
  }

  /// Calls `look` after each output until it returns a value, and returns that value. The screen may be half
  /// painted.
  @discardableResult
  package func wait<Value>(
    _ complaint: String, _ seconds: Double = 60, for look: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if let found = try await look() { return found }
      let left = deadline - .now
      guard left > .zero else {
        throw Failure(description: "\(complaint). On the screen:\n\(try await screen())")
      }
      try await nextOutput(within: left)
    }
  }

  /// Waits for output to the terminal, at most for the given time.
  private func nextOutput(within time: Duration) async throws {
    let fifo = fifo
    let data = try await blocking {
      var descriptor = pollfd(fd: fifo, events: Int16(POLLIN), revents: 0)
      // At most one second: output between the last look at the screen and this call is visible by then.
      poll(&descriptor, 1, Int32(min(1_000, max(1, time / .milliseconds(1)))))
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(fifo, &bytes, bytes.count)
      return Data(bytes.prefix(max(0, count)))
    }
    raw.withLock { $0.append(data) }
  }

  /// Reads all pending output.
  package func drain() async throws { try await nextOutput(within: .milliseconds(1)) }

  @discardableResult
  private func tmux(_ arguments: [String], environment: [String: String] = [:]) async throws -> Data {
    let all = ["tmux", "-L", socket] + arguments
    return try await blocking { try run(all, environment: environment) }
  }
}
