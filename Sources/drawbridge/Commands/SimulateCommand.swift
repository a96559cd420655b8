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
      Serves on 127.0.0.1 until it is interrupted. Everything is lost then; the token stays the same from \
      run to run, so that clients find it again. Set BEEPER_ACCESS_TOKEN to have a token of your own.
      """)

  /// The token where the environment names none: there is nothing behind it to protect.
  private static let usualToken = "drawbridge-simulator"

  @Option(help: "The port on 127.0.0.1, from 1 to 65535; 0 for a free one.")
  var port = 0

  @Option(help: ArgumentHelp("A world file to serve instead of the networks built in.", valueName: "file"))
  var world: String?

  @Option(help: "How many accounts there are beside those of the world, for size.")
  var accounts = 0

  @Flag(help: "Serve logins under the name that servers of early 2026 have for them, connections.")
  var legacy = false

  @Option(help: "How far the app is set up: ready, needs-login, needs-verification, ...")
  var setup = AppSetup.State.ready.rawValue

  @Option(help: "How much faster than the clock the simulated time runs, from 0.01 to 100000.")
  var speed = 1.0

  @Option(help: "The seconds before every answer begins.")
  var latency = 0.0

  @Option(help: "Answer every wait after that many seconds, even if nothing happened; 0 for at once.")
  var wait: Double?

  @Flag(help: "Have the simulated person do nothing but what /simulator is told.")
  var handsOff = false

  @Option(help: "How a failure of a network is told: as a failed session, or as an http error.")
  var failures = SimulatorOptions.Failures.session.rawValue

  @Option(
    help: ArgumentHelp(
      "Have calls go wrong, such as '{\"path\": \"/v1/bridges\", \"status\": 502, \"times\": 3}'; repeatable.",
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
      SimulatorOptions.Failures(rawValue: failures) != nil, "--failures takes one of session, http.")
    let states = AppSetup.State.all.map(\.rawValue)
    try check(states.contains(setup), "--setup takes one of \(states.joined(separator: ", ")).")
  }

  func run() async throws {
    let own = ProcessInfo.processInfo.environment["BEEPER_ACCESS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    var options = try options()
    options.token = own ?? Self.usualToken
    do {
      try await Simulator(options).run(port: port) { endpoint in
        Output.print(Self.welcome(endpoint, isTokenOwn: own != nil))
      }
    } catch {
      throw Problem(
        "port \(port) on 127.0.0.1 cannot be had: \(error)",
        next: "Choose another with --port, or leave it out for a free one.")
    }
  }

  private func options() throws -> SimulatorOptions {
    var options = SimulatorOptions()
    if let world {
      do throws(WorldError) {
        options.world = try SimulatedWorld(file: world)
      } catch {
        throw Problem("\(error)", next: "docs/simulator.md has the schema of world files.")
      }
    }
    options.extraAccounts = accounts
    options.isLegacy = legacy
    options.setup = AppSetup.State(rawValue: setup)
    options.speed = speed
    options.latency = latency
    options.longestWait = wait
    options.isHandsOff = handsOff
    options.failures = SimulatorOptions.Failures(rawValue: failures) ?? .session
    options.faults = try fault.map { json in
      do throws(Fault.Problem) {
        return try Fault(json: json)
      } catch {
        throw Problem("--fault \(json): \(error.message)", next: "docs/simulator.md says what a fault holds.")
      }
    }
    return options
  }

  private static func welcome(_ endpoint: Simulator.Endpoint, isTokenOwn: Bool) -> String {
    let token = isTokenOwn ? "the one in BEEPER_ACCESS_TOKEN" : endpoint.token
    let reading = isTokenOwn ? "the same with -read added" : endpoint.readOnlyToken
    return """
      Simulated Beeper server at \(endpoint.address)
      Token: \(token)
      Token that allows reading only: \(reading)
      In another terminal:
        export BEEPER_DESKTOP_BASE_URL=\(endpoint.address)\
      \(isTokenOwn ? "" : " BEEPER_ACCESS_TOKEN=\(endpoint.token)")
        drawbridge
      What is served: \(endpoint.address)/v1/spec
      Ctrl-C ends it.
      """
  }
}
