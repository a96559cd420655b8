import Synchronization

/// What a server calls its logins in paths: early ones of 2026 say `connections`.
enum LoginsName: String, Sendable {
  case logins
  case connections

  /// The other name.
  var other: LoginsName { self == .logins ? .connections : .logins }
}

/// Remembers which name a server answered to.
final class LoginsNaming: Sendable {
  private let name = Mutex(LoginsName.logins)

  /// The name that worked last.
  var current: LoginsName { name.withLock { $0 } }

  /// Notes a name that worked.
  func worked(_ found: LoginsName) { name.withLock { $0 = found } }
}
