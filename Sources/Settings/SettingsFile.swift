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

/// A JSON file of settings: read only where it is to be trusted, and written whole, for the user alone.
struct SettingsFile<Content: Codable>: Sendable {
  let path: FilePath
  /// Why a file of that status is not to be used; nil if it is.
  let distrust: @Sendable (_ status: stat) -> SettingsProblem?

  /// What is in it; nil if there is none.
  func load() throws(SettingsProblem) -> Content? {
    do {
      guard let bytes = try PrivateFile.read(path, isTrusted: check) else { return nil }
      return try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch let problem as SettingsProblem {
      throw problem
    } catch let error as DecodingError {
      throw SettingsProblem(broken: path, error.place)
    } catch {
      throw SettingsProblem(reading: path, error)
    }
  }

  /// Changes what is in it, or in what is usual where there is none, and nobody else's change is lost.
  /// What the change throws leaves it as it was.
  func change(
    from usual: Content, _ change: (inout Content) throws(SettingsProblem) -> Void
  ) throws(SettingsProblem) {
    let folder = path.removingLastComponent()
    do throws(PrivateFile.Problem) { try PrivateFile.makeFolder(folder) } catch {
      throw SettingsProblem(writing: error)
    }
    try PrivateFile.locked(folder) { () throws(SettingsProblem) in
      var content = try load() ?? usual
      try change(&content)
      try save(content)
    }
  }

  /// Writes it in place of the one before.
  private func save(_ content: Content) throws(SettingsProblem) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(content)
      try PrivateFile.write(Array(data), to: path)
    } catch {
      throw SettingsProblem(writing: error as? PrivateFile.Problem ?? PrivateFile.Problem(path, .ioError))
    }
  }

  /// Looks at the file that was opened, and not at the path: that could lead to another one by then.
  private func check(_ file: FileDescriptor) throws {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SettingsProblem("\(path) is no file.", next: "Move it away:  mv '\(path)' '\(path).old'")
    }
    if let problem = distrust(status) { throw problem }
  }
}
