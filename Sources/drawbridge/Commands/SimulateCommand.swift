import ArgumentParser
import Simulator

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge simulate`: the simulated server alone, for any client.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Serve simulated networks over the Beeper Desktop API, for any client.",
    discussion: """
      Serves on 127.0.0.1 until it is interrupted. Everything is lost then; the token stays the same from \
      run to run, so that clients find it again. Set BEEPER_ACCESS_TOKEN to have a token of your own.
      """)

  /// The token where the environment names none: there is nothing behind it to protect.
  private static let usualToken = "drawbridge-simulator"

  @Option(help: "The port on 127.0.0.1, from 1 to 65535; 0 for a free one.")
  var port = 0

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
  }

  func run() async throws {
    let own = ProcessInfo.processInfo.environment["BEEPER_ACCESS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    do {
      try await Simulator(token: own ?? Self.usualToken).run(port: port) { endpoint in
        Output.print(
          """
          Simulated Beeper server at \(endpoint.address)
          Token: \(own == nil ? endpoint.token : "the one in BEEPER_ACCESS_TOKEN")
          In another terminal:
            export BEEPER_DESKTOP_BASE_URL=\(endpoint.address)\
          \(own == nil ? " BEEPER_ACCESS_TOKEN=\(endpoint.token)" : "")
            drawbridge
          Ctrl-C ends it.
          """)
      }
    } catch {
      throw Problem(
        "port \(port) on 127.0.0.1 cannot be had: \(error)",
        next: "Choose another with --port, or leave it out for a free one.")
    }
  }
}
