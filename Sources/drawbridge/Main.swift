import ArgumentParser
import Settings
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the program begins, and where every way out of it ends: 0 for well, 1 for a problem, 2 for wrong
/// usage, 128 and more for a signal.
@main
enum Main {
  static func main() async {
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    // Tokens and passwords pass through this process: no core file may keep them.
    setrlimit(RLIMIT_CORE_RESOURCE, &noCore)
    do {
      var command = try Drawbridge.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as Problem {
      Output.error("drawbridge: \(problem.text)")
      exit(1)
    } catch let problem as SettingsProblem {
      Output.error("drawbridge: \(problem)")
      exit(1)
    } catch {
      let code = Drawbridge.exitCode(for: error)
      let message = Drawbridge.fullMessage(for: error)
      if !message.isEmpty { code.isSuccess ? Output.print(message) : Output.error(message) }
      exit(code == .validationFailure ? 2 : code.rawValue)
    }
    exit(0)
  }
}

#if canImport(Darwin)
  private let RLIMIT_CORE_RESOURCE = RLIMIT_CORE
#else
  private let RLIMIT_CORE_RESOURCE = __rlimit_resource_t(RLIMIT_CORE.rawValue)
#endif

extension String {
  /// The string with spaces up to that many characters.
  func padded(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}

/// What the program says outside its screen.
enum Output {
  /// Writes a line to standard output at once, even into a pipe.
  static func print(_ text: String) { send(text, STDOUT_FILENO) }

  /// Writes to standard output, and stays on the line.
  static func prompt(_ text: String) { send(text, STDOUT_FILENO, end: "") }

  /// Writes a line to standard error.
  static func error(_ text: String) { send(text, STDERR_FILENO) }

  /// A text in which nothing can move the cursor, change the terminal or turn the reading around: much of what is
  /// said here is a server's word.
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
