import Authorization
import BridgeModel
import Settings

/// Gets a token for a target with the user's help, and keeps it.
struct SignIn: Sendable {
  typealias Event = AuthorizationFlow.Event

  let choice: TargetChoice
  let folder: ConfigurationFolder
  let environment: [String: String]
  /// The port that the browser comes back to; 0 for a free one.
  var port = 0
  /// Whether the Secret Service keeps the token.
  var usesSecretService = false

  /// A token that is kept.
  struct Kept: Sendable {
    let token: AccessToken
    /// Whether it allows changes.
    let allowsWriting: Bool
    /// Where it is kept, in a sentence.
    let place: String
    /// The token that was kept before it, which is to be revoked as soon as nobody uses it any more.
    let replaced: AccessToken?
  }

  /// Has the user consent in a browser, and keeps the token that comes of it.
  ///
  /// - Parameters:
  ///   - pasted: addresses that the user pastes, for browsers on other machines.
  ///   - report: is told what to tell the user.
  /// - Returns: the token.
  /// - Throws: why there is none.
  func authorize(
    pasted: AsyncStream<String>, report: @escaping @Sendable (Event) -> Void
  ) async throws -> Kept {
    try await Vault(folder).check(inSecretService: usesSecretService)
    return try await withClient { client in
      let flow = AuthorizationFlow(client, isReadOnly: choice.entry.readOnly == true, port: port)
      let grant: AuthorizationFlow.Grant
      do throws(AuthorizationProblem) {
        grant = try await flow.run(pasted: pasted, report: report)
      } catch {
        throw Problem(error, address: client.address)
      }
      return try await keep(grant.token, allowsWriting: grant.allowsWriting, client, isNew: true)
    }
  }

  /// Keeps a token that the user brings, if the server knows it.
  func accept(_ text: String) async throws -> Kept {
    try await Vault(folder).check(inSecretService: usesSecretService)
    return try await withClient { client in
      guard let token = AccessToken(text.filter { !$0.isWhitespace }) else {
        throw Problem("that is no token: it is empty, or holds a space.", next: "Copy it again, whole.")
      }
      let known: TokenIntrospection
      do throws(ServiceError) {
        known = try await client.introspect(token)
      } catch {
        throw Problem(error, address: client.address)
      }
      guard known.active else {
        throw Problem(
          "the server at \(client.address) does not know that token, so nothing was changed.",
          next: "It may be of another server, or revoked. Make a new one and try again.")
      }
      return try await keep(token, allowsWriting: known.allowsWriting, client, isNew: false)
    }
  }

  /// Why what came back is not the answer.
  static func told(_ problem: AnswerProblem) -> String {
    switch problem {
    case .wrongState: "An answer of another try, or a forged one, was not taken. Still waiting."
    case .noAnswer: "That is not the address the browser ended on. Still waiting."
    }
  }

  /// Revokes what a token took the place of, as far as the server can be reached.
  func revokeReplaced(by kept: Kept) async {
    guard let token = kept.replaced else { return }
    try? await withClient { client in try await client.revoke(token) }
  }

  private func withClient<Value>(_ body: (AuthorizationClient) async throws -> Value) async throws -> Value {
    let client = try choice.authorizationClient(environment)
    let result: Result<Value, any Error>
    do { result = .success(try await body(client)) } catch { result = .failure(error) }
    await client.shutdown()
    return try result.get()
  }

  /// Keeps the token, and the target if it is new. What cannot be kept does not stay on the server.
  private func keep(
    _ token: AccessToken, allowsWriting: Bool, _ client: AuthorizationClient, isNew: Bool
  ) async throws -> Kept {
    let (file, vault) = (TargetFile(folder), Vault(folder))
    let before = (try? await vault.token(of: choice.entry)) ?? nil
    var left = ""
    do {
      // Who gave up meanwhile gets no token.
      try Task.checkCancellation()
      // What is wrong with the list is said before anything is written.
      var list = try file.load()
      left = await leftToken(of: list.target(choice.entry.name), vault)
      try list.set(choice.entry)
      // The token first: a target without one is of no use, and a token without a target does no harm.
      try await vault.keep(token, of: choice.entry, inSecretService: usesSecretService)
      try file.change { (list) throws(SettingsProblem) in try list.set(choice.entry) }
    } catch {
      if isNew { _ = await Result.catching { try await client.revoke(token) } }
      throw error
    }
    let place = usesSecretService ? "the Secret Service" : "\(folder.credentials)"
    return Kept(
      token: token, allowsWriting: allowsWriting,
      place:
        "The token of \(choice.entry.name) is kept in \(place)\(allowsWriting ? "" : "; it allows reading only").\(left)",
      replaced: before == token ? nil : before)
  }

  /// That a token for another address, which the target had, is lost here and works there.
  private func leftToken(of known: TargetEntry?, _ vault: Vault) async -> String {
    guard let known, known.address != choice.entry.address,
      (try? await vault.token(of: known)) ?? nil != nil
    else { return "" }
    return
      " The one for \(known.address) is forgotten here, and works there until it is revoked in Beeper Desktop."
  }
}
