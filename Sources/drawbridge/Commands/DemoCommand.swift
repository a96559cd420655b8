import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge demo`: the dashboard of a simulated server inside this process.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Show the dashboard with a simulated server, to explore and try logins.")

  func run() async throws {
    throw ExitCode(try await DashboardRun(ProcessInfo.processInfo.environment).showDemo())
  }
}
