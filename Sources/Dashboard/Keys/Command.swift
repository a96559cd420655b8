public import BridgeStore
public import Logins
public import Terminal

/// Something the user can do, under one name: its keys and its meaning in each context, and how it is explained. The one
/// record behind dispatch, footer, help, docs/keys.md and the configuration file.
public struct Command: Equatable, Sendable {
  /// What a command does.
  public enum Act: Equatable, Sendable {
    /// Asks the store for something.
    case request(Action.Request)
    /// Moves what the context moves.
    case motion(Motion)
    /// Edits the line being typed.
    case edit(LineEditor.Edit)
  }

  /// Keys, and where they apply.
  public struct Binding: Equatable, Sendable {
    let contexts: Set<Context>
    let keys: [Key]
    /// Whether the keys stay when the user sets others: Ctrl-C always quits.
    var isFixed = false
  }

  /// What the command means where it differs from the rest.
  struct Meaning: Equatable, Sendable {
    let contexts: Set<Context>
    var act: Act?
    var label: String?
  }

  /// Its name in the configuration.
  public let name: CommandName
  /// What it does, for the help and the docs.
  public let description: String
  /// The contexts whose footers show it.
  public let shownIn: Set<Context>
  /// Whether the account pane offers it.
  public let isInAccountPane: Bool

  private(set) var bindings: [Binding]
  private let act: Act
  private let label: String
  private let meanings: [Meaning]

  init(
    _ name: CommandName, _ bindings: [Binding], _ act: Act, _ label: String, _ description: String,
    shownIn: Set<Context> = [], isInAccountPane: Bool = false, meanings: [Meaning] = []
  ) {
    self.name = name
    self.bindings = bindings
    self.act = act
    self.label = label
    self.description = description
    self.shownIn = shownIn
    self.isInAccountPane = isInAccountPane
    self.meanings = meanings
  }

  /// Where it applies.
  public var contexts: Set<Context> { bindings.reduce(into: []) { $0.formUnion($1.contexts) } }

  /// Its keys in a context, the one to show first. Characters are text where text is typed.
  public func keys(in context: Context) -> [Key] {
    let keys = bindings.filter { $0.contexts.contains(context) }.flatMap(\.keys)
    return context.takesText ? keys.filter { !$0.isCharacter } : keys
  }

  /// All its keys, each once.
  public var keys: [Key] {
    var seen: Set<Key> = []
    return bindings.flatMap(\.keys).filter { seen.insert($0).inserted }
  }

  /// Its name in the footer of a context, in a word or two.
  public func label(in context: Context) -> String {
    meanings.first { $0.label != nil && $0.contexts.contains(context) }?.label ?? label
  }

  /// What it does in a context.
  func act(in context: Context) -> Act {
    meanings.first { $0.act != nil && $0.contexts.contains(context) }?.act ?? act
  }

  /// What happens in the store in a context.
  public func action(in context: Context) -> Action {
    switch act(in: context) {
    case .request(let request): .asked(request)
    case .motion(let motion): .moved(motion)
    case .edit(let edit): .typed(edit)
    }
  }

  /// Why it can do nothing now; nil if it can.
  public func disabledReason(in state: State) -> DisabledReason? {
    guard case .request(let request) = act(in: state.context) else { return nil }
    return state.disabledReason(for: request)
  }

  /// The command with the user's keys. Where text is typed, its own keys stay unless the user's can be used there.
  func with(_ keys: [Key]) -> Command {
    let changeable = bindings.filter { !$0.isFixed }
    var new = [Binding(contexts: changeable.reduce(into: []) { $0.formUnion($1.contexts) }, keys: keys)]
    if keys.allSatisfy(\.isCharacter) {
      new += changeable.compactMap { binding in
        let contexts = binding.contexts.filter(\.takesText)
        return contexts.isEmpty
          ? nil : Binding(contexts: contexts, keys: binding.keys.filter { !$0.isCharacter })
      }
    }
    var command = self
    command.bindings = new + bindings.filter(\.isFixed)
    return command
  }
}

extension Key {
  var isCharacter: Bool { if case .character = self { true } else { false } }
}
