/// What has keyboard focus. The keymap looks keys up by context.
public enum Context: CaseIterable, Equatable, Hashable, Sendable {
  /// The bridge list.
  case list
  /// The account detail.
  case detail
  /// The filter line.
  case filter
  /// The wizard, choosing a flow.
  case choice
  /// The wizard, at a form.
  case form
  /// The wizard, while something is displayed.
  case display
  /// The wizard, while the server works.
  case working
  /// The wizard, at the end.
  case ended
  /// The server list.
  case targets
  /// The sign-in dialog.
  case signIn
  /// The help.
  case help
  /// The log.
  case log
  /// A question.
  case dialog

  /// Whether letters are text, not commands.
  public var takesText: Bool { self == .form || self == .filter || self == .signIn }
}
