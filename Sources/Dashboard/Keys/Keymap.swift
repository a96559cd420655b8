public import BridgeStore
import Logins
public import Terminal

/// The keymap: the table of bindings, in groups, with the keys that the user wants for them.
public struct Keymap: Equatable, Sendable {
  /// Bindings that belong together.
  public struct Group: Equatable, Sendable {
    /// The heading in the help and the docs.
    public let title: String
    /// The bindings.
    public internal(set) var bindings: [Binding]
  }

  /// The table with its own keys.
  public static let usual = Keymap(groups: table)

  /// The groups, in the order of the help.
  public let groups: [Group]
  /// Every binding, in the order of the help.
  public let bindings: [Binding]

  private let byContext: [Context: [Binding]]

  init(groups: [Group]) {
    self.groups = groups
    bindings = groups.flatMap(\.bindings)
    var table: [Context: [Binding]] = [:]
    for context in Context.allCases {
      table[context] = bindings.filter { $0.contexts.contains(context) }
    }
    byContext = table
  }

  /// The bindings of a context.
  public func bindings(in context: Context) -> [Binding] { byContext[context] ?? [] }

  /// What a key does in a context; nil for nothing.
  public func action(for key: Key, in context: Context) -> Action? {
    if let binding = bindings(in: context).first(where: { $0.keys.contains(key) }) { return binding.action }
    guard context.takesText else { return nil }
    switch key {
    case .character(let character): return .typed(.insert(String(character)))
    case .paste(let text): return .typed(.insert(text))
    default: return nil
    }
  }

  /// The name of the first key of a binding.
  public func key(_ name: BindingName) -> String {
    bindings.first { $0.name == name }?.keys.first?.name ?? "?"
  }

  /// The name of the first key that asks for something in a context; a question mark if there is none.
  func key(for request: Action.Request, in context: Context) -> String {
    bindings(in: context).first { $0.act == .request(request) }?.keys.first?.name ?? "?"
  }

  /// The bindings that the footer offers now if it has room: shown ones that are not refused.
  func footer(_ state: State) -> [Binding] {
    bindings(in: state.context).filter { binding in
      guard binding.isShown, !Self.isLast(binding) else { return false }
      guard case .request(let request) = binding.act else { return true }
      return state.refusal(of: request) == nil
    }
  }

  /// The bindings that end the footer of a context in any case: the ways out and to the help.
  func footerEnd(_ context: Context) -> [Binding] {
    bindings(in: context).filter { $0.isShown && Self.isLast($0) }
  }

  private static func isLast(_ binding: Binding) -> Bool {
    binding.act == .request(.quit) || binding.act == .request(.help) || binding.act == .request(.back)
  }
}
