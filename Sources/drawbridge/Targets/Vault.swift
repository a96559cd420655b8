import DesktopAPI
import Settings
import Subprocess

/// Where tokens are kept: the user's file, or the desktop's Secret Service by way of libsecret's `secret-tool`.
struct Vault: Sendable {
  private let file: CredentialFile

  init(_ folder: ConfigurationFolder) { file = CredentialFile(folder) }

  /// The token of a target; nil if there is none.
  func token(of target: String) async throws(SettingsProblem) -> AccessToken? {
    switch try file.credential(of: target) {
    case .token(let token)?: return token
    case .secretService?:
      let found = await Self.secretTool(["lookup"] + Self.attributes(target))
      guard let token = found.flatMap({ AccessToken($0.trimmingLineBreak) }) else {
        throw SettingsProblem(
          "the Secret Service has no token for \(target), or is locked.",
          next: "Unlock it, or authorize again:  drawbridge login \(target)")
      }
      return token
    case nil: return nil
    }
  }

  /// Keeps the token of a target, in place of the one before.
  func keep(_ token: AccessToken, of target: String, inSecretService: Bool) async throws(SettingsProblem) {
    guard inSecretService else { return try file.set(.token(token), of: target) }
    let label = ["store", "--label", "Drawbridge: \(target)"]
    guard await Self.secretTool(label + Self.attributes(target), input: token.reveal()) != nil else {
      throw SettingsProblem(
        "the Secret Service did not take the token: secret-tool is not there, or failed.",
        next:
          "Install it (on Debian: libsecret-tools) and unlock your keyring, or leave --secret-service out.")
    }
    try file.set(.secretService, of: target)
  }

  /// Forgets the token of a target.
  func forget(_ target: String) async throws(SettingsProblem) {
    if try file.credential(of: target) == .secretService {
      _ = await Self.secretTool(["clear"] + Self.attributes(target))
    }
    try file.set(nil, of: target)
  }

  /// Keeps what there is of a target under another name.
  func rename(_ target: String, to new: String) async throws(SettingsProblem) {
    guard let token = try await token(of: target) else { return }
    let isInService = try file.credential(of: target) == .secretService
    try await keep(token, of: new, inSecretService: isInService)
    try await forget(target)
  }

  private static func attributes(_ target: String) -> [String] {
    ["service", "drawbridge", "target", target]
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
