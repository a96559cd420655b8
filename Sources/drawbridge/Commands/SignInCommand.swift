import ArgumentParser
import BridgeModel
import DesktopAPI
import Settings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge login`: gets a token for a server and keeps it.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Authorize Drawbridge at a server, in a browser or with a token.")

  @Argument(help: "What to call the server; without it, the usual target, or its host's name.")
  var name: String?

  @OptionGroup var reach: ReachOptions

  @Flag(help: "Paste a token instead. It is asked for, never taken from an argument.")
  var paste = false

  @Flag(help: "Keep the token in the desktop's Secret Service (by secret-tool), not in a file.")
  var secretService = false

  @Flag(help: "Tell the address, and open no browser.")
  var noBrowser = false

  @Option(
    help: ArgumentHelp(
      "The port on 127.0.0.1 that the browser comes back to; 0 for a free one.", valueName: "n"))
  var port = 0

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port is from 0 to 65535.") }
    if let name, !TargetEntry.isName(name) {
      throw ValidationError(TargetEntry.nameRule)
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = try Configured.folder(environment)
    let files = try Configured.Files(environment)
    let choice = try await choice(files, environment)
    let signIn = SignIn(
      choice: choice, folder: folder, environment: environment, port: port, usesSecretService: secretService)
    let prompts = SignInPrompts(signIn: signIn, opensBrowser: !noBrowser)
    _ = try await paste ? prompts.paste() : prompts.authorize()
  }

  /// The target that was named, or a new one of that name.
  private func choice(
    _ files: Configured.Files, _ environment: [String: String]
  ) async throws -> TargetChoice {
    let list = files.list
    if let name, list.target(name) != nil { return try reach.choice(of: name, in: files, environment) }
    var new = TargetChoice(
      entry: TargetEntry(name: "", address: ServerAddress.usual), isKnown: false, isNamed: false,
      timeout: files.found.settings.timeout)
    let isGiven = reach.givenAddress(environment) != nil
    if try isGiven || name == nil && files.usual() != nil {
      let meant = try reach.choice(of: nil, in: files, environment)
      if meant.isKnown && name == nil { return meant }
      new.entry = meant.entry
    } else {
      await new.findServer()
      reach.change(&new.entry)
    }
    new.entry.name = try name ?? Configured.name(for: new, in: list)
    return new
  }
}

/// `drawbridge logout`: revokes a token and forgets it.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Revoke a target's token at its server, and forget it.")

  @Argument(help: "The target; without it, the usual one.")
  var name: String?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = try Configured.folder(environment)
    let files = try Configured.Files(environment)
    guard let entry = try name.map(files.list.known) ?? files.usual() else {
      throw Problem("there is no target.", next: "See them with:  drawbridge targets")
    }
    let vault = Vault(folder)
    guard let token = try await vault.token(of: entry) else {
      throw Problem("there is no token for \(entry.name), so there is nothing to revoke.")
    }
    let trouble = await revoke(
      token,
      TargetChoice(
        entry: entry, isKnown: true, isNamed: true, timeout: files.found.settings.timeout), environment)
    try await vault.forget(entry)
    if let trouble {
      throw Problem(
        "the token of \(entry.name) is forgotten here, but the server was not told: \(trouble)",
        next: "Revoke it there: in Beeper Desktop, Settings, Integrations, Approved connections.")
    }
    Output.print("The token of \(entry.name) is revoked and forgotten.")
  }

  /// Tells the server; says what went wrong, or nothing.
  private func revoke(
    _ token: AccessToken, _ choice: TargetChoice, _ environment: [String: String]
  ) async -> String? {
    let client: AuthorizationClient
    do { client = try choice.authorizationClient(environment) } catch {
      return (error as? Problem)?.what ?? "\(error)"
    }
    let result = await caught { try await client.revoke(token) }
    await client.shutdown()
    if case .failure(let error) = result { return error.message }
    return nil
  }
}
