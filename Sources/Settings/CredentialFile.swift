public import BridgeModel
import SystemPackage

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

  private let file: SettingsFile<[String: Entry]>

  /// The file in that folder, which need not be there yet.
  public init(_ folder: ConfigurationFolder) {
    let path = folder.credentials
    file = SettingsFile(path: path) { status in
      if status.st_uid != geteuid() {
        return SettingsProblem(
          "\(path) belongs to another user, so it is not used.",
          next: "Find out who put it there; then  rm '\(path)'  and  drawbridge login")
      }
      if status.st_mode & 0o077 == 0 { return nil }
      return SettingsProblem(
        "\(path) can be read by others, so its tokens are not used.",
        next: "If nobody else has read it:  chmod 600 '\(path)'",
        "If somebody may have: revoke the tokens in Beeper Desktop (Settings, Integrations), and  rm '\(path)'"
      )
    }
  }

  /// The credential of a target for the server at that origin; nil if there is none.
  ///
  /// A token is for the server that gave it: a target that was given another address has none.
  public func credential(of target: String, at origin: String) throws(SettingsProblem) -> Credential? {
    guard let entry = try file.load()?[target], entry.origin == origin else { return nil }
    if entry.secretService == true { return .secretService }
    guard let token = entry.token.flatMap(AccessToken.init) else {
      throw SettingsProblem(broken: file.path, "`\(target)` holds no token")
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
    guard try file.load()?[target] != nil else { return }
    try change { $0[target] = nil }
  }

  /// Whether a credential could be kept: what would keep it from being is thrown.
  public func check() throws(SettingsProblem) {
    _ = try file.load()
    let folder = file.path.removingLastComponent()
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
    } catch {
      throw SettingsProblem(writing: error)
    }
    guard access(folder.string, W_OK) == 0 else {
      throw SettingsProblem(writing: PrivateFile.Problem(file.path, Errno(rawValue: errno)))
    }
  }

  private func change(_ change: (inout [String: Entry]) -> Void) throws(SettingsProblem) {
    try file.change(from: [:]) { (entries) throws(SettingsProblem) in change(&entries) }
  }

  private struct Entry: Codable {
    var origin: String
    var token: String?
    var secretService: Bool?
  }
}
