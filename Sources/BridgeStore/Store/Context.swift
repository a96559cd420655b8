/// Who has the keys: what the keymap looks a key up in.
public enum Context: CaseIterable, Equatable, Hashable, Sendable {
  /// The bridge list.
  case list
  /// The account detail.
  case detail
  /// The filter's line.
  case filter
  /// The wizard, at the choice of a flow.
  case choice
  /// The wizard, at a form.
  case form
  /// The wizard, while something is displayed.
  case display
  /// The wizard, while the server works.
  case working
  /// The wizard, at the end.
  case ended
  /// The servers.
  case targets
  /// The signing in.
  case signIn
  /// The help.
  case help
  /// The log.
  case log
  /// A question.
  case dialog

  /// Whether letters are text there, and not commands.
  public var takesText: Bool { self == .form || self == .filter || self == .signIn }
}
