/// What the user can set, beside targets and tokens: options over the environment over the file over what is usual.
public struct UserSettings: Equatable, Sendable {
  /// How the dashboard looks.
  public enum Look: String, CaseIterable, Sendable {
    /// As the terminal can, with `NO_COLOR` obeyed.
    case auto
    /// Without colours.
    case plain
    /// Without colours and without anything but ASCII.
    case ascii
  }

  /// Whether the mouse works in the dashboard, or selects text as the terminal does it.
  public enum Mouse: String, CaseIterable, Sendable {
    case on, off
  }

  /// How the user hears of an account that begins to need them.
  public enum Notifications: String, CaseIterable, Sendable {
    /// Not at all.
    case off
    /// By the terminal's bell.
    case bell
  }

  /// The seconds between two reads of a server, 1 to 300.
  public var pollInterval = 5.0
  /// The seconds that a server has for an answer that only reads, 1 to 120.
  public var timeout = 20.0
  /// How the dashboard looks.
  public var look = Look.auto
  /// How the user hears of an account that begins to need them.
  public var notifications = Notifications.off
  /// Whether the mouse works in the dashboard.
  public var mouse = Mouse.on
  /// The target that is taken when none is named; nil for the usual one.
  public var target: String?

  /// What is usual.
  public init() {}

  /// A setting by its name in the file; as an option and in the environment the name is written as there is usual.
  public enum Name: String, CaseIterable, Sendable {
    case pollInterval, timeout, look, notifications, mouse, target

    /// The environment's variable, such as `DRAWBRIDGE_POLL_INTERVAL`.
    public var variable: String {
      "DRAWBRIDGE_" + rawValue.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }
  }

  /// The value of a setting, as it is written; nil for one that is not set.
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

  /// Takes a value as it is written; says what would be right if it is none.
  mutating func take(_ text: String, for name: Name) -> String? {
    switch name {
    case .pollInterval: return Self.take(text, 1...300, &pollInterval)
    case .timeout: return Self.take(text, 1...120, &timeout)
    case .look: return Self.take(text, &look)
    case .notifications: return Self.take(text, &notifications)
    case .mouse: return Self.take(text, &mouse)
    case .target:
      if TargetEntry.isName(text) { target = text }
      return TargetEntry.isName(text) ? nil : "this has to be a target's name"
    }
  }

  private static func take(_ text: String, _ range: ClosedRange<Double>, _ value: inout Double) -> String? {
    guard let number = Double(text), range.contains(number) else {
      return
        "this has to be a number of seconds from \(seconds(range.lowerBound)) to \(seconds(range.upperBound))"
    }
    value = number
    return nil
  }

  private static func take<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ value: inout Choice
  ) -> String? where Choice.RawValue == String {
    // Programs that write YAML make true and false of on and off.
    let written = ["true": "on", "false": "off"][text] ?? text
    guard let choice = Choice(rawValue: written) else {
      return "this has to be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
    }
    value = choice
    return nil
  }
}
