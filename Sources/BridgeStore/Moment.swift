/// A point in time, in seconds since 1970 in UTC. The store never reads a clock: moments come in with the
/// events.
public struct Moment: Comparable, Hashable, Sendable {
  /// Seconds since 1970 in UTC.
  public var seconds: Double

  /// The point that many seconds after 1970 began.
  public init(seconds: Double) { self.seconds = seconds }

  /// Whether one is earlier than another.
  public static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}

/// How long to wait before the next try after failures.
enum Backoff {
  /// Doubles with each failure in a row, up to a limit; in seconds.
  static func seconds(after failures: Int, from first: Double, to most: Double) -> Double {
    var seconds = first
    for _ in 0..<max(0, failures - 1) where seconds < most { seconds *= 2 }
    return min(seconds, most)
  }
}
