import ArgumentParser
import BridgeModel
import DrawbridgeApp
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
      Serves on 127.0.0.1 until interrupted. Nothing is kept between runs. The token is the same in every run, so \
      that clients can reconnect. Set BEEPER_ACCESS_TOKEN to choose your own token.
      """)

  /// The token unless the environment sets one. It is public, as it protects nothing.
  private static let defaultToken = "drawbridge-simulator"

  @Option(help: "Port on 127.0.0.1, from 1 to 65535; 0 for a free one.")
  var port = 0

  @Option(help: ArgumentHelp("World file to serve instead of the built-in networks.", valueName: "file"))
  var world: String?

  @Option(help: "Number of extra accounts, for testing with many accounts.")
  var accounts = 0

  @Flag(help: "Call logins `connections`, as servers of early 2026 did.")
  var legacy = false

  @Option(help: "Setup state of the app: ready, needs-login, needs-verification, ...")
  var setup = AppSetup.State.ready.rawValue

  @Option(help: "Speed of simulated time relative to real time, from 0.01 to 100000.")
  var speed = 1.0

  @Option(help: "Seconds of delay before every answer.")
  var latency = 0.0

  @Option(
    help:
      "End every wait at a display step after this many simulated seconds, even if nothing happened; 0 for at once."
  )
  var wait: Double?

  @Flag(help: "Make the simulated user act only on requests to /simulator.")
  var handsOff = false

  @Option(help: "How network failures are reported: session (a failed session) or http (an HTTP error).")
  var failures = SimulationSettings.Failures.session.rawValue

  @Option(
    help: ArgumentHelp(
      "Make calls fail, such as '{\"path\": \"/v1/bridges\", \"status\": 502, \"times\": 3}'; repeatable.",
      valueName: "json"))
  var fault: [String] = []

  func validate() throws {
    func check(_ isGood: Bool, _ message: String) throws {
      if !isGood { throw ValidationError(message) }
    }
    try check((0...65535).contains(port), "--port takes a number from 0 to 65535.")
    try check((0...100_000).contains(accounts), "--accounts takes a number from 0 to 100000.")
    try check((0.01...100_000).contains(speed), "--speed takes a number from 0.01 to 100000.")
    try check((0...86_400).contains(latency), "--latency takes seconds, from 0 to 86400.")
    try check((0...86_400).contains(wait ?? 0), "--wait takes seconds, from 0 to 86400.")
    try check(
      SimulationSettings.Failures(rawValue: failures) != nil, "--failures takes one of session, http.")
    let states = AppSetup.State.all.map(\.rawValue)
    try check(states.contains(setup), "--setup takes one of \(states.joined(separator: ", ")).")
  }

  func run() async throws {
    let own = ProcessInfo.processInfo.environment["BEEPER_ACCESS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    var options = try options()
    options.token = own ?? Self.defaultToken
    do {
      try await Simulator(options).run(port: port) { endpoint in
        Output.print(Self.welcome(endpoint, isTokenOwn: own != nil))
      }
    } catch {
      throw Problem(
        "cannot use port \(port) on 127.0.0.1: \(error)",
        next: "Choose another with --port, or omit --port to use a free one.")
    }
  }

  private func options() throws -> SimulatorOptions {
    var options = SimulatorOptions()
    if let world {
      do throws(WorldError) {
        options.world = try SimulatedWorld(file: world)
      } catch {
        throw Problem("\(error)", next: "docs/simulator.md describes world files.")
      }
    }
    options.extraAccounts = accounts
    options.isLegacy = legacy
    options.setup = AppSetup.State(rawValue: setup)
    options.settings.speed = speed
    options.settings.latency = latency
    options.settings.longestWait = wait
    options.settings.isHandsOff = handsOff
    options.settings.failures = SimulationSettings.Failures(rawValue: failures) ?? .session
    options.faults = try fault.map { json in
      do throws(Fault.Problem) {
        return try Fault(json: json)
      } catch {
        throw Problem("--fault \(json): \(error.message)", next: "docs/simulator.md describes faults.")
      }
    }
    return options
  }

  private static func welcome(_ endpoint: Simulator.Access, isTokenOwn: Bool) -> String {
    let token = isTokenOwn ? "the one in BEEPER_ACCESS_TOKEN" : endpoint.token
    let reading = isTokenOwn ? "the same with -read added" : endpoint.readOnlyToken
    return """
      Simulated Beeper server at \(endpoint.address)
      Token: \(token)
      Read-only token: \(reading)
      In another terminal:
        export BEEPER_DESKTOP_BASE_URL=\(endpoint.address)\
      \(isTokenOwn ? "" : " BEEPER_ACCESS_TOKEN=\(endpoint.token)")
        drawbridge
      OpenAPI document: \(endpoint.address)/v1/spec
      Press Ctrl-C to stop.
      """
  }
}
