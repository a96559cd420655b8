public import BridgeStore
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

  /// The keys, the first one the one that is shown first.
  public let keys: [Key]
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
    _ keys: Key..., in contexts: Set<Context>, _ act: Act, _ label: String, _ description: String,
    isShown: Bool = false, isAction: Bool = false
  ) {
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

extension Key {
  /// The key's name, as it is printed on keyboards.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .function(let number): "F\(number)"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .delete: "Del"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .paste: "paste"
    }
  }
}
