import BridgeStore

extension Keymap {
  /// The keymap as Markdown, for docs/keys.md.
  public var document: String {
    var text = """
      # Keys

      Printed by `drawbridge keys` from the table that also drives the dispatch, the footer and the help
      (`Sources/Dashboard/Keys/CommandTable.swift`). A disabled key says why. Where
      text is typed, letters are text; the other keys of a row work there.

      Set other keys under these names in the configuration file, one key or a list. To reuse a key, assign another
      one to the command that has it:

      ```yaml
      keys:
        refresh: F6
        nextMatch: ["]", Ctrl-G]
      ```

      """
    for group in groups {
      text += "\n## \(group.title)\n\n| key | name | where | what it does |\n|---|---|---|---|\n"
      for command in group.commands {
        let keys = command.keys.map { "`\($0.name)`" }.joined(separator: " ")
        text +=
          "| \(keys) | `\(command.name.rawValue)` | \(Self.places(command.contexts)) | \(command.description) |\n"
      }
    }
    return text
  }

  private static func places(_ contexts: Set<Context>) -> String {
    if contexts.count == Context.allCases.count { return "everywhere" }
    return Context.allCases.filter(contexts.contains).map(Wording.context).joined(separator: ", ")
  }
}
