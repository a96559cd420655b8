import Authorization
import BridgeModel
import DesktopAPI
import Settings

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

  /// Has the user consent in a browser.
  func authorize() async throws {
    try await withClient { client in
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
      try await keep(grant.token, allowsWriting: grant.allowsWriting)
    }
  }

  /// Has the user paste a token, which is not shown.
  func paste() async throws {
    try await withClient { client in
      Output.print("Make a token in Beeper Desktop: Settings, Integrations, Approved connections, +.")
      guard let line = SecretPrompt.read("Paste it here, and press Enter (it is not shown): ") else {
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
      try await keep(token, allowsWriting: known.allowsWriting)
    }
  }

  private func withClient(_ body: (AuthorizationClient) async throws -> Void) async throws {
    let client = try choice.authorizationClient(environment)
    do { try await body(client) } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
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
      if let opener { _ = await ErrandRunner.start(opener, input: "") }
      if opener == nil, let clipboard = helpers.clipboard {
        _ = await ErrandRunner.start(clipboard, input: address)
      }
    }
  }

  /// Keeps the token, and the target if it is new.
  private func keep(_ token: AccessToken, allowsWriting: Bool) async throws {
    let file = TargetFile(folder)
    var list = try file.load()
    try list.set(choice.entry)
    // The token first: a target without one is of no use, and a token without a target is found by its name.
    try await Vault(folder).keep(token, of: choice.entry.name, inSecretService: usesSecretService)
    try file.save(list)
    let place = usesSecretService ? "the Secret Service" : "\(folder.credentials)"
    Output.print(
      "The token of \(choice.entry.name) is kept in \(place)\(allowsWriting ? "" : "; it allows reading only")."
    )
  }
}
