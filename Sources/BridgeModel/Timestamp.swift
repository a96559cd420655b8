/// A point in time. Pure code never reads a clock: timestamps come in with the events.
public struct Timestamp: Comparable, Hashable, Sendable {
  /// Seconds since 1970 in UTC.
  public var seconds: Double

  /// The point that many seconds after 1970-01-01 00:00 UTC.
  public init(seconds: Double) { self.seconds = seconds }

  /// Whether one is earlier than another.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }
}
