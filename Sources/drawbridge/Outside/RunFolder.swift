import BridgeStore
import Settings
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What one run keeps on disk while it lives: the sessions under way, and the files of their steps.
///
/// The folder is made when there is something to keep, and is locked as long as the run lives: the kernel gives the
/// lock up however the run ends. A folder without a lock on it was left by a run that crashed.
@MainActor
final class RunFolder {
  private let runs: FilePath
  private let path: FilePath
  private var lock: FileDescriptor?
  /// Folders of runs that crashed, with their locks, until what they noted is noted here.
  private var orphans: [(path: FilePath, lock: FileDescriptor)] = []

  /// The longest that a session can have been left and still be worth a look, in seconds: servers end them sooner.
  private static let oldest = 86_400.0

  init(_ state: StateFolder) {
    runs = state.runs
    path = state.runs.appending("\(getpid())-\(UInt32.random(in: .min ... .max))")
  }

  /// Takes over what crashed runs have left, and says which sessions they noted.
  func adopt(now: Moment) -> [SessionNote] {
    var notes: [SessionNote] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.string)) ?? []
    for name in names.sorted() {
      let folder = runs.appending(name)
      guard folder != path, let lock = Self.lock(folder) else { continue }
      orphans.append((folder, lock))
      let bytes = (try? PrivateFile.read(folder.appending("sessions.json"))) ?? nil
      notes += bytes.flatMap { try? JSONDecoder().decode([SessionNote].self, from: Data($0)) } ?? []
    }
    notes.removeAll { now.seconds - $0.began > Self.oldest }
    if notes.isEmpty { dropOrphans() }
    return notes
  }

  /// Notes these sessions, and no others.
  func note(_ notes: [SessionNote]) throws(PrivateFile.Problem) {
    if notes.isEmpty && lock == nil { return }
    let file = path.appending("sessions.json")
    try make()
    // Encoding these cannot fail: they are strings and finite numbers.
    let data = (try? JSONEncoder().encode(notes)) ?? Data()
    try PrivateFile.write(Array(data), to: file)
    dropOrphans()
  }

  /// Writes a file of a login's step, and says where it is.
  func write(_ bytes: [UInt8], name: String, of login: LoginKey) throws(PrivateFile.Problem) -> FilePath {
    try make()
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" }
    let file = path.appending(Self.prefix(login) + String(safe.suffix(64)))
    try PrivateFile.write(bytes, to: file)
    return file
  }

  /// Removes the files of a login's step.
  func removeFiles(of login: LoginKey) {
    remove { $0.hasPrefix(Self.prefix(login)) }
  }

  /// Leaves what the next run has to know, and nothing else; nothing at all if there is nothing.
  func close(leaving notes: [SessionNote]) {
    dropOrphans()
    guard let lock else { return }
    if notes.isEmpty {
      Self.remove(path)
    } else {
      try? note(notes)
      remove { $0 != "sessions.json" && $0 != "lock" }
    }
    try? lock.close()
    self.lock = nil
  }

  private static func prefix(_ login: LoginKey) -> String { "login-\(login.number)-" }

  private func make() throws(PrivateFile.Problem) {
    if lock != nil { return }
    try PrivateFile.makeFolder(path)
    guard let lock = Self.lock(path) else {
      throw PrivateFile.Problem(path, Errno.permissionDenied)
    }
    self.lock = lock
  }

  private func dropOrphans() {
    for (folder, lock) in orphans {
      Self.remove(folder)
      try? lock.close()
    }
    orphans = []
  }

  private func remove(where isUnwanted: (String) -> Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
    for name in names where isUnwanted(name) { unlink(path.appending(name).string) }
  }

  /// Locks a folder; nil if a run holds it, or it cannot be locked.
  private static func lock(_ folder: FilePath) -> FileDescriptor? {
    let options: FileDescriptor.OpenOptions = [.create, .noFollow, .closeOnExec]
    guard
      let file = try? FileDescriptor.open(
        folder.appending("lock"), .readWrite, options: options, permissions: .ownerReadWrite)
    else { return nil }
    if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { return file }
    try? file.close()
    return nil
  }

  private static func remove(_ folder: FilePath) {
    try? FileManager.default.removeItem(atPath: folder.string)
  }
}
