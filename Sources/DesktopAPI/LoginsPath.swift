import Synchronization

/// The name of logins in paths. Servers of early 2026 use `connections`.
enum LoginsPath: String, Sendable {
  case logins
  case connections
}

/// Remembers which name a server uses.
final class LoginsPathMemory: Sendable {
  private let name = Mutex(LoginsPath?.none)

  /// The name that has worked; nil if none has yet.
  var known: LoginsPath? { name.withLock { $0 } }

  /// Remembers a name that worked.
  func worked(_ found: LoginsPath) { name.withLock { $0 = found } }
}
