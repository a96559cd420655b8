import ArgumentParser
import Dashboard
import DrawbridgeApp
import Settings

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
    Output.print(try RunConfiguration.Files(ProcessInfo.processInfo.environment).keymap.document)
  }
}
