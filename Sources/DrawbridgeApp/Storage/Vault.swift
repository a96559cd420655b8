package import BridgeModel
package import Settings
package import Subprocess

/// Stores tokens: in the user's file, or in the desktop's Secret Service through libsecret's `secret-tool`.
package struct Vault: Sendable {
  private let file: CredentialFile
  private let secretTool: Executable

  /// The vault of a configuration folder.
  ///
  /// - Parameters:
  ///   - folder: the folder with the file of tokens.
  ///   - secretTool: the program that reaches the Secret Service.
  package init(_ folder: ConfigurationFolder, secretTool: Executable = .name("secret-tool")) {
    file = CredentialFile(folder)
    self.secretTool = secretTool
  }

  /// The token of a target; nil if none is stored for its address. Throws if the Secret Service is locked or has lost
  /// it.
  func token(of entry: TargetEntry) async throws(Problem) -> AccessToken? {
    let origin = try entry.origin()
    switch try file.credential(of: entry.name, at: origin) {
    case .token(let token)?: return token
    case .secretService?:
      let found = await secretTool(["lookup"] + Self.attributes(entry.name, origin))
      guard let token = found.flatMap({ AccessToken($0.trimmingLineBreak) }) else {
        throw Problem(
          "the Secret Service has no token for \(entry.name), or is locked.",
          next: "Unlock it, or authorize again:  drawbridge login \(entry.name)")
      }
      return token
    case nil: return nil
    }
  }

  /// Throws if a token could not be stored, so that the user need not fetch one in vain.
  func check(inSecretService: Bool) async throws(Problem) {
    try file.check()
    // Search for an item that does not exist: this succeeds if the service is available.
    guard inSecretService, await secretTool(["search", "service", "drawbridge-check"]) == nil else {
      return
    }
    throw Self.noSecretTool
  }

  /// Stores the token of a target, replacing the previous one.
  func keep(
    _ token: AccessToken, of entry: TargetEntry, inSecretService: Bool
  ) async throws(Problem) {
    let origin = try entry.origin()
    guard inSecretService else { return try file.set(.token(token), of: entry.name, at: origin) }
    let label = ["store", "--label", "Drawbridge: \(entry.name)"]
    guard await secretTool(label + Self.attributes(entry.name, origin), input: token.reveal()) != nil
    else {
      throw Self.noSecretTool
    }
    try file.set(.secretService, of: entry.name, at: origin)
  }

  /// Deletes the token of a target. Returns whether there was one.
  @discardableResult
  package func forget(_ entry: TargetEntry) async throws(Problem) -> Bool {
    let origin = try entry.origin()
    let credential = try file.credential(of: entry.name, at: origin)
    if credential == .secretService {
      _ = await secretTool(["clear"] + Self.attributes(entry.name, origin))
    }
    try file.remove(entry.name)
    return credential != nil
  }

  /// Stores a target's token, if there is one, under another name too.
  package func copy(_ entry: TargetEntry, to new: String) async throws(Problem) {
    guard let token = try await token(of: entry) else { return }
    let isInService = try file.credential(of: entry.name, at: try entry.origin()) == .secretService
    var renamed = entry
    renamed.name = new
    try await keep(token, of: renamed, inSecretService: isInService)
  }

  private static let noSecretTool = Problem(
    "cannot store a token in the Secret Service: secret-tool is missing or failed.",
    next: "Install it (on Debian: libsecret-tools) and unlock your keyring, or omit --secret-service.")

  private static func attributes(_ target: String, _ origin: String) -> [String] {
    ["service", "drawbridge", "target", target, "origin", origin]
  }

  /// The output of `secret-tool`; nil if it fails.
  private func secretTool(_ arguments: [String], input: String = "") async -> String? {
    let result = await HelperProcess.run(
      secretTool, arguments, input: input, output: .string(limit: 1 << 16))
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput
  }
}

extension String {
  fileprivate var trimmingLineBreak: String { last?.isNewline == true ? String(dropLast()) : self }
}

extension TargetEntry {
  /// The origin of the server. Tokens are bound to it.
  fileprivate func origin() throws(Problem) -> String {
    do throws(ServerAddress.Problem) { return try serverAddress().origin } catch {
      throw Problem(error, address: address, ofTarget: name)
    }
  }
}
