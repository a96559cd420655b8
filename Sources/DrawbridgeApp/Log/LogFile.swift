import BridgeModel
import Logging
import Settings
import Synchronization
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The log file for troubleshooting: one line for each event between Drawbridge and its servers. It contains names of
/// servers, ids, request paths, statuses and codes, and no password, code or cookie.
struct LogFile: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  private let store: Store

  /// Opens the log in a state folder, readable only by the user.
  init(_ state: StateFolder) throws(PrivateFile.Problem) {
    try PrivateFile.makeFolder(state.path)
    store = try Store(state.log)
  }

  /// A logger to the log file of an environment. It discards everything if the file cannot be written.
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
    let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.harmless("\($0.value)"))" }.joined()
    store.write(
      "\(Timestamp.now.rfc3339) \(ProcessInfo.processInfo.processIdentifier) \(event.level) \(event.message)\(details)\n"
    )
  }

  /// The value, cut to 120 characters, with `?` for everything but visible ASCII: it cannot forge a line or affect a
  /// terminal.
  private static func harmless(_ value: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in value.unicodeScalars.prefix(120) {
      scalars.append((0x21...0x7E).contains(scalar.value) ? scalar : "?")
    }
    return String(scalars)
  }
}

extension LogFile {
  /// The open file. When it grows too large, it is renamed to `.1` and a new one is started.
  private final class Store: Sendable {
    private let path: FilePath
    private let file: Mutex<FileDescriptor>

    /// The size at which the file is rotated, in bytes.
    private static let largest = 1 << 20

    init(_ path: FilePath) throws(PrivateFile.Problem) {
      self.path = path
      file = Mutex(try PrivateFile.append(to: path))
    }

    deinit { file.withLock { file in try? file.close() } }

    func write(_ line: String) {
      file.withLock { file in
        if let size = try? file.seek(offset: 0, from: .end), size > Self.largest { rotate(&file) }
        // One call per line, so that lines of concurrent runs do not mix. A full disk cannot be reported anywhere.
        _ = try? file.writeAll(Array(line.utf8))
      }
    }

    private func rotate(_ file: inout FileDescriptor) {
      // Another run may have rotated it already; then only the file that it started is opened.
      if PrivateFile.isOpen(file, at: path) {
        try? FileManager.default.removeItem(atPath: path.string + ".1")
        try? FileManager.default.moveItem(atPath: path.string, toPath: path.string + ".1")
      }
      guard let new = try? PrivateFile.append(to: path) else { return }
      try? file.close()
      file = new
    }
  }
}
