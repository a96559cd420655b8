import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge`: the dashboard of the user's servers.
struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the dashboard (the default command).")

  @OptionGroup var settings: SettingsArguments

  @OptionGroup var connection: ConnectionArguments

  func run() async throws {
    let run = await DashboardRun(ProcessInfo.processInfo.environment)
    throw ExitCode(try await run.showServers(settings.values, connection.options))
  }
}
