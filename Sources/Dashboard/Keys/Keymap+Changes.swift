import BridgeStore
import Terminal

extension Keymap {
  /// The user's keys for a command.
  public struct Change: Equatable, Sendable {
    /// The command's name.
    public let name: String
    /// The keys' names.
    public let keys: [String]

    /// Assigns keys to a command.
    public init(name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }
  }

  /// Why a change is invalid.
  public struct ChangeProblem: Error, Equatable, Sendable {
    /// The name of the command to change.
    public let name: String
    /// What is wrong, and how to fix it.
    public let what: String
  }

  /// The default table with the user's changes.
  ///
  /// - Parameter changes: the commands to change. Others keep their keys: to reuse a key, assign another one to the
  ///   command that has it.
  /// - Throws: the first invalid change: an unknown name or key, or a key with two meanings in one context.
  public init(_ changes: [Change]) throws(ChangeProblem) {
    var groups = Self.table
    for change in changes {
      guard let place = Self.place(of: change.name, in: groups) else {
        throw ChangeProblem(
          name: change.name, what: "unknown command (`drawbridge keys` lists the names)")
      }
      let command = groups[place.group].commands[place.command]
      groups[place.group].commands[place.command] = command.with(try Self.keys(change, for: command))
    }
    self.init(groups: groups)
    for change in changes { try checkConflicts(change) }
  }

  private static func place(of name: String, in groups: [Group]) -> (group: Int, command: Int)? {
    for (index, group) in groups.enumerated() {
      if let command = group.commands.firstIndex(where: { $0.name.rawValue == name }) {
        return (index, command)
      }
    }
    return nil
  }

  private static func keys(_ change: Change, for command: Command) throws(ChangeProblem) -> [Key] {
    var keys: [Key] = []
    for name in change.keys where !name.isEmpty {
      guard let key = Key(name: name) else {
        throw ChangeProblem(
          name: change.name,
          what:
            "`\(name)` is not a key that terminals can report; examples are x, Ctrl-X, F5, Up, PgDn and Space"
        )
      }
      if case .character = key, command.contexts.allSatisfy(\.takesText) {
        throw ChangeProblem(
          name: change.name,
          what: "`\(name)` is text there; use Ctrl with a letter, or a key that is not a character")
      }
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty {
      throw ChangeProblem(
        name: change.name, what: "it needs a key; quote keys that are special in YAML")
    }
    return keys
  }

  private func checkConflicts(_ change: Change) throws(ChangeProblem) {
    guard let command = commands.first(where: { $0.name.rawValue == change.name }) else { return }
    for context in Context.allCases {
      let keys = command.keys(in: context)
      guard
        let other = commands(in: context).first(where: { other in
          other.name != command.name && other.keys(in: context).contains(where: keys.contains)
        }), let key = other.keys(in: context).first(where: keys.contains)
      else { continue }
      throw ChangeProblem(
        name: change.name,
        what:
          "`\(key.name)` is taken by \(other.name.rawValue) (\(Wording.context(context)): \(other.description)); "
          + "assign another key to that, too")
    }
  }
}
