public import DesktopAPI
public import SystemPackage

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

/// The file that tokens are kept in: for the user alone, an entry a target.
public struct CredentialFile: Sendable {
  /// Where a token is.
  public enum Credential: Equatable, Sendable {
    /// In the file.
    case token(AccessToken)
    /// In the desktop's Secret Service, under the target's name.
    case secretService
  }

  /// The file, which need not be there yet.
  public let path: FilePath

  /// The file in that folder.
  public init(_ folder: ConfigurationFolder) { path = folder.credentials }

  /// The credential of a target for the server at that origin; nil if there is none.
  ///
  /// A token is for the server that gave it: a target that was given another address has none.
  public func credential(of target: String, at origin: String) throws(SettingsProblem) -> Credential? {
    guard let entry = try load()[target], entry.origin == origin else { return nil }
    if entry.secretService == true { return .secretService }
    guard let token = entry.token.flatMap(AccessToken.init) else {
      throw SettingsProblem(broken: path, "`\(target)` holds no token")
    }
    return .token(token)
  }

  /// Keeps the credential of a target, which the server at that origin gave, in place of the one before.
  public func set(_ credential: Credential, of target: String, at origin: String) throws(SettingsProblem) {
    try change { entries in
      entries[target] =
        switch credential {
        case .token(let token): Entry(origin: origin, token: token.reveal())
        case .secretService: Entry(origin: origin, secretService: true)
        }
    }
  }

  /// Takes the credential of a target away.
  public func remove(_ target: String) throws(SettingsProblem) {
    guard try load()[target] != nil else { return }
    try change { $0[target] = nil }
  }

  /// Whether a credential could be kept: what would keep it from being is thrown.
  public func check() throws(SettingsProblem) {
    _ = try load()
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(path.removingLastComponent())
    } catch {
      throw SettingsProblem(writing: error)
    }
    guard access(path.removingLastComponent().string, W_OK) == 0 else {
      throw SettingsProblem(writing: PrivateFile.Problem(path, Errno(rawValue: errno)))
    }
  }

  private func change(_ change: (inout [String: Entry]) -> Void) throws(SettingsProblem) {
    var entries = try load()
    change(&entries)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    // Encoding strings and booleans cannot fail.
    let data = (try? encoder.encode(entries)) ?? Data()
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(path.removingLastComponent())
      try PrivateFile.write(Array(data), to: path)
    } catch {
      throw SettingsProblem(writing: error)
    }
  }

  private struct Entry: Codable {
    var origin: String
    var token: String?
    var secretService: Bool?
  }

  private func load() throws(SettingsProblem) -> [String: Entry] {
    let bytes: [UInt8]?
    do {
      bytes = try PrivateFile.read(path, isTrusted: check)
    } catch let problem as SettingsProblem {
      throw problem
    } catch {
      throw SettingsProblem(reading: path, error)
    }
    guard let bytes else { return [:] }
    do { return try JSONDecoder().decode([String: Entry].self, from: Data(bytes)) } catch {
      throw SettingsProblem(broken: path, DecodingProblem.text(error))
    }
  }

  /// Looks at the file that was opened, and not at the path: that could lead to another one by then.
  private func check(_ file: FileDescriptor) throws {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SettingsProblem("\(path) is no file.", next: "Move it away:  mv '\(path)' '\(path).old'")
    }
    guard status.st_uid == geteuid() else {
      throw SettingsProblem(
        "\(path) belongs to another user, so it is not used.",
        next: "Find out who put it there; then  rm '\(path)'  and  drawbridge login")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw SettingsProblem(
        "\(path) can be read by others, so its tokens are not used.",
        next: "If nobody else has read it:  chmod 600 '\(path)'",
        "If somebody may have: revoke the tokens in Beeper Desktop (Settings, Integrations), and  rm '\(path)'"
      )
    }
  }
}
