public import BridgeStore
public import Terminal

/// The keymap: one table of bindings, in groups, and what is made of it.
public enum Keymap {
  /// Bindings that belong together.
  public struct Group: Sendable {
    /// The heading in the help and the docs.
    public let title: String
    /// The bindings.
    public let bindings: [Binding]
  }

  /// Every binding, in the order of the help.
  public static let bindings = groups.flatMap(\.bindings)

  /// The bindings of a context, those of narrower groups first.
  public static func bindings(in context: Context) -> [Binding] { byContext[context] ?? [] }

  /// What a key does in a context; nil for nothing.
  public static func action(for key: Key, in context: Context) -> Action? {
    if let binding = bindings(in: context).first(where: { $0.keys.contains(key) }) { return binding.action }
    guard context.takesText else { return nil }
    switch key {
    case .character(let character): return .typed(.insert(String(character)))
    case .paste(let text): return .typed(.insert(text))
    default: return nil
    }
  }

  /// The name of the key that asks for something in a context; a question mark if there is none.
  static func key(for request: Action.Request, in context: Context) -> String {
    bindings(in: context).first { $0.act == .request(request) }?.keys.first?.name ?? "?"
  }

  /// The bindings that the footer offers now if it has room: shown ones that are not refused.
  static func footer(_ state: State) -> [Binding] {
    bindings(in: state.context).filter { binding in
      guard binding.isShown, !isLast(binding) else { return false }
      guard case .request(let request) = binding.act else { return true }
      return state.refusal(of: request) == nil
    }
  }

  /// The bindings that end the footer of a context in any case: the ways out and to the help.
  static func footerEnd(_ context: Context) -> [Binding] {
    bindings(in: context).filter { $0.isShown && isLast($0) }
  }

  private static func isLast(_ binding: Binding) -> Bool {
    binding.act == .request(.quit) || binding.act == .request(.help) || binding.act == .request(.back)
  }

  private static let byContext: [Context: [Binding]] = {
    var table: [Context: [Binding]] = [:]
    for context in Context.allCases {
      table[context] = bindings.filter { $0.contexts.contains(context) }
    }
    return table
  }()
}
