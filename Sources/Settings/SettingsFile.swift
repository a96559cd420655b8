import BridgeModel
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

/// A JSON file of settings: read only if it is trusted, and written atomically, with access for the user only.
struct SettingsFile<Content: Codable>: Sendable {
  let path: FilePath
  /// Why a file of that status must not be used; nil if it may be used.
  let validate: @Sendable (_ status: stat) -> Problem?

  /// The content; nil if there is no file.
  func load() throws(Problem) -> Content? {
    do {
      guard let bytes = try PrivateFile.read(path, isTrusted: check) else { return nil }
      return try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch let problem as Problem {
      throw problem
    } catch let error as DecodingError {
      throw Problem(broken: path, error.summary)
    } catch {
      throw Problem(reading: path, error)
    }
  }

  /// Changes the content under a lock, starting from `initial` if there is no file. If the change throws, the file is
  /// left unchanged.
  func change(
    from initial: Content, _ change: (inout Content) throws(Problem) -> Void
  ) throws(Problem) {
    let folder = path.removingLastComponent()
    do throws(PrivateFile.Problem) { try PrivateFile.makeFolder(folder) } catch {
      throw Problem(writing: error)
    }
    try PrivateFile.locked(folder) { () throws(Problem) in
      var content = try load() ?? initial
      try change(&content)
      try save(content)
    }
  }

  /// Replaces the file.
  private func save(_ content: Content) throws(Problem) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(content)
      guard data.count <= PrivateFile.maxBytes else {
        throw PrivateFile.Problem(path, reason: "it would be larger than \(PrivateFile.maxBytes >> 20) MiB")
      }
      try PrivateFile.write(Array(data), to: path)
    } catch {
      throw Problem(writing: error as? PrivateFile.Problem ?? PrivateFile.Problem(path, .ioError))
    }
  }

  /// Checks the open file, not its path: the path could lead to another file by now.
  private func check(_ file: FileDescriptor) throws {
    let status = try PrivateFile.status(of: file)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Problem(
        "\(path) is not a regular file.", next: "Move it away:  mv '\(path)' '\(path).old'")
    }
    if let problem = validate(status) { throw problem }
  }
}
