import ArgumentParser
import BridgeModel
import DrawbridgeApp

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The entry point. Exit status: 0 for success, 1 for a problem, 2 for wrong usage, 128 plus its number for a
/// signal.
@main
enum Main {
  static func main() async {
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    // Tokens and passwords pass through this process; they must not end up in a core file.
    setrlimit(RLIMIT_CORE_RESOURCE, &noCore)
    do {
      var command = try Drawbridge.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as Problem {
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
