import BridgeStore
import Terminal

extension Keymap {
  /// The user's keys for a binding.
  public struct Change: Equatable, Sendable {
    /// The binding's name.
    public let name: String
    /// The keys' names.
    public let keys: [String]

    /// Assigns keys to a binding.
    public init(name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }
  }

  /// Why a change is invalid.
  public struct ChangeProblem: Error, Equatable, Sendable {
    /// The name of the binding to change.
    public let name: String
    /// What is wrong, and how to fix it.
    public let what: String
  }

  /// The default table with the user's changes.
  ///
  /// - Parameter changes: the bindings to change. Others keep their keys: to reuse a key, assign another one to the
  ///   binding that has it.
  /// - Throws: the first invalid change: an unknown name or key, or a key with two meanings in one context.
  public init(_ changes: [Change]) throws(ChangeProblem) {
    var groups = Self.table
    for change in changes {
      guard let place = Self.place(of: change.name, in: groups) else {
        throw ChangeProblem(
          name: change.name, what: "unknown binding; see the names with:  drawbridge keys")
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
            "`\(name)` is not a key that terminals can report; examples are x, Ctrl-X, F5, Up, PgDn and Space"
        )
      }
      if case .character = key, binding.contexts.contains(where: \.takesText) {
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
          + "assign another key to that, too")
    }
  }
}
