import ArgumentParser
import DrawbridgeApp
import Settings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge login`: gets a token for a server and stores it.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Authorize Drawbridge on a server, with a browser or a token.")

  @Argument(
    help: "Name of the server (default: the one that `drawbridge targets` marks, or a new server's host).")
  var name: String?

  @OptionGroup var connection: ConnectionArguments

  @Flag(help: "Paste a token at a prompt instead; it is never taken from an argument.")
  var paste = false

  @Flag(
    inversion: .prefixedNo,
    help:
      "Store the token in the desktop's Secret Service (with secret-tool), or in a file. (default: where the last one is)"
  )
  var secretService: Bool?

  @Flag(help: "Print the URL instead of opening a browser.")
  var noBrowser = false

  @Option(
    help: ArgumentHelp(
      "Port on 127.0.0.1 that the browser returns to; 0 for a free one.", valueName: "n"))
  var port = 0

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
    if let name, !TargetEntry.isName(name) {
      throw ValidationError(TargetEntry.nameRule)
    }
  }

  func run() async throws {
    let command = ShellSignIn(ProcessInfo.processInfo.environment)
    try await command.signIn(
      name, connection.options, isPasted: paste, opensBrowser: !noBrowser, port: port,
      usesSecretService: secretService)
  }
}

/// `drawbridge logout`: revokes a token on its server and deletes it from this machine.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Revoke a target's token on its server and delete it here.")

  @Argument(help: "Name of the server (default: the one that `drawbridge targets` marks).")
  var name: String?

  func run() async throws {
    try await ShellSignIn(ProcessInfo.processInfo.environment).signOut(name)
  }
}
