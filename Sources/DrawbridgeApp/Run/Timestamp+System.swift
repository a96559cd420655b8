import BridgeModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Timestamp {
  /// The system's time.
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  /// The local time zone's offset from UTC at this time, in seconds east.
  var utcOffset: Int {
    // A Double may exceed the range of time_t.
    guard var then = time_t(exactly: seconds.rounded(.down)) else { return 0 }
    var local = tm()
    return localtime_r(&then, &local) == nil ? 0 : Int(local.tm_gmtoff)
  }

  /// The time in UTC, to the second (RFC 3339).
  var rfc3339: String {
    var then = time_t(exactly: seconds.rounded(.down)) ?? 0
    var parts = tm()
    gmtime_r(&then, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
