import Synchronization

/// The name of logins in paths. Servers of early 2026 use `connections`.
enum LoginsPath: String, Sendable {
  case logins
  case connections

  /// The other name.
  var other: LoginsPath { self == .logins ? .connections : .logins }
}

/// Remembers which name a server uses.
final class LoginsPathMemory: Sendable {
  private let name = Mutex(LoginsPath.logins)

  /// The name that worked last.
  var current: LoginsPath { name.withLock { $0 } }

  /// Remembers a name that worked.
  func worked(_ found: LoginsPath) { name.withLock { $0 = found } }
}
