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
    /// The system's error.
    public let error: Errno

    /// The system's error message.
    public var reason: String { "\(error)" }

    /// A problem with that file or folder.
    public init(_ path: FilePath, _ error: Errno) {
      self.path = path
      self.error = error
    }
  }

  /// Creates a folder and its missing parents, all with mode 0700.
  public static func makeFolder(_ path: FilePath) throws(Problem) {
    if mkdir(path.string, 0o700) == 0 || errno == EEXIST { return }
    let error = Errno(rawValue: errno)
    let parent = path.removingLastComponent()
    guard error == .noSuchFileOrDirectory, parent != path, !parent.isEmpty else { throw Problem(path, error) }
    try makeFolder(parent)
    guard mkdir(path.string, 0o700) == 0 || errno == EEXIST else {
      throw Problem(path, Errno(rawValue: errno))
    }
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

  /// The content of a file; nil if there is no file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - followsLinks: whether to follow a symbolic link; false for secrets.
  ///   - maxBytes: the number of bytes after which reading stops; the rest of the file is left out.
  ///   - isTrusted: checks the open file before it is read, and throws to reject it.
  /// - Returns: the bytes.
  /// - Throws: a `Problem` with the system's error, or the error of `isTrusted`.
  public static func read(
    _ path: FilePath, followsLinks: Bool = false, maxBytes: Int = 1 << 20,
    isTrusted: (FileDescriptor) throws -> Void = { _ in }
  ) throws -> [UInt8]? {
    do {
      var options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking]
      if !followsLinks { options.insert(.noFollow) }
      let file = try FileDescriptor.open(path, .readOnly, options: options)
      return try file.closeAfter {
        try isTrusted(file)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < maxBytes {
          let count = try part.withUnsafeMutableBytes { try file.read(into: $0) }
          if count == 0 { break }
          bytes += part.prefix(count)
        }
        return bytes
      }
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch let error as Errno {
      throw Problem(path, error)
    }
  }
}
