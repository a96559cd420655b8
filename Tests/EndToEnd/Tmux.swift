import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A shell in a real terminal, of a tmux server of its own.
///
/// Nothing here sleeps: to wait is to wait for the terminal's next output.
final class Tmux: Sendable {
  /// Where what a program keeps between runs goes, unless the environment says otherwise.
  var stateFolder: URL { folder.appendingPathComponent("state") }

  /// Where its settings go, unless the environment says otherwise.
  var configurationFolder: URL { folder.appendingPathComponent("config") }

  private let socket = "drawbridge-\(UUID().uuidString)"
  private let folder: URL
  private let fifo: Int32
  private let raw = Mutex(Data())

  /// Everything the terminal was sent so far.
  var output: Data { raw.withLock { $0 } }

  /// A terminal of that size, with a shell in it and those variables set.
  init(columns: Int = 120, rows: Int = 36, environment: [String: String] = [:]) async throws {
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
    // Tmux sets PATH itself, and a shell that is not interactive drops PS1: both are for the last command.
    let shell =
      "PATH='\(products.path)':\"$PATH\" PS1='ready-for-more ' exec env -u NO_COLOR bash --norc --noprofile"
    let arguments =
      ["-f", configuration.path, "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
      + [shell]
    // By the environment and not by arguments, which everybody can see: tokens are among them.
    try await tmux(arguments, environment: variables)
    try await tmux(["pipe-pane", "-o", "cat > '\(pipe)'"])
    try await wait(for: "ready-for-more")
    // The shell's own bracketed paste would look like the program's.
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
  func screen() async throws -> String {
    String(decoding: try await tmux(["capture-pane", "-p"]), as: UTF8.self)
  }

  /// The text on the screen with its colours, as SGR sequences.
  func coloredScreen() async throws -> String {
    String(decoding: try await tmux(["capture-pane", "-p", "-e", "-N"]), as: UTF8.self)
  }

  /// Presses keys, by tmux's names of them.
  func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

  /// Types text as it is.
  func type(_ text: String) async throws { try await tmux(["send-keys", "-l", text]) }

  /// Types a command line and Enter.
  func command(_ line: String) async throws {
    try await type(line)
    try await press("Enter")
  }

  /// Pastes text, with the marks of a bracketed paste if the program asked for them.
  func paste(_ text: String) async throws {
    try await put(text, ["-p"])
  }

  /// Types a token, which the arguments of no process may hold.
  func type(token: String) async throws { try await put(token, []) }

  private func put(_ text: String, _ options: [String]) async throws {
    let file = folder.appendingPathComponent("buffer")
    try Data(text.utf8).write(to: file)
    try await tmux(["load-buffer", file.path])
    try await tmux(["paste-buffer", "-d"] + options)
    try FileManager.default.removeItem(at: file)
  }

  /// What is on tmux's clipboard.
  func clipboard() async throws -> String { String(decoding: try await tmux(["show-buffer"]), as: UTF8.self) }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) async throws {
    try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// A value of tmux's formats, such as `alternate_on`.
  func value(_ name: String) async throws -> String {
    String(decoding: try await tmux(["display-message", "-p", "#{\(name)}"]), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  /// Returns the screen once the text is on it.
  @discardableResult
  func wait(for text: String, seconds: Double = 60) async throws -> String {
    try await wait("'\(text)' never came", seconds) { $0.contains(text) }
  }

  /// Returns the screen once the text is gone from it.
  @discardableResult
  func waitGone(_ text: String, seconds: Double = 60) async throws -> String {
    try await wait("'\(text)' never went", seconds) { !$0.contains(text) }
  }

  /// Returns the screen once it is as wanted.
  @discardableResult
  func wait(
    _ complaint: String, _ seconds: Double = 60, until isWanted: (String) -> Bool
  ) async throws -> String {
    try await wait(complaint, seconds) {
      let text = try await screen()
      return isWanted(text) ? text : nil
    }
  }

  /// Returns what a look at the screen finds, once it finds something. What is on the screen may be half
  /// painted.
  @discardableResult
  func wait<Value>(
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

  /// Returns when the terminal is sent something, or the time is over.
  private func nextOutput(within time: Duration) async throws {
    let fifo = fifo
    let data = try await blocking {
      var descriptor = pollfd(fd: fifo, events: Int16(POLLIN), revents: 0)
      // A second at most: what came between the look at the screen and this call is on it by then.
      poll(&descriptor, 1, Int32(min(1_000, max(1, time / .milliseconds(1)))))
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(fifo, &bytes, bytes.count)
      return Data(bytes.prefix(max(0, count)))
    }
    raw.withLock { $0.append(data) }
  }

  /// Reads what the terminal was sent and nobody has read yet.
  func drain() async throws { try await nextOutput(within: .milliseconds(1)) }

  @discardableResult
  private func tmux(_ arguments: [String], environment: [String: String] = [:]) async throws -> Data {
    let all = ["tmux", "-L", socket] + arguments
    return try await blocking { try run(all, environment: environment) }
  }
}
