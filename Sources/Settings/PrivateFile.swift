public import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files readable only by the user, and written atomically.
public enum PrivateFile {
  /// Why a file or folder could not be read, written or created.
  public struct Problem: Error, Equatable {
    /// The file or folder.
    public let path: FilePath
    /// The system's error; nil if the system would have allowed it.
    public let error: Errno?
    /// What is wrong: the system's error message, or our own.
    public let reason: String

    /// A system's error with that file or folder.
    public init(_ path: FilePath, _ error: Errno) {
      self.path = path
      self.error = error
      reason = "\(error)"
    }

    /// A file or folder that must not be used.
    init(_ path: FilePath, reason: String) {
      self.path = path
      error = nil
      self.reason = reason
    }
  }

  /// Creates a folder and its missing parents, all with mode 0700. If the folder exists, it must be the user's own, and
  /// not writable by everybody.
  public static func makeFolder(_ path: FilePath) throws(Problem) {
    if try !make(path) { try check(path) }
  }

  /// Creates a folder and its missing parents. Returns whether the folder is new.
  private static func make(_ path: FilePath) throws(Problem) -> Bool {
    if mkdir(path.string, 0o700) == 0 { return true }
    let error = Errno(rawValue: errno)
    if error == .fileExists { return false }
    let parent = path.removingLastComponent()
    guard error == .noSuchFileOrDirectory, parent != path, !parent.isEmpty else { throw Problem(path, error) }
    _ = try make(parent)
    if mkdir(path.string, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw Problem(path, Errno(rawValue: errno)) }
    return false
  }

  private static func check(_ folder: FilePath) throws(Problem) {
    var status = stat()
    guard stat(folder.string, &status) == 0 else { throw Problem(folder, Errno(rawValue: errno)) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Problem(folder, .notDirectory) }
    guard status.st_uid == geteuid() else { throw Problem(folder, reason: "it belongs to another user") }
    guard status.st_mode & 0o002 == 0 else { throw Problem(folder, reason: "everybody can write to it") }
  }

  /// Opens a regular file of the user's own for appending, and creates it if there is none.
  public static func append(to path: FilePath) throws(Problem) -> FileDescriptor {
    do {
      // A pipe that nobody reads must not hold up the program.
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .noFollow, .nonBlocking, .closeOnExec],
        permissions: .ownerReadWrite)
      do {
        try check(file, path, isOwn: true)
        return file
      } catch {
        try? file.close()
        throw error
      }
    } catch {
      throw error as? Problem ?? Problem(path, error as? Errno ?? .ioError)
    }
  }

  /// Checks the open file, not its path: the path could lead to another file by now.
  private static func check(_ file: FileDescriptor, _ path: FilePath, isOwn: Bool) throws {
    let status = try status(of: file)
    guard status.st_mode & S_IFMT == S_IFREG else { throw Problem(path, reason: "it is not a regular file") }
    if isOwn, status.st_uid != geteuid() { throw Problem(path, reason: "it belongs to another user") }
  }

  /// Whether a path leads to an open file.
  public static func isOpen(_ file: FileDescriptor, at path: FilePath) -> Bool {
    var there = stat()
    guard let open = try? status(of: file), stat(path.string, &there) == 0 else { return false }
    return open.st_dev == there.st_dev && open.st_ino == there.st_ino
  }

  /// The status of an open file.
  static func status(of file: FileDescriptor) throws(Errno) -> stat {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    return status
  }

  /// Runs a body under an exclusive lock of a folder, so that concurrent read-modify-write cycles lose no changes.
  public static func locked<Value, Failure: Error>(
    _ folder: FilePath, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // Some network file systems cannot lock folders. The body then runs without a lock.
    let lock = try? FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    if let lock { flock(lock.rawValue, LOCK_EX) }
    defer { try? lock?.close() }
    return try body()
  }

  /// Replaces a file atomically: readers see either the old or the new content. If writing fails, the old file stays.
  public static func write(_ bytes: [UInt8], to path: FilePath) throws(Problem) {
    let temporary = FilePath(path.string + ".\(getpid()).new")
    unlink(temporary.string)
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
      try file.closeAfter {
        try file.writeAll(bytes)
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      unlink(temporary.string)
      throw Problem(path, error as? Errno ?? .ioError)
    }
  }

  /// The largest file that is read, in bytes.
  public static let maxBytes = 1 << 20

  /// The content of a file; nil if there is no file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - followsLinks: whether to follow a symbolic link; false for secrets.
  ///   - isOwn: whether the file must be the user's own.
  ///   - isTrusted: checks the open file before it is read, and throws to reject it.
  /// - Returns: the bytes.
  /// - Throws: a `Problem`, for a file larger than `maxBytes` too, or the error of `isTrusted`.
  public static func read(
    _ path: FilePath, followsLinks: Bool = false, isOwn: Bool = false,
    isTrusted: (FileDescriptor) throws -> Void = { _ in }
  ) throws -> [UInt8]? {
    do {
      var options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking]
      if !followsLinks { options.insert(.noFollow) }
      let file = try FileDescriptor.open(path, .readOnly, options: options)
      return try file.closeAfter {
        try isTrusted(file)
        try check(file, path, isOwn: isOwn)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= maxBytes {
          let count = try part.withUnsafeMutableBytes { try file.read(into: $0) }
          if count == 0 { return bytes }
          bytes += part.prefix(count)
        }
        throw Problem(path, reason: "it is larger than \(maxBytes >> 20) MiB")
      }
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch let error as Errno {
      throw Problem(path, error)
    }
  }
}
