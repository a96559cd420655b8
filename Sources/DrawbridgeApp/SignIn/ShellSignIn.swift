import Authorization
import BridgeModel
import Settings

/// `drawbridge login` and `drawbridge logout`.
package struct ShellSignIn: Sendable {
  private let environment: [String: String]

  /// Signs in and out in this environment.
  package init(_ environment: [String: String]) { self.environment = environment }

  /// Gets a token for a server, and keeps it.
  ///
  /// - Parameters:
  ///   - name: the target's name; nil for the default target, or a new one named after its host.
  ///   - options: the server's address, and how it is reached.
  ///   - isPasted: whether the user pastes a token instead of consenting in a browser.
  ///   - opensBrowser: whether a browser is opened, and not only the address printed.
  ///   - port: the port on 127.0.0.1 that the browser returns to; 0 for a free one.
  ///   - usesSecretService: whether the Secret Service keeps the token; nil to leave it where the last one is.
  /// - Throws: `Problem`; nothing was changed then.
  package func signIn(
    _ name: String?, _ options: ConnectionOptions, isPasted: Bool, opensBrowser: Bool, port: Int,
    usesSecretService: Bool?
  ) async throws {
    let folder = try RunConfiguration.folder(environment)
    let target = try await target(name, options, try RunConfiguration.Files(environment))
    let signIn = SignIn(
      target: target, entry: target.entry, folder: folder, environment: environment, port: port,
      usesSecretService: usesSecretService)
    let prompts = SignInPrompts(signIn: signIn, opensBrowser: opensBrowser)
    _ = try await isPasted ? prompts.paste() : prompts.authorize()
  }

  /// The target of that name, or a new one.
  private func target(
    _ name: String?, _ options: ConnectionOptions, _ files: RunConfiguration.Files
  ) async throws -> ResolvedTarget {
    let list = files.list
    if let name, list.target(name) != nil { return try options.target(name, in: files, environment) }
    var new = ResolvedTarget(
      entry: TargetEntry(name: "", address: ServerAddress.defaultText), isStored: false, isExplicit: false,
      timeout: files.effective.settings.timeout)
    let isExplicit = options.givenAddress(environment) != nil
    if try isExplicit || name == nil && files.defaultTarget() != nil {
      let selection = try options.target(nil, in: files, environment)
      if selection.isStored && name == nil { return selection }
      new.entry = selection.entry
    } else {
      await new.findServer()
      options.apply(to: &new.entry)
    }
    new.entry.name = try name ?? RunConfiguration.name(for: new, in: list)
    return new
  }

  /// Revokes a target's token at its server, and forgets it.
  ///
  /// - Parameter name: the target's name; nil for the default target.
  /// - Throws: `Problem`, also where the token is forgotten but the server could not be reached.
  package func signOut(_ name: String?) async throws {
    let folder = try RunConfiguration.folder(environment)
    let files = try RunConfiguration.Files(environment)
    guard let entry = try name.map(files.list.known) ?? files.defaultTarget() else {
      throw Problem("there are no targets yet.", next: "Add one with:  drawbridge login")
    }
    let vault = Vault(folder)
    guard let token = try await vault.token(of: entry) else {
      throw Problem("there is no token for \(entry.name), so there is nothing to revoke.")
    }
    let target = ResolvedTarget(
      entry: entry, isStored: true, isExplicit: true, timeout: files.effective.settings.timeout)
    let trouble = await revoke(token, target)
    try await vault.forget(entry)
    if let trouble {
      throw Problem(
        "deleted the token for \(entry.name) here, but could not revoke it on the server: \(trouble)",
        next: "Revoke it in Beeper Desktop: Settings, Integrations, Approved connections.")
    }
    Output.print("Revoked the token for \(entry.name) and deleted it here.")
  }

  /// Revokes a token; returns what went wrong, or nil.
  private func revoke(_ token: AccessToken, _ target: ResolvedTarget) async -> String? {
    let client: AuthorizationClient
    do { client = try target.authorizationClient(environment) } catch {
      return Problem(any: error).what
    }
    let result = await Result.catching { try await client.revoke(token) }
    await client.shutdown()
    if case .failure(let error) = result { return error.message }
    return nil
  }
}
