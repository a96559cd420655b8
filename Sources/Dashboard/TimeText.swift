import BridgeModel
import BridgeStore

/// Times and durations for display.
enum TimeText {
  /// The time of day in the local zone, such as `14:02:11`.
  static func time(_ moment: Timestamp, _ state: State) -> String {
    // A time from a file may be any number.
    let day = moment.seconds.rounded(.down).truncatingRemainder(dividingBy: 86_400)
    let second = ((Int(exactly: day) ?? 0) + state.utcOffset % 86_400 + 2 * 86_400) % 86_400
    return [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
  }

  /// A duration in minutes and seconds, such as `0:42` or `12:05`.
  static func duration(from start: Timestamp, to end: Timestamp) -> String {
    let seconds = Int(exactly: max(0, min(end.seconds - start.seconds, 1e9)).rounded(.down)) ?? 0
    return "\(seconds / 60):\(twoDigits(seconds % 60))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
