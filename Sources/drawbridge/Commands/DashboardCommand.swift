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

/// `drawbridge`: the dashboard of a server.
struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the dashboard of a server (the default).")

  @OptionGroup var options: SettingsOptions

  @OptionGroup var reach: ReachOptions

  @MainActor
  func run() async throws {
    try Self.checkTerminal()
    let environment = ProcessInfo.processInfo.environment
    let folder = ConfigurationFolder(environment)
    var list = TargetList()
    if let folder { list = try TargetFile(folder).load() }
    let settings = try SettingsReader(folder, environment).read(options: options.values).settings
    var choice = try reach.choice(of: options.target, setting: settings.target, in: list, environment)
    if let token = try await Configured.token(for: choice, folder, environment) {
      return try await Self.show(choice, token, environment, settings)
    }
    let (way, chosen) = await FirstRun.offer(choice)
    switch way {
    case .quit: throw ExitCode(1)
    case .demo: return try await DemoCommand().run()
    case .authorize, .paste: break
    }
    choice = chosen
    if !choice.isKnown { choice.entry.name = try Configured.name(for: choice, in: list) }
    let signIn = SignIn(choice: choice, folder: try Configured.folder(environment), environment: environment)
    let token = try await way == .paste ? signIn.paste() : signIn.authorize()
    try await Self.show(choice, token, environment, settings)
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

  /// Shows the dashboard of a target, once it is known what its token allows.
  @MainActor
  private static func show(
    _ choice: TargetChoice, _ token: AccessToken, _ environment: [String: String], _ settings: UserSettings
  ) async throws {
    let address = try choice.address()
    var access = choice.access(environment)
    access.timeout = settings.timeout
    if try await !Preflight.allowsWriting(token, at: address, access) { access.isReadOnly = true }
    try await show(
      Connection(name: choice.entry.name, address: address, token: token, access: access), settings)
  }

  /// Shows the dashboard of a connection until the user quits, and ends the process.
  @MainActor
  static func show(_ connection: Connection, _ settings: UserSettings) async throws {
    let status: Int32
    do {
      status = try await run(connection, settings)
    } catch {
      // A client has to be shut down before it goes.
      await connection.client.shutdown()
      throw error
    }
    throw ExitCode(status)
  }

  @MainActor
  private static func run(_ connection: Connection, _ settings: UserSettings) async throws -> Int32 {
    let answers = try await Preflight.answers(of: connection)
    let environment = ProcessInfo.processInfo.environment
    let loop: EventLoop
    do throws(TerminalError) {
      loop = try EventLoop([connection], environment, settings, log: LogFile.logger(environment))
    } catch {
      throw Problem(error, term: environment["TERM"])
    }
    return await loop.run(answers)
  }
}
