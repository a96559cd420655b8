import Authorization
import BridgeModel
import DesktopAPI
import Settings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Gets a token for a target with the user's help, and keeps it.
struct SignIn {
  let choice: TargetChoice
  let folder: ConfigurationFolder
  let environment: [String: String]
  /// Whether a browser is opened, and not only its address told.
  var opensBrowser = true
  /// The port that the browser comes back to; 0 for a free one.
  var port = 0
  /// Whether the Secret Service keeps the token.
  var usesSecretService = false

  /// Has the user consent in a browser; gives the token that came of it.
  func authorize() async throws -> AccessToken {
    try await Vault(folder).check(inSecretService: usesSecretService)
    return try await withClient { client in
      let flow = AuthorizationFlow(client, isReadOnly: choice.entry.readOnly == true, port: port)
      let input = TerminalInput()
      let helpers = HelperPrograms(environment)
      let grant: AuthorizationFlow.Grant
      do throws(AuthorizationProblem) {
        grant = try await flow.run(pasted: input.lines) { event in
          switch event {
          case .open(let address): tell(address, helpers)
          case .ignored(.wrongState):
            Output.print("An answer of another try, or a forged one, was not taken. Still waiting.")
          case .ignored(.noAnswer):
            Output.print("That is not the address the browser ended on. Still waiting.")
          }
        }
      } catch {
        input.stop()
        throw Problem(error, address: client.address)
      }
      input.stop()
      try await keep(grant.token, allowsWriting: grant.allowsWriting, client, isNew: true)
      return grant.token
    }
  }

  /// Has the user paste a token, which is not shown; gives it if the server knows it.
  func paste() async throws -> AccessToken {
    try await Vault(folder).check(inSecretService: usesSecretService)
    return try await withClient { client in
      let prompt = """
        Make a token in Beeper Desktop: Settings, Integrations, Approved connections, +.
        Paste it here, and press Enter (it is not shown): \

        """
      guard let line = SecretPrompt.read(prompt)?.filter({ !$0.isWhitespace }) else {
        throw Problem("no token was given, so nothing was changed.")
      }
      guard let token = AccessToken(line) else {
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
      try await keep(token, allowsWriting: known.allowsWriting, client, isNew: false)
      return token
    }
  }

  private func withClient(
    _ body: (AuthorizationClient) async throws -> AccessToken
  ) async throws -> AccessToken {
    let client = try choice.authorizationClient(environment)
    let result: Result<AccessToken, any Error>
    do { result = .success(try await body(client)) } catch { result = .failure(error) }
    await client.shutdown()
    return try result.get()
  }

  private func tell(_ address: String, _ helpers: HelperPrograms) {
    let opener = opensBrowser ? helpers.opener(ofAddress: address) : nil
    Output.print(
      """
      \(opener == nil ? "Open this address in a browser" : "Your browser opens; if it does not, open this address"), \
      and allow Drawbridge there:

        \(address)

      Waiting for the browser to come back, \(Int(AuthorizationFlow.patience / 60)) minutes at most. Ctrl-C ends it.
      A browser on another machine ends on an address that it cannot show: paste that address here, and press Enter.
      """)
    Task {
      if let opener {
        _ = await ErrandRunner.start(opener, input: "")
      } else if let clipboard = helpers.clipboard, await ErrandRunner.start(clipboard, input: address) {
        Output.print("(It is on the clipboard too, by \(clipboard[0]).)")
      }
    }
  }

  /// Keeps the token, and the target if it is new. What cannot be kept, or is replaced, does not stay on the server.
  private func keep(
    _ token: AccessToken, allowsWriting: Bool, _ client: AuthorizationClient, isNew: Bool
  ) async throws {
    let (file, vault) = (TargetFile(folder), Vault(folder))
    let before = (try? await vault.token(of: choice.entry)) ?? nil
    do {
      var list = try file.load()
      try list.set(choice.entry)
      // The token first: a target without one is of no use, and a token without a target does no harm.
      try await vault.keep(token, of: choice.entry, inSecretService: usesSecretService)
      try file.save(list)
    } catch {
      if isNew { _ = await caught { try await client.revoke(token) } }
      throw error
    }
    if let before, before != token { _ = await caught { try await client.revoke(before) } }
    let place = usesSecretService ? "the Secret Service" : "\(folder.credentials)"
    Output.print(
      "The token of \(choice.entry.name) is kept in \(place)\(allowsWriting ? "" : "; it allows reading only")."
    )
  }
}
