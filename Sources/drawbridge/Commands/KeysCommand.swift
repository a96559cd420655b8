import ArgumentParser
import Dashboard
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge keys`: the keymap as Markdown.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does, as Markdown.")

  func run() throws {
    // A broken configuration must not hide the names needed to mend it.
    let files = try? RunConfiguration.Files(ProcessInfo.processInfo.environment)
    Output.print((files?.keymap ?? .standard).document)
  }
}
