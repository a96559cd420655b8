import BridgeModel
import BridgeStore
package import Settings
import Simulator
import Terminal

/// Runs the dashboard, from the command line's options to the exit status.
@MainActor
package struct DashboardRun {
  private let environment: [String: String]

  /// A run in an environment.
  package init(_ environment: [String: String]) { self.environment = environment }

  /// Shows the dashboard of the servers the user added, or of the one the options name.
  ///
  /// - Parameters:
  ///   - settings: settings given as options.
  ///   - connection: which server comes first, and how it is reached.
  /// - Returns: the exit status.
  /// - Throws: `Problem`, before the terminal was touched.
  package func showServers(
    _ settings: [UserSettings.Name: String], _ connection: ConnectionOptions
  ) async throws -> Int32 {
    try checkTerminal()
    let files = try RunConfiguration.Files(environment, options: settings)
    let target = try connection.target(settings[.target], in: files, environment)
    let others = files.list.targets.filter { $0.name != target.entry.name }.map {
      other($0, target, connection)
    }
    let connector = Connector([target] + others, environment)
    // With several servers, a slow or misconfigured one is reported on the dashboard and delays none of the others. A
    // keyring may ask the user to unlock it.
    if try !others.isEmpty || connector.needsKeyring(for: target.id) {
      return try await show([target] + others, connector, nil, files)
    }
    let permission = try await connector.openConnection(to: target.id, within: Preflight.timeout)
    // Nothing answers at the default address: another port is the user's choice.
    let isElsewhere = !target.isExplicit && permission == .unknown
    if let permission, permission != .refused, !isElsewhere {
      // A slow server is asked again from the dashboard, which waits longer.
      let result = permission == .unanswered ? nil : permission.connectResult
      return try await show([target], connector, result, files)
    }
    await connector.shutdown()
    return try await signInFirst(target, isRefused: permission == .refused, files)
  }

  /// Shows the dashboard of a simulated server inside this process.
  ///
  /// - Returns: the exit status.
  /// - Throws: `Problem`, before the terminal was touched.
  package func showDemo() async throws -> Int32 {
    try checkTerminal()
    let files = try RunConfiguration.Files(environment)
    let endpoint = try await Self.startSimulator()
    guard let token = AccessToken(endpoint.token) else { throw Problem.malformedToken }
    let target = ResolvedTarget(
      entry: TargetEntry(name: endpoint.address, address: endpoint.address), isStored: false, isExplicit: true
    )
    let connector = Connector([target], tokens: [target.id: token], [:])
    let permission = try await connector.openConnection(to: target.id, within: Preflight.timeout) ?? .unknown
    return try await show([target], connector, permission.connectResult, files, isDemo: true)
  }

  private func checkTerminal() throws {
    do throws(TerminalError) { try Screen.check() } catch {
      throw Problem(error, term: environment["TERM"])
    }
  }

  /// A target beside the first one. Options that concern the run as a whole apply to it too.
  private func other(
    _ entry: TargetEntry, _ first: ResolvedTarget, _ connection: ConnectionOptions
  ) -> ResolvedTarget {
    var target = ResolvedTarget(entry: entry, isStored: true, isExplicit: true, timeout: first.timeout)
    if connection.readOnly == true { target.entry.readOnly = true }
    target.isSelected = false
    return target
  }

  /// Gets a token at the shell prompt, and then shows the dashboard; or the demo, if the user prefers that.
  private func signInFirst(
    _ target: ResolvedTarget, isRefused: Bool, _ files: RunConfiguration.Files
  ) async throws -> Int32 {
    let hasGivenToken = environment["BEEPER_ACCESS_TOKEN"]?.isEmpty == false
    var (way, chosen) = await FirstRun.offer(target, isRefused: isRefused, hasGivenToken: hasGivenToken)
    switch way {
    case .quit: return 1
    case .demo: return try await showDemo()
    case .authorize, .paste: break
    }
    let entry = try chosen.entryToKeep(in: files.list)
    chosen.entry.name = entry.name
    let prompts = SignInPrompts(
      signIn: SignIn(
        target: chosen, entry: entry, folder: try RunConfiguration.folder(environment),
        environment: environment))
    let token = try await way == .paste ? prompts.paste() : prompts.authorize()
    let connector = Connector([chosen], tokens: [chosen.id: token], environment)
    let granted = try await connector.openConnection(to: chosen.id, within: Preflight.timeout) ?? .unknown
    return try await show([chosen], connector, granted.connectResult, files)
  }

  /// Shows the dashboard until the user quits.
  ///
  /// - Parameters:
  ///   - targets: the targets, the one to be shown first.
  ///   - connector: the connections to them.
  ///   - connectResult: whether the first one is connected; nil if the dashboard is to find out.
  ///   - files: the user's settings.
  ///   - isDemo: whether it is the simulator.
  /// - Returns: the exit status.
  /// - Throws: what keeps the dashboard from being shown.
  private func show(
    _ targets: [ResolvedTarget], _ connector: Connector, _ connectResult: ConnectResult?,
    _ files: RunConfiguration.Files, isDemo: Bool = false
  ) async throws -> Int32 {
    let status: Result<Int32, any Error>
    do {
      var shown = targets.map { $0.shown(isDemo: isDemo) }
      var answers: [Action.Answer] = []
      if case .ready(let allowsWriting)? = connectResult {
        shown[0] = targets[0].shown(isDemo: isDemo, hasConnection: true, allowsWriting: allowsWriting)
        answers = try await firstAnswers(targets, connector)
      }
      let loop = try makeLoop(shown, connector, files)
      status = .success(await loop.run(answers))
    } catch {
      status = .failure(error)
    }
    // async-http-client asserts that a client is shut down before it is released.
    await connector.shutdown()
    return try status.get()
  }

  /// The first answers of the first target. A single target's failure is reported at the shell's prompt.
  private func firstAnswers(
    _ targets: [ResolvedTarget], _ connector: Connector
  ) async throws -> [Action.Answer] {
    guard let connection = connector[targets[0].id] else { return [] }
    let answers = await Preflight.answers(of: connection.service, targets[0].id)
    if targets.count == 1, case .bridges(_, .failure(let error))? = answers.last {
      throw Problem(error, address: try targets[0].address())
    }
    return answers
  }

  private func makeLoop(
    _ targets: [Target], _ connector: Connector, _ files: RunConfiguration.Files
  ) throws -> EventLoop {
    do throws(TerminalError) {
      let screen = try Screen(reportsMouse: files.effective.settings.mouse == .on)
      return EventLoop(
        screen, targets, connector, environment, files.effective.settings, files.keymap,
        log: LogFile.logger(environment))
    } catch {
      throw Problem(error, term: environment["TERM"])
    }
  }

  /// Starts the simulator on a free port; it ends with the process.
  private static func startSimulator() async throws -> Simulator.Access {
    let (started, continuation) = AsyncThrowingStream<Simulator.Access, any Error>.makeStream()
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
