import ArgumentParser
import DesktopAPI
import Settings
import Simulator

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge demo`: the dashboard on a simulated server inside this process.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Show the dashboard of a simulated server, to look around and try logins.")

  @MainActor
  func run() async throws {
    try DashboardCommand.checkTerminal()
    let environment = ProcessInfo.processInfo.environment
    let files = try Configured.Files(environment)
    let endpoint = try await Self.startSimulator()
    guard let token = AccessToken(endpoint.token) else { throw Problem.malformedToken }
    let choice = TargetChoice(
      entry: TargetEntry(name: endpoint.address, address: endpoint.address), isKnown: false, isNamed: true)
    let connector = Connector([choice], tokens: [choice.id: token], [:])
    let permission = try await connector.connect(to: choice.id) ?? .unknown
    try await DashboardCommand.show(
      [choice], connector, permission.preparation, files, isDemo: true)
  }

  /// Starts the simulator on a free port; it ends with the process.
  private static func startSimulator() async throws -> Simulator.Endpoint {
    let (started, continuation) = AsyncThrowingStream<Simulator.Endpoint, any Error>.makeStream()
    Task.detached {
      do {
        try await Simulator().run(port: 0) { continuation.yield($0) }
      } catch {
        continuation.finish(throwing: error)
      }
    }
    for try await endpoint in started { return endpoint }
    throw Problem("the simulator did not start.")
  }
}
