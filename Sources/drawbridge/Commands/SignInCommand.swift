import ArgumentParser
import DrawbridgeApp
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

  @OptionGroup var connection: ConnectionArguments

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
    let command = SignInRun(ProcessInfo.processInfo.environment)
    try await command.signIn(
      name, connection.options, isPasted: paste, opensBrowser: !noBrowser, port: port,
      usesSecretService: secretService)
  }
}

/// `drawbridge logout`: revokes a token and forgets it.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Revoke a target's token at its server, and forget it.")

  @Argument(help: "The target; without it, the usual one.")
  var name: String?

  func run() async throws {
    try await SignInRun(ProcessInfo.processInfo.environment).signOut(name)
  }
}
