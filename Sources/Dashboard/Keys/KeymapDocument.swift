import BridgeStore

extension Keymap {
  /// The keymap as Markdown, for docs/keys.md.
  public var document: String {
    var text = """
      # Keys

      Printed by `drawbridge keys` from the table that also drives the dispatch, the footer and the help
      (`Sources/Dashboard/Keys/CommandTable.swift`). Pressing a key that is disabled shows why. Where
      text is typed, characters are text.

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
        for (index, binding) in command.bindings.enumerated() {
          let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
          let (name, description) =
            index == 0 ? ("`\(command.name.rawValue)`", command.description) : ("", "the same")
          text += "| \(keys) | \(name) | \(Self.places(binding.contexts)) | \(description) |\n"
        }
      }
    }
    return text
  }

  private static func places(_ contexts: Set<Context>) -> String {
    if contexts.count == Context.allCases.count { return "everywhere" }
    return Context.allCases.filter(contexts.contains).map(Wording.context).joined(separator: ", ")
  }
}
