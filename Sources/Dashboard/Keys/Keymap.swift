public import BridgeStore
import Logins
public import Terminal

/// The keymap: the table of commands, in groups, with the user's keys.
public struct Keymap: Equatable, Sendable {
  /// Commands that belong together.
  public struct Group: Equatable, Sendable {
    /// The heading in the help and the docs.
    public let title: String
    /// The commands.
    public internal(set) var commands: [Command]
  }

  /// The table with its default keys.
  public static let standard = Keymap(groups: table)

  /// The groups, in the order of the help.
  public let groups: [Group]
  /// Every command, in the order of the help.
  public let commands: [Command]

  private let byContext: [Context: [Command]]

  init(groups: [Group]) {
    self.groups = groups
    commands = groups.flatMap(\.commands)
    var table: [Context: [Command]] = [:]
    for context in Context.allCases {
      table[context] = commands.filter { !$0.keys(in: context).isEmpty }
    }
    byContext = table
  }

  /// The commands of a context.
  public func commands(in context: Context) -> [Command] { byContext[context] ?? [] }

  /// The command of that name.
  public func command(_ name: CommandName) -> Command? { commands.first { $0.name == name } }

  /// What a key does in a context; nil for nothing.
  public func action(for key: Key, in context: Context) -> Action? {
    if let command = commands(in: context).first(where: { $0.keys(in: context).contains(key) }) {
      return command.action(in: context)
    }
    guard context.takesText else { return nil }
    switch key {
    case .character(let character): return .typed(.insert(String(character)))
    case .paste(let text): return .typed(.insert(text))
    default: return nil
    }
  }

  /// The name of a command's first key in a context, or in any context if it has none there or none is given.
  public func key(_ name: CommandName, in context: Context? = nil) -> String {
    guard let command = command(name) else { return "?" }
    return (context.flatMap { command.keys(in: $0).first } ?? command.keys.first)?.name ?? "?"
  }

  /// The commands that the footer offers now if it has room: shown ones that are enabled, what Enter does first.
  func footer(_ state: State) -> [Command] {
    let offered = commands(in: state.context).filter { command in
      command.shownIn.contains(state.context) && !Self.isLast(command)
        && command.disabledReason(in: state) == nil
    }
    return offered.filter { $0.name == .confirm } + offered.filter { $0.name != .confirm }
  }

  /// The commands that end the footer of a context in any case: the ways out and to the help.
  func footerEnd(_ context: Context) -> [Command] {
    commands(in: context).filter { $0.shownIn.contains(context) && Self.isLast($0) }
  }

  private static func isLast(_ command: Command) -> Bool {
    command.name == .quit || command.name == .help || command.name == .back
  }
}
