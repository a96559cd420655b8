import BridgeModel
package import Settings
import Subprocess

/// Where tokens are kept: the user's file, or the desktop's Secret Service by way of libsecret's `secret-tool`.
package struct Vault: Sendable {
  private let file: CredentialFile

  package init(_ folder: ConfigurationFolder) { file = CredentialFile(folder) }

  /// The token of a target; nil if there is none for its address.
  func token(of entry: TargetEntry) async throws(SettingsProblem) -> AccessToken? {
    let origin = try entry.origin()
    switch try file.credential(of: entry.name, at: origin) {
    case .token(let token)?: return token
    case .secretService?:
      let found = await Self.secretTool(["lookup"] + Self.attributes(entry.name, origin))
      guard let token = found.flatMap({ AccessToken($0.trimmingLineBreak) }) else {
        throw SettingsProblem(
          "the Secret Service has no token for \(entry.name), or is locked.",
          next: "Unlock it, or authorize again:  drawbridge login \(entry.name)")
      }
      return token
    case nil: return nil
    }
  }

  /// Whether a token could be kept: what would keep it from being is thrown, before the user goes to get one.
  func check(inSecretService: Bool) async throws(SettingsProblem) {
    try file.check()
    // A search for what nobody keeps: it ends well if the service is there, and nothing comes of it.
    guard inSecretService, await Self.secretTool(["search", "service", "drawbridge-check"]) == nil else {
      return
    }
    throw Self.noSecretTool
  }

  /// Keeps the token of a target, in place of the one before.
  func keep(
    _ token: AccessToken, of entry: TargetEntry, inSecretService: Bool
  ) async throws(SettingsProblem) {
    let origin = try entry.origin()
    guard inSecretService else { return try file.set(.token(token), of: entry.name, at: origin) }
    let label = ["store", "--label", "Drawbridge: \(entry.name)"]
    guard await Self.secretTool(label + Self.attributes(entry.name, origin), input: token.reveal()) != nil
    else {
      throw Self.noSecretTool
    }
    try file.set(.secretService, of: entry.name, at: origin)
  }

  /// Forgets the token of a target.
  package func forget(_ entry: TargetEntry) async throws(SettingsProblem) {
    let origin = try entry.origin()
    if try file.credential(of: entry.name, at: origin) == .secretService {
      _ = await Self.secretTool(["clear"] + Self.attributes(entry.name, origin))
    }
    try file.remove(entry.name)
  }

  /// Keeps what there is of a target under another name too.
  package func copy(_ entry: TargetEntry, to new: String) async throws(SettingsProblem) {
    guard let token = try await token(of: entry) else { return }
    let isInService = try file.credential(of: entry.name, at: try entry.origin()) == .secretService
    var renamed = entry
    renamed.name = new
    try await keep(token, of: renamed, inSecretService: isInService)
  }

  private static let noSecretTool = SettingsProblem(
    "the Secret Service does not take a token: secret-tool is not there, or failed.",
    next: "Install it (on Debian: libsecret-tools) and unlock your keyring, or leave --secret-service out.")

  private static func attributes(_ target: String, _ origin: String) -> [String] {
    ["service", "drawbridge", "target", target, "origin", origin]
  }

  /// What `secret-tool` says; nil if it fails. The token goes in on standard input: arguments can be seen by all.
  private static func secretTool(_ arguments: [String], input: String = "") async -> String? {
    let result = try? await Subprocess.run(
      .name("secret-tool"), arguments: Arguments(arguments), input: .string(input),
      output: .string(limit: 1 << 16), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput
  }
}

extension String {
  fileprivate var trimmingLineBreak: String { last?.isNewline == true ? String(dropLast()) : self }
}

extension TargetEntry {
  /// The origin of its server: what a token is for.
  fileprivate func origin() throws(SettingsProblem) -> String {
    do throws(ServerAddress.Problem) { return try serverAddress().origin } catch {
      throw SettingsProblem(error, address: address, ofTarget: name)
    }
  }
}
