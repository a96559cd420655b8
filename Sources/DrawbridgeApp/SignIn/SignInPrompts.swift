import Authorization
import BridgeModel
import Terminal

/// Signs in at the shell prompt.
struct SignInPrompts {
  let signIn: SignIn
  /// Whether to open a browser, not only print the address.
  var opensBrowser = true

  /// Asks the user for consent in a browser, and returns the resulting token.
  func authorize() async throws -> AccessToken {
    let input = PromptLines()
    defer { input.stop() }
    let helpers = HelperPrograms(signIn.environment)
    return await finish(
      try await signIn.authorize(pasted: input.lines) { event in
        switch event {
        case .open(let address): tell(address, helpers)
        case .ignored(let problem): Output.print(SignIn.message(problem))
        }
      })
  }

  /// Asks the user to paste a token, without echo, and returns it if the server recognizes it.
  func paste() async throws -> AccessToken {
    let prompt = """
      Create a token in Beeper Desktop: Settings, Integrations, Approved connections, +.
      Paste it here and press Enter (it is not shown): \

      """
    // Report storage problems before asking for the token.
    try await signIn.vault.check(signIn.entry, inSecretService: signIn.usesSecretService)
    guard let line = SecretPrompt.read(prompt) else {
      throw Problem("no token was given, so nothing was changed.")
    }
    return await finish(try await signIn.accept(line))
  }

  private func finish(_ stored: SignIn.StoredToken) async -> AccessToken {
    await signIn.revokeReplaced(by: stored)
    Output.print(stored.confirmation)
    return stored.token
  }

  private func tell(_ address: String, _ helpers: HelperPrograms) {
    let opener = opensBrowser ? helpers.opener(ofAddress: address) : nil
    Output.print(
      """
      \(opener == nil ? "Open this address in a browser" : "If your browser does not open, open this address"), \
      and allow Drawbridge there:

        \(address)

      Waiting for the browser, at most \(Int(AuthorizationFlow.timeout / 60)) minutes. Press Ctrl-C to cancel.
      A browser on another machine ends up on a page it cannot load: paste its address here and press Enter.
      """)
    Task {
      if let opener {
        _ = await HostActionRunner.start(opener, input: "")
      } else if let clipboard = helpers.clipboard, await HostActionRunner.start(clipboard, input: address) {
        Output.print("(Also copied to the clipboard with \(HostActionRunner.name(of: clipboard)).)")
      }
    }
  }
}
