/// The user's settings, apart from targets and tokens. Options override environment variables, which override the
/// file, which overrides the defaults.
public struct UserSettings: Equatable, Sendable {
  /// How the dashboard looks.
  public enum Look: String, CaseIterable, Sendable {
    /// As rich as the terminal allows; respects `NO_COLOR`.
    case auto
    /// Without colours.
    case plain
    /// Without colours, and in ASCII only.
    case ascii
  }

  /// Whether the dashboard handles the mouse; if not, the terminal uses it to select text.
  public enum Mouse: String, CaseIterable, Sendable {
    case on, off
  }

  /// How to notify the user when an account starts to need attention.
  public enum Notifications: String, CaseIterable, Sendable {
    /// Not at all.
    case off
    /// With the terminal's bell.
    case bell
  }

  /// The seconds between two polls of a server, from 1 to 300.
  public var pollInterval = 5.0
  /// The default timeout of a request, in seconds, from 1 to 120. Logins and removals have longer ones of their own.
  public var timeout = 20.0
  /// How the dashboard looks.
  public var look = Look.auto
  /// How to notify the user when an account starts to need attention.
  public var notifications = Notifications.off
  /// Whether the dashboard handles the mouse.
  public var mouse = Mouse.on
  /// The target to use when none is named; nil for the default target.
  public var target: String?

  /// The default settings.
  public init() {}

  /// A setting, by its name in the file (kebab-case as an option, SCREAMING_SNAKE_CASE as a variable).
  public enum Name: String, CaseIterable, Sendable {
    case pollInterval, timeout, look, notifications, mouse, target

    /// The command-line option, such as `--poll-interval`.
    public var option: String {
      "--" + rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    }

    /// The environment variable, such as `DRAWBRIDGE_POLL_INTERVAL`.
    public var variable: String {
      "DRAWBRIDGE_" + rawValue.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }
  }

  /// The effective value of a setting, in the notation of the file; nil if it has none.
  public func text(of name: Name) -> String? {
    switch name {
    case .pollInterval: Self.seconds(pollInterval)
    case .timeout: Self.seconds(timeout)
    case .look: look.rawValue
    case .notifications: notifications.rawValue
    case .mouse: mouse.rawValue
    case .target: target
    }
  }

  private static func seconds(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// Parses and sets a value. Returns what is expected instead if the value is invalid.
  mutating func take(_ text: String, for name: Name) -> String? {
    switch name {
    case .pollInterval: return Self.take(text, 1...300, &pollInterval)
    case .timeout: return Self.take(text, 1...120, &timeout)
    case .look: return Self.take(text, &look)
    case .notifications: return Self.take(text, &notifications)
    case .mouse: return Self.take(text, &mouse)
    case .target:
      if TargetEntry.isName(text) { target = text }
      return TargetEntry.isName(text) ? nil : "must be a target name"
    }
  }

  private static func take(_ text: String, _ range: ClosedRange<Double>, _ value: inout Double) -> String? {
    guard let number = Double(text), range.contains(number) else {
      return
        "must be a number of seconds from \(seconds(range.lowerBound)) to \(seconds(range.upperBound))"
    }
    value = number
    return nil
  }

  private static func take<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ value: inout Choice
  ) -> String? where Choice.RawValue == String {
    // Programs that write YAML may turn on and off into true and false.
    let written = ["true": "on", "false": "off"][text] ?? text
    guard let choice = Choice(rawValue: written) else {
      return "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
    }
    value = choice
    return nil
  }
}
