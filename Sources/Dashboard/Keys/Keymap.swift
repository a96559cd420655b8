public import BridgeStore
import Logins
public import Terminal

/// The table of bindings, in groups, with the user's keys.
public struct Keymap: Equatable, Sendable {
  /// Related bindings.
  public struct Group: Equatable, Sendable {
    /// The heading in the help and the docs.
    public let title: String
    /// The bindings.
    public internal(set) var bindings: [Binding]
  }

  /// The table with its default keys.
  public static let standard = Keymap(groups: table)

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

  /// The bindings that apply in a context.
  public func bindings(in context: Context) -> [Binding] { byContext[context] ?? [] }

  /// The action of a key in a context; nil if it has none.
  public func action(for key: Key, in context: Context) -> Action? {
    if let binding = bindings(in: context).first(where: { $0.keys.contains(key) }) { return binding.action }
    guard context.takesText else { return nil }
    switch key {
    case .character(let character): return .typed(.insert(String(character)))
    case .paste(let text): return .typed(.insert(text))
    default: return nil
    }
  }

  /// The name of a binding's first key.
  public func key(_ name: BindingName) -> String {
    bindings.first { $0.name == name }?.keys.first?.name ?? "?"
  }

  /// The name of the first key for a request in a context; `?` if there is none.
  func key(for request: Action.Request, in context: Context) -> String {
    bindings(in: context).first { $0.act == .request(request) }?.keys.first?.name ?? "?"
  }

  /// The bindings to offer in the footer, space permitting: shown and not disabled.
  func footer(_ state: State) -> [Binding] {
    bindings(in: state.context).filter { binding in
      guard binding.isShown, !Self.isLast(binding) else { return false }
      guard case .request(let request) = binding.act else { return true }
      return state.disabledReason(for: request) == nil
    }
  }

  /// The bindings that always end the footer: quit, back and help.
  func footerEnd(_ context: Context) -> [Binding] {
    bindings(in: context).filter { $0.isShown && Self.isLast($0) }
  }

  private static func isLast(_ binding: Binding) -> Bool {
    binding.act == .request(.quit) || binding.act == .request(.help) || binding.act == .request(.back)
  }
}
