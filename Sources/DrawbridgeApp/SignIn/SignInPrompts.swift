import Authorization
import BridgeModel

/// Signing in at the shell's screen.
struct SignInPrompts {
  let signIn: SignIn
  /// Whether a browser is opened, and not only its address told.
  var opensBrowser = true

  /// Has the user consent in a browser; gives the token that came of it.
  func authorize() async throws -> AccessToken {
    let input = TerminalInput()
    defer { input.stop() }
    let helpers = HelperPrograms(signIn.environment)
    return await told(
      try await signIn.authorize(pasted: input.lines) { event in
        switch event {
        case .open(let address): tell(address, helpers)
        case .ignored(let problem): Output.print(SignIn.told(problem))
        }
      })
  }

  /// Has the user paste a token, which is not shown; gives it if the server knows it.
  func paste() async throws -> AccessToken {
    let prompt = """
      Make a token in Beeper Desktop: Settings, Integrations, Approved connections, +.
      Paste it here, and press Enter (it is not shown): \

      """
    // What would keep it from being kept is said before it is asked for.
    try await Vault(signIn.folder).check(inSecretService: signIn.usesSecretService)
    guard let line = SecretPrompt.read(prompt) else {
      throw Problem("no token was given, so nothing was changed.")
    }
    return await told(try await signIn.accept(line))
  }

  private func told(_ kept: SignIn.Kept) async -> AccessToken {
    await signIn.revokeReplaced(by: kept)
    Output.print(kept.place)
    return kept.token
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
}
