public import BridgeStore
public import Logins
public import Terminal

/// One key binding: what is pressed where, what it does, and how that is said. The one record behind
/// dispatch, footer, help and docs/keys.md.
public struct Binding: Equatable, Sendable {
  /// What a key does.
  public enum Act: Equatable, Sendable {
    /// Asks for something.
    case request(Action.Request)
    /// Moves what the context moves.
    case motion(Motion)
    /// Edits the line being typed.
    case edit(LineEditor.Edit)
  }

  /// What it is called in the configuration.
  public let name: BindingName
  /// The keys, the first one the one that is shown first.
  public internal(set) var keys: [Key]
  /// Where they do it.
  public let contexts: Set<Context>
  /// What they do.
  public let act: Act
  /// What they do, in a word or two, for the footer.
  public let label: String
  /// What they do, for the help and the docs.
  public let description: String
  /// Whether the footer shows it.
  public let isShown: Bool
  /// Whether the account detail offers it.
  public let isAction: Bool

  init(
    _ name: BindingName, _ keys: Key..., in contexts: Set<Context>, _ act: Act, _ label: String,
    _ description: String,
    isShown: Bool = false, isAction: Bool = false
  ) {
    self.name = name
    self.keys = keys
    self.contexts = contexts
    self.act = act
    self.label = label
    self.description = description
    self.isShown = isShown
    self.isAction = isAction
  }

  /// The keys' names, such as `r` or `R F5`.
  public var keyNames: String { keys.map(\.name).joined(separator: " ") }

  /// What happens in the store when a key is pressed.
  public var action: Action {
    switch act {
    case .request(let request): .asked(request)
    case .motion(let motion): .moved(motion)
    case .edit(let edit): .typed(edit)
    }
  }
}
