import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge doctor`: what is wrong, and what to do.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the terminal, the settings, the server, the token, the bridges and the accounts.",
    discussion: """
      The report holds no token, and no name or number of a person: it can be pasted into an issue. The exit status is \
      0 only when all is well.
      """)

  @Option(help: "The target, as `drawbridge targets` names it; without it, the usual one.")
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
