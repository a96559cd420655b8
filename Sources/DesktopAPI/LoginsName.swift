import Synchronization

/// The name of logins in paths. Servers of early 2026 use `connections`.
enum LoginsName: String, Sendable {
  case logins
  case connections

  /// The other name.
  var other: LoginsName { self == .logins ? .connections : .logins }
}

/// Remembers which name a server uses.
final class LoginsNaming: Sendable {
  private let name = Mutex(LoginsName.logins)

  /// The name that worked last.
  var current: LoginsName { name.withLock { $0 } }

  /// Remembers a name that worked.
  func worked(_ found: LoginsName) { name.withLock { $0 = found } }
}
