package import BridgeModel
package import Settings
package import Subprocess

/// Stores tokens: in the user's file, or in the desktop's Secret Service through libsecret's `secret-tool`.
package struct Vault: Sendable {
  private let file: CredentialFile
  private let secretTool: Executable
  private let clock: any Clock<Duration>

  /// The vault of a configuration folder.
  ///
  /// - Parameters:
  ///   - folder: the folder with the file of tokens.
  ///   - secretTool: the program that reaches the Secret Service.
  ///   - clock: measures how long it takes.
  package init(
    _ folder: ConfigurationFolder, secretTool: Executable = .name("secret-tool"),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    file = CredentialFile(folder)
    self.secretTool = secretTool
    self.clock = clock
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

  /// Checks whether a token could be stored, so that the user need not fetch one in vain.
  ///
  /// - Parameters:
  ///   - entry: the target.
  ///   - choice: whether the token goes to the Secret Service; nil to leave it where the last one is.
  /// - Throws: why it could not.
  func check(_ entry: TargetEntry, inSecretService choice: Bool?) async throws(Problem) {
    try file.check()
    guard try isInSecretService(entry, choice) else { return }
    // Search for an item that does not exist: this succeeds if the service is available.
    if await secretTool(["search", "service", "drawbridge-check"]) == nil { throw Self.noSecretTool }
  }

  /// Where a token was stored.
  struct Kept: Equatable {
    let isInSecretService: Bool
    /// Whether the previous token is still in the Secret Service, which did not delete it.
    let leavesOld: Bool
  }

  /// Stores the token of a target, and deletes the previous one.
  ///
  /// - Parameters:
  ///   - token: the token.
  ///   - entry: the target.
  ///   - choice: whether the token goes to the Secret Service; nil to leave it where the last one is.
  /// - Returns: where it is now.
  /// - Throws: why it could not be stored.
  @discardableResult
  func keep(
    _ token: AccessToken, of entry: TargetEntry, inSecretService choice: Bool? = nil
  ) async throws(Problem) -> Kept {
    let (origin, before) = (try entry.origin(), try file.place(of: entry.name))
    let isInService = try isInSecretService(entry, choice)
    if isInService {
      let label = ["store", "--label", "Drawbridge: \(entry.name)"]
      guard await secretTool(label + Self.attributes(entry.name, origin), input: token.reveal()) != nil
      else { throw Self.noSecretTool }
      try file.set(.secretService, of: entry.name, at: origin)
    } else {
      try file.set(.token(token), of: entry.name, at: origin)
    }
    guard let before, before.isSecretService, !isInService || before.origin != origin else {
      return Kept(isInSecretService: isInService, leavesOld: false)
    }
    let isCleared = await clear(entry.name, before.origin)
    return Kept(isInSecretService: isInService, leavesOld: !isCleared)
  }

  /// Deletes the token of a target, wherever it is from. Returns whether there was one.
  @discardableResult
  package func forget(_ entry: TargetEntry) async throws(Problem) -> Bool {
    guard let place = try file.place(of: entry.name) else { return false }
    if place.isSecretService {
      guard await clear(entry.name, place.origin) else {
        throw Problem(
          "the Secret Service did not delete the token for \(entry.name), so it is still there.",
          next: "Unlock your keyring, and try again.")
      }
    }
    try file.remove(entry.name)
    return try place.origin == entry.origin()
  }

  /// Whether the token of a target belongs in the Secret Service: by choice, or because the last one is there.
  private func isInSecretService(_ entry: TargetEntry, _ choice: Bool?) throws(Problem) -> Bool {
    if let choice { return choice }
    return try file.place(of: entry.name)?.isSecretService ?? false
  }

  /// Deletes an item of the Secret Service. Returns whether it is gone.
  private func clear(_ target: String, _ origin: String) async -> Bool {
    let attributes = Self.attributes(target, origin)
    if await secretTool(["clear"] + attributes) != nil { return true }
    // It fails too if there is no such item.
    return await secretTool(["search"] + attributes) == ""
  }

  /// Stores a target's token, if there is one, under another name too.
  package func copy(_ entry: TargetEntry, to new: String) async throws(Problem) {
    guard let token = try await token(of: entry) else { return }
    var renamed = entry
    renamed.name = new
    try await keep(token, of: renamed, inSecretService: try file.place(of: entry.name)?.isSecretService)
  }

  private static let noSecretTool = Problem(
    "cannot store a token in the Secret Service: secret-tool is missing or failed.",
    next: "Install it (on Debian: libsecret-tools) and unlock your keyring, or omit --secret-service.")

  private static func attributes(_ target: String, _ origin: String) -> [String] {
    ["service", "drawbridge", "target", target, "origin", origin]
  }

  /// The seconds that the user may take to unlock the keyring.
  static let timeout = 60.0

  /// The output of `secret-tool`; nil if it fails, or takes too long.
  private func secretTool(_ arguments: [String], input: String = "") async -> String? {
    await clock.value(within: .seconds(Self.timeout)) { [secretTool] in
      let result = await HelperProcess.run(
        secretTool, arguments, input: input, output: .string(limit: 1 << 16))
      guard let result, result.terminationStatus.isSuccess else { return String?.none }
      return result.standardOutput
    } ?? nil
  }
}

extension String {
  fileprivate var trimmingLineBreak: String { last?.isNewline == true ? String(dropLast()) : self }
}

extension TargetEntry {
  /// The origin of the server. Tokens are bound to it.
  func origin() throws(Problem) -> String {
    do throws(ServerAddress.Problem) { return try serverAddress().origin } catch {
      throw Problem(error, address: address, ofTarget: name)
    }
  }
}
