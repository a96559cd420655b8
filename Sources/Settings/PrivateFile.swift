public import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that nobody but the user can read, written whole or not at all.
public enum PrivateFile {
  /// Why a file or folder could not be had.
  public struct Problem: Error, Equatable {
    /// Which one.
    public let path: FilePath
    /// What the system says of it.
    public let error: Errno

    /// What the system says of it, in words.
    public var reason: String { "\(error)" }

    /// A problem with that file or folder.
    public init(_ path: FilePath, _ error: Errno) {
      self.path = path
      self.error = error
    }
  }

  /// Makes a folder for the user alone, and those above it where they are missing.
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

  /// Runs a body while no other run is in one for the same folder: what is read in it and written again is not lost
  /// to somebody who does the same.
  public static func locked<Value, Failure: Error>(
    _ folder: FilePath, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // Where a folder cannot be locked, as on some network file systems, nothing better can be done.
    let lock = try? FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    if let lock { flock(lock.rawValue, LOCK_EX) }
    defer { try? lock?.close() }
    return try body()
  }

  /// Writes a file in place of the one before. Whoever reads it meanwhile gets the one or the other, whole; if it
  /// cannot be written, the one before stays.
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

  /// What is in a file, up to that many bytes; nil if there is none.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - followsLinks: whether a symbolic link is followed; not where secrets are.
  ///   - most: the bytes after which the rest is left.
  ///   - isTrusted: looks at the file before it is read, and throws if it is not to be.
  /// - Returns: its bytes.
  /// - Throws: a `Problem` with what the system complains of, or what `isTrusted` throws.
  public static func read(
    _ path: FilePath, followsLinks: Bool = false, most: Int = 1 << 20,
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
        while bytes.count < most {
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
