import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge doctor`: finds problems and says how to fix them.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the terminal, the settings, the server, the token, the bridges and the accounts.",
    discussion: """
      The report contains no tokens, account names or phone numbers. It does contain the address of the server and \
      your name for it; look at these before you paste it into an issue. The exit status is 0 \
      only if there are no problems.
      """)

  @Option(help: "Name of the server to check (default: the one that `drawbridge targets` marks).")
  var target: String?

  @OptionGroup var connection: ConnectionArguments

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let doctor = Doctor(environment: environment, options: connection.options, target: target)
    let diagnosis = Diagnosis(
      version: Drawbridge.configuration.version, findings: await doctor.examine(), home: environment["HOME"])
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      // Encoding strings cannot fail.
      Output.print(String(decoding: (try? encoder.encode(diagnosis)) ?? Data(), as: UTF8.self))
    } else {
      Output.print(diagnosis.text)
    }
    throw ExitCode(diagnosis.isHealthy ? 0 : 1)
  }
}
