import ArgumentParser
import BridgeStore
import DesktopAPI
import Settings
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge`: the dashboard of the server that the environment names.
struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the dashboard of a server (the default).")

  @MainActor
  func run() async throws {
    try Self.checkTerminal()
    try await Self.show(.fromEnvironment(ProcessInfo.processInfo.environment))
  }

  /// Says at once if the dashboard could not be shown anyway.
  @MainActor
  static func checkTerminal() throws {
    do throws(TerminalError) {
      try Screen.check()
    } catch {
      throw Problem(error, term: ProcessInfo.processInfo.environment["TERM"])
    }
  }

  /// Shows the dashboard of a connection until the user quits, and ends the process.
  @MainActor
  static func show(_ connection: Connection) async throws {
    let status: Int32
    do {
      status = try await run(connection)
    } catch {
      // A client has to be shut down before it goes.
      await connection.client.shutdown()
      throw error
    }
    throw ExitCode(status)
  }

  @MainActor
  private static func run(_ connection: Connection) async throws -> Int32 {
    let answers = try await Preflight.answers(of: connection)
    let environment = ProcessInfo.processInfo.environment
    let loop: EventLoop
    do throws(TerminalError) {
      loop = try EventLoop([connection], environment, log: LogFile.logger(environment))
    } catch {
      throw Problem(error, term: environment["TERM"])
    }
    return await loop.run(answers)
  }
}
