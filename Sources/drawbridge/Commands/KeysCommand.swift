import ArgumentParser
import Dashboard

/// `drawbridge keys`: the keymap as Markdown.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does, as Markdown.")

  func run() { Output.print(Keymap.document) }
}
