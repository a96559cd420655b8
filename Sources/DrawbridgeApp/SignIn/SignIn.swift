import Authorization
import BridgeModel
import Settings

/// Gets a token for a target with the user's help, and stores it.
struct SignIn: Sendable {
  typealias Event = AuthorizationFlow.Event

  /// The server, with the options of this run.
  let target: ResolvedTarget
  /// What is stored in the user's list of targets, with the token.
  let entry: TargetEntry
  let folder: ConfigurationFolder
  let environment: [String: String]
  /// The port that the browser returns to; 0 for a free one.
  var port = 0
  /// Whether to store the token in the Secret Service; nil to leave it where the last one is.
  var usesSecretService: Bool?
  var vault: Vault { Vault(folder) }

  /// A stored token.
  struct StoredToken: Sendable {
    let token: AccessToken
    /// Whether it allows changes.
    let allowsWriting: Bool
    /// Where it is stored, as a sentence for the user.
    let confirmation: String
    /// The token it replaced, to be revoked once it is no longer in use; nil if there was none.
    let replaced: AccessToken?
  }

  /// Asks the user for consent in a browser, and stores the resulting token.
  ///
  /// - Parameters:
  ///   - pasted: addresses that the user pastes, for browsers on other machines.
  ///   - report: receives events to show to the user.
  /// - Returns: the token.
  /// - Throws: the reason why there is none.
  func authorize(
    pasted: AsyncStream<String>, report: @escaping @Sendable (Event) -> Void
  ) async throws -> StoredToken {
    try await vault.check(entry, inSecretService: usesSecretService)
    return try await withClient { client in
      let flow = AuthorizationFlow(client, isReadOnly: entry.readOnly == true, port: port)
      let grant: AuthorizationFlow.IssuedToken
      do throws(AuthorizationProblem) {
        grant = try await flow.run(pasted: pasted, report: report)
      } catch {
        throw Problem(error, address: client.address)
      }
      return try await keep(grant.token, allowsWriting: grant.allowsWriting, client, isNew: true)
    }
  }

  /// Stores a token that the user pasted, if the server recognizes it.
  func accept(_ text: String) async throws -> StoredToken {
    try await vault.check(entry, inSecretService: usesSecretService)
    return try await withClient { client in
      guard let token = AccessToken(text.filter { !$0.isWhitespace }) else {
        throw Problem("that is not a token: it is empty or has invalid characters.", next: "Copy it again.")
      }
      let known: TokenIntrospection
      do throws(ServiceError) {
        known = try await client.introspect(token)
      } catch {
        throw Problem(error, address: client.address)
      }
      guard known.active else {
        throw Problem(
          "the server at \(client.address) does not recognize that token, so nothing was changed.",
          next: "It may be revoked, or belong to another server. Create a new one and try again.")
      }
      return try await keep(token, allowsWriting: known.allowsWriting, client, isNew: false)
    }
  }

  /// The message for a rejected answer.
  static func message(_ problem: RedirectProblem) -> String {
    switch problem {
    case .wrongState: "Ignored an answer from another attempt, or a forged one. Still waiting."
    case .noAnswer: "That is not the address where the browser ended up. Still waiting."
    }
  }

  /// Revokes the token that `stored` replaced, if the server can be reached.
  func revokeReplaced(by stored: StoredToken) async {
    guard let token = stored.replaced else { return }
    try? await withClient { client in try await client.revoke(token) }
  }

  private func withClient<Value>(_ body: (AuthorizationClient) async throws -> Value) async throws -> Value {
    let client = try target.authorizationClient(environment)
    let result: Result<Value, any Error>
    do { result = .success(try await body(client)) } catch { result = .failure(error) }
    await client.shutdown()
    return try result.get()
  }

  /// Stores the token, and the target if it is new. If storing fails, a new token is revoked on the server.
  private func keep(
    _ token: AccessToken, allowsWriting: Bool, _ client: AuthorizationClient, isNew: Bool
  ) async throws -> StoredToken {
    let file = TargetFile(folder)
    let before = (try? await vault.token(of: entry)) ?? nil
    let kept: Vault.Kept
    var left = ""
    do {
      // Store nothing if the user has cancelled.
      try Task.checkCancellation()
      // Problems with the list come up here, before anything is written.
      var list = try file.load()
      left = await leftToken(of: list.target(entry.name))
      try list.set(entry)
      // The token first: a target without a token is useless, but a token without a target is harmless.
      kept = try await vault.keep(token, of: entry, inSecretService: usesSecretService)
      try file.change { (list) throws(Problem) in try list.set(entry) }
    } catch {
      if isNew { _ = await Result.catching { try await client.revoke(token) } }
      throw error
    }
    let storage = kept.isInSecretService ? "the Secret Service" : "\(folder.credentials)"
    if kept.leavesOld { left += " The old one is still in the Secret Service, which did not delete it." }
    return StoredToken(
      token: token, allowsWriting: allowsWriting,
      confirmation:
        "Saved the token for \(entry.name) in \(storage)\(allowsWriting ? "" : "; it is read-only").\(left)",
      replaced: before == token ? nil : before)
  }

  /// A note that the token for the target's previous address is deleted here but still valid there; empty if there
  /// was none.
  private func leftToken(of known: TargetEntry?) async -> String {
    guard let known, known.address != entry.address,
      (try? await vault.token(of: known)) ?? nil != nil
    else { return "" }
    return
      " The one for \(known.address) is deleted here, but stays valid until you revoke it in Beeper Desktop."
  }
}
