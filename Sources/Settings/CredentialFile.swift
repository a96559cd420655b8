public import BridgeModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that stores tokens: readable only by the user, one entry per target.
public struct CredentialFile: Sendable {
  /// Where a token is stored.
  public enum Credential: Equatable, Sendable {
    /// In the file.
    case token(AccessToken)
    /// In the desktop's Secret Service, under the target's name.
    case secretService
  }

  private let file: SettingsFile<[String: Entry]>

  /// The file in that folder. The folder need not exist yet.
  public init(_ folder: ConfigurationFolder) {
    let path = folder.credentials
    file = SettingsFile(path: path) { status in
      if status.st_uid != geteuid() {
        return Problem(
          "\(path) belongs to another user, so it is not used.",
          next: "Find out who put it there, then run:  rm '\(path)'  and  drawbridge login")
      }
      if status.st_mode & 0o077 == 0 { return nil }
      return Problem(
        "\(path) is accessible to others, so its tokens are not used.",
        next: "If nobody else has read it:  chmod 600 '\(path)'",
        "If someone may have: revoke the tokens in Beeper Desktop (Settings, Integrations), and  rm '\(path)'"
      )
    }
  }

  /// A target's credential for the server at that origin; nil if there is none.
  ///
  /// A token is only for the server that issued it: a target with a changed address has none.
  public func credential(of target: String, at origin: String) throws(Problem) -> Credential? {
    guard let entry = try file.load()?[target], entry.origin == origin else { return nil }
    if entry.secretService == true { return .secretService }
    guard let token = entry.token.flatMap(AccessToken.init) else {
      throw Problem(broken: file.path, "`\(target)` has no valid token")
    }
    return .token(token)
  }

  /// Where the credential of a target is stored, whatever server issued it; nil if there is none.
  public func place(of target: String) throws(Problem) -> (origin: String, isSecretService: Bool)? {
    guard let entry = try file.load()?[target] else { return nil }
    return (entry.origin, entry.secretService == true)
  }

  /// Stores a target's credential, issued by the server at that origin. Replaces the previous one.
  public func set(_ credential: Credential, of target: String, at origin: String) throws(Problem) {
    try change { entries in
      entries[target] =
        switch credential {
        case .token(let token): Entry(origin: origin, token: token.reveal())
        case .secretService: Entry(origin: origin, secretService: true)
        }
    }
  }

  /// Removes a target's credential.
  public func remove(_ target: String) throws(Problem) {
    guard try file.load()?[target] != nil else { return }
    try change { $0[target] = nil }
  }

  /// Checks that a credential can be stored. Throws the reason if it cannot.
  public func check() throws(Problem) {
    _ = try file.load()
    let folder = file.path.removingLastComponent()
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
    } catch {
      throw Problem(writing: error)
    }
    guard access(folder.string, W_OK) == 0 else {
      throw Problem(writing: PrivateFile.Problem(file.path, Errno(rawValue: errno)))
    }
  }

  private func change(_ change: (inout [String: Entry]) -> Void) throws(Problem) {
    try file.change(from: [:]) { (entries) throws(Problem) in change(&entries) }
  }

  private struct Entry: Codable {
    var origin: String
    var token: String?
    var secretService: Bool?
  }
}
