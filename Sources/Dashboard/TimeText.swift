import BridgeModel
import BridgeStore

/// Times and durations for display.
enum TimeText {
  /// The time of day in the local zone, such as `14:02:11`.
  static func time(_ moment: Timestamp, _ state: State) -> String {
    let local = Int(moment.seconds.rounded(.down)) + state.utcOffset
    let second = ((local % 86_400) + 86_400) % 86_400
    return [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
  }

  /// A duration in minutes and seconds, such as `0:42` or `12:05`.
  static func duration(from start: Timestamp, to end: Timestamp) -> String {
    let seconds = max(0, Int(end.seconds - start.seconds))
    return "\(seconds / 60):\(twoDigits(seconds % 60))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
