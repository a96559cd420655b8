import Logging
import Settings
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The log file: a line for everything that happened between Drawbridge and its servers, for whoever has to find out
/// what went wrong. It holds ids, statuses and codes, and no text of people, so that no secret can be in it.
struct LogFile: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  private let file: FileDescriptor

  /// The size from which on a new file is begun, in bytes; the one before is kept beside it.
  private static let largest = 1 << 20

  /// Opens the log in a state folder, for the user alone.
  init(_ state: StateFolder) throws(PrivateFile.Problem) {
    try PrivateFile.makeFolder(state.path)
    let path = state.log
    var status = stat()
    if lstat(path.string, &status) == 0, status.st_size > Self.largest {
      rename(path.string, path.string + ".1")
    }
    do {
      file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
    } catch {
      throw PrivateFile.Problem(path, error as? Errno ?? .ioError)
    }
  }

  /// A logger to the file of an environment; to nowhere, where it cannot be written.
  static func logger(_ environment: [String: String]) -> Logger {
    guard let state = StateFolder(environment), let file = try? LogFile(state) else {
      return Logger(label: "drawbridge") { _ in SwiftLogNoOpLogHandler() }
    }
    return Logger(label: "drawbridge") { _ in file }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    // One call a line: lines of several runs do not mix. There is nobody to tell of a full disk.
    _ = try? file.writeAll(
      Array("\(Self.stamp) \(getpid()) \(event.level) \(event.message)\(details)\n".utf8))
  }

  /// The time in UTC (RFC 3339).
  private static var stamp: String {
    var now = time_t()
    var parts = tm()
    time(&now)
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
