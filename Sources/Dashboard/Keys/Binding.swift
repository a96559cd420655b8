public import BridgeStore
public import Logins
public import Terminal

/// A key binding: its keys, contexts, action and texts. The single record behind dispatch, footer, help and
/// docs/keys.md.
public struct Binding: Equatable, Sendable {
  /// What a key does.
  public enum Act: Equatable, Sendable {
    /// Requests something.
    case request(Action.Request)
    /// Moves something; the context decides what.
    case motion(Motion)
    /// Edits the line being typed.
    case edit(LineEditor.Edit)
  }

  /// Its name in the configuration file.
  public let name: BindingName
  /// The keys. Where there is room for only one, the first is shown.
  public internal(set) var keys: [Key]
  /// Where the keys apply.
  public let contexts: Set<Context>
  /// What the keys do.
  public let act: Act
  /// A word or two for the footer.
  public let label: String
  /// The text for the help and the docs.
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

  /// The action that a key press sends to the store.
  public var action: Action {
    switch act {
    case .request(let request): .asked(request)
    case .motion(let motion): .moved(motion)
    case .edit(let edit): .typed(edit)
    }
  }
}
