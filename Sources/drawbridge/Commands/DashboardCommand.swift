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
    let files = try Configured.Files(environment, options: options.values)
    var choice = try reach.choice(of: options.target, in: files, environment)
    let others = files.list.targets.filter { $0.name != choice.entry.name }.map { other($0, choice) }
    let token = try await Configured.token(for: choice, files.folder, environment)
    if token != nil { await choice.findServer() }
    let connector = Connector(
      [choice] + others, tokens: token.map { [choice.id: $0] } ?? [:], environment)
    // What is wrong or slow with one of several holds up none of the others: it is told on the dashboard.
    if !others.isEmpty { return try await Self.show([choice] + others, connector, nil, files) }
    let permission = try await connector.connect(to: choice.id)
    if let permission, permission != .refused {
      return try await Self.show([choice], connector, permission.preparation, files)
    }
    await connector.shutdown()
    guard
      let (chosen, token) = try await signIn(
        choice, isRefused: permission != nil, in: files.list, environment)
    else { return try await DemoCommand().run() }
    let signedIn = Connector([chosen], tokens: [chosen.id: token], environment)
    let granted = try await signedIn.connect(to: chosen.id) ?? .unknown
    try await Self.show([chosen], signedIn, granted.preparation, files)
  }

  /// A target beside the one that is shown first. What is said of this run as a whole counts for it too.
  private func other(_ entry: TargetEntry, _ first: TargetChoice) -> TargetChoice {
    var entry = entry
    if reach.readOnly == true { entry.readOnly = true }
    return TargetChoice(entry: entry, isKnown: true, isNamed: true, timeout: first.timeout)
  }

  /// Has the user sign in at the shell's screen; nil for one who would rather see the demo.
  @MainActor
  private func signIn(
    _ choice: TargetChoice, isRefused: Bool, in list: TargetList, _ environment: [String: String]
  ) async throws -> (TargetChoice, AccessToken)? {
    var (way, chosen) = await FirstRun.offer(choice, isRefused: isRefused)
    switch way {
    case .quit: throw ExitCode(1)
    case .demo: return nil
    case .authorize, .paste: break
    }
    if !chosen.isKnown { chosen.entry.name = try Configured.name(for: chosen, in: list) }
    let prompts = SignInPrompts(
      signIn: SignIn(
        choice: chosen, folder: try Configured.folder(environment), environment: environment))
    return (chosen, try await way == .paste ? prompts.paste() : prompts.authorize())
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

  /// Shows the dashboard until the user quits, and ends the process.
  ///
  /// - Parameters:
  ///   - choices: the targets, the one to be shown first.
  ///   - connector: what speaks to them.
  ///   - preparation: whether the first one can be asked anything; nil if that is to be seen on the dashboard.
  ///   - files: what the user has set.
  ///   - isDemo: whether it is the simulator.
  /// - Throws: what keeps it from being shown; at the end, the exit status.
  @MainActor
  static func show(
    _ choices: [TargetChoice], _ connector: Connector, _ preparation: Preparation?,
    _ files: Configured.Files, isDemo: Bool = false
  ) async throws {
    let status: Int32
    do {
      var targets = choices.map { $0.shown(isDemo: isDemo) }
      var answers: [Action.Answer] = []
      if case .ready(let allowsWriting)? = preparation {
        targets[0] = choices[0].shown(isDemo: isDemo, isPrepared: true, allowsWriting: allowsWriting)
        answers = try await self.answers(choices, connector)
      }
      status = try await run(targets, connector, answers, files)
    } catch {
      // A client has to be shut down before it goes.
      await connector.shutdown()
      throw error
    }
    throw ExitCode(status)
  }

  /// What the first target answers. Where it is the only one, what is wrong with it is said at the shell's prompt.
  @MainActor
  private static func answers(
    _ choices: [TargetChoice], _ connector: Connector
  ) async throws -> [Action.Answer] {
    guard let client = connector.clients[choices[0].id] else { return [] }
    let answers = await Preflight.answers(of: client, choices[0].id)
    if choices.count == 1, case .bridges(_, .failure(let error))? = answers.last {
      throw Problem(error, address: try choices[0].address())
    }
    return answers
  }

  @MainActor
  private static func run(
    _ targets: [Target], _ connector: Connector, _ answers: [Action.Answer], _ files: Configured.Files
  ) async throws -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    let loop: EventLoop
    do throws(TerminalError) {
      loop = try EventLoop(
        targets, connector, environment, files.found.settings, files.keymap, log: LogFile.logger(environment))
    } catch {
      throw Problem(error, term: environment["TERM"])
    }
    return await loop.run(answers)
  }
}
