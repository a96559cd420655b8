import BridgeStore
import Terminal

extension Keymap {
  /// The keys that the user wants for a binding.
  public struct Change: Equatable, Sendable {
    /// The binding's name.
    public let name: String
    /// The keys' names.
    public let keys: [String]

    /// Those keys for that binding.
    public init(name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }
  }

  /// Why a change cannot be made.
  public struct ChangeProblem: Error, Equatable, Sendable {
    /// Which change it is about.
    public let name: String
    /// What is wrong, and what would be right.
    public let what: String
  }

  /// The table with the keys that the user wants.
  ///
  /// - Parameter changes: what is other than in the table. Other bindings keep their keys, so that a key that is taken
  ///   has to be taken away from the one that has it.
  /// - Throws: the first change that cannot be made: an unknown name or key, or a key that would mean two things in one
  ///   place.
  public init(_ changes: [Change]) throws(ChangeProblem) {
    var groups = Self.table
    for change in changes {
      guard let place = Self.place(of: change.name, in: groups) else {
        throw ChangeProblem(
          name: change.name, what: "no key is called so; see the names with:  drawbridge keys")
      }
      groups[place.group].bindings[place.binding].keys = try Self.keys(
        change, for: groups[place.group].bindings[place.binding])
    }
    self.init(groups: groups)
    for change in changes { try checkConflicts(change) }
  }

  private static func place(of name: String, in groups: [Group]) -> (group: Int, binding: Int)? {
    for (index, group) in groups.enumerated() {
      if let binding = group.bindings.firstIndex(where: { $0.name.rawValue == name }) {
        return (index, binding)
      }
    }
    return nil
  }

  private static func keys(_ change: Change, for binding: Binding) throws(ChangeProblem) -> [Key] {
    var keys: [Key] = []
    for name in change.keys where !name.isEmpty {
      guard let key = Key(name: name) else {
        throw ChangeProblem(
          name: change.name,
          what:
            "`\(name)` is no key that a terminal tells apart; keys are, for example, x, Ctrl-X, F5, Up, PgDn and Space"
        )
      }
      if case .character = key, binding.contexts.contains(where: \.takesText) {
        throw ChangeProblem(
          name: change.name,
          what: "`\(name)` is text there; take Ctrl- with a letter, or a key that is no character")
      }
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty {
      throw ChangeProblem(
        name: change.name, what: "it needs a key; one that means something to YAML stands in quotes")
    }
    return keys
  }

  private func checkConflicts(_ change: Change) throws(ChangeProblem) {
    guard let binding = bindings.first(where: { $0.name.rawValue == change.name }) else { return }
    for other in bindings where other.name != binding.name {
      guard
        let context = Context.allCases.first(where: {
          other.contexts.contains($0) && binding.contexts.contains($0)
        }),
        let key = other.keys.first(where: binding.keys.contains)
      else { continue }
      throw ChangeProblem(
        name: change.name,
        what:
          "`\(key.name)` is taken by \(other.name.rawValue) (\(Wording.context(context)): \(other.description)); "
          + "give that another key too")
    }
  }
}
