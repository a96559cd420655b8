import BridgeModel
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

/// The files of one run: its open login sessions, and the files of their steps.
///
/// The folder is created when there is something to save, and stays locked while the run lives. The kernel releases
/// the lock however the run ends, so an unlocked folder was left by a run that crashed.
actor RunFolder {
  private let runs: FilePath
  private let path: FilePath
  private var lock: FileDescriptor?
  private var isClosed = false
  /// Folders of crashed runs, locked until their sessions are saved in this folder.
  private var orphans: [(path: FilePath, lock: FileDescriptor)] = []

  /// The maximum age of an orphaned session worth checking, in seconds. Servers end sessions sooner.
  private static let maxAge = 86_400.0
  /// How far in the future an orphaned session may have begun, in seconds: the clock may have been set back.
  private static let maxClockDrift = 3_600.0
  /// The most orphaned sessions that are checked; more cannot be real.
  private static let maxOrphans = 100

  init(_ state: StateFolder) {
    runs = state.runs
    path = state.runs.appending("\(getpid())-\(UInt32.random(in: .min ... .max))")
  }

  /// Takes over the sessions that crashed runs left on these targets, and returns them.
  func adopt(on targets: Set<String>, now: Timestamp) -> [SavedSession] {
    var sessions: [SavedSession] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.string)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") {
      let folder = runs.appending(name)
      guard folder != path, let lock = Self.lock(folder) else { continue }
      let bytes = (try? PrivateFile.read(folder.appending("sessions.json"), isOwn: true)) ?? nil
      var found = bytes.flatMap { try? JSONDecoder().decode([SavedSession].self, from: Data($0)) } ?? []
      found.removeAll { !(-Self.maxClockDrift...Self.maxAge).contains(now.seconds - $0.began) }
      // Sessions on other servers are left to a run that shows those servers.
      if !found.isEmpty, !found.contains(where: { targets.contains($0.target) }) {
        try? lock.close()
        continue
      }
      orphans.append((folder, lock))
      sessions += found
    }
    if sessions.isEmpty { dropOrphans() }
    return sessions.sorted { $0.began < $1.began }.suffix(Self.maxOrphans)
  }

  /// Saves these sessions, replacing those saved before.
  func save(_ sessions: [SavedSession]) throws(PrivateFile.Problem) {
    if sessions.isEmpty && lock == nil { return }
    let file = path.appending("sessions.json")
    try make()
    // Encoding these cannot fail: they are strings and finite numbers.
    let data = (try? JSONEncoder().encode(sessions)) ?? Data()
    try PrivateFile.write(Array(data), to: file)
    dropOrphans()
  }

  /// Writes a file of a login's step and returns its path.
  func write(_ bytes: [UInt8], name: String, of login: LoginProcessID) throws(PrivateFile.Problem) -> FilePath
  {
    try make()
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" }
    let file = path.appending(Self.prefix(login) + String(safe.suffix(64)))
    try PrivateFile.write(bytes, to: file)
    return file
  }

  /// Removes the files of a login's step.
  func removeFiles(of login: LoginProcessID) {
    remove { $0.hasPrefix(Self.prefix(login)) }
  }

  /// Closes the folder, keeping only the saved sessions; deletes it if there are none. Nothing is written afterwards.
  func close(leaving sessions: [SavedSession]) {
    // If saving fails, the folders of the crashed runs stay.
    if !sessions.isEmpty && (try? save(sessions)) != nil {
      remove { $0 != "sessions.json" && $0 != "lock" }
    } else if sessions.isEmpty {
      dropOrphans()
      if lock != nil { Self.remove(path) }
    }
    isClosed = true
    try? lock?.close()
    lock = nil
  }

  private static func prefix(_ login: LoginProcessID) -> String { "login-\(login.number)-" }

  private func make() throws(PrivateFile.Problem) {
    if lock != nil { return }
    guard !isClosed else { throw PrivateFile.Problem(path, .canceled) }
    // The folder gets its final name only once it is locked. Otherwise a run that starts now takes it for an orphan.
    let unnamed = runs.appending("." + (path.lastComponent?.string ?? ""))
    try PrivateFile.makeFolder(unnamed)
    guard let lock = Self.lock(unnamed) else { throw PrivateFile.Problem(unnamed, Errno(rawValue: errno)) }
    guard rename(unnamed.string, path.string) == 0 else {
      let error = Errno(rawValue: errno)
      Self.remove(unnamed)
      throw PrivateFile.Problem(path, error)
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

  /// Locks a folder; nil if another run holds the lock or locking fails.
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
