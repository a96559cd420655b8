import BridgeModel
import DesktopAPI
import Settings

/// The prompt shown without a token: authorize in the browser, paste a token, or try the demo.
enum FirstRun {
  /// The user's choice.
  enum Choice {
    case authorize, paste, demo, quit
  }

  /// Reports the servers found, and asks for one key.
  ///
  /// - Parameters:
  ///   - target: the selected server; replaced by the first one found if the user named none.
  ///   - isRefused: whether the server refuses the current token.
  ///   - hasGivenToken: whether the environment has a token, which is for no server found.
  /// - Returns: the user's choice, and the server it is for.
  static func offer(
    _ target: ResolvedTarget, isRefused: Bool, hasGivenToken: Bool
  ) async -> (Choice, ResolvedTarget) {
    var target = target
    if isRefused {
      Output.print(
        """
        The server at \(target.entry.address) refuses the access token.
        If BEEPER_ACCESS_TOKEN is set, it takes precedence: change it, or  unset BEEPER_ACCESS_TOKEN
        """)
    } else if target.isExplicit {
      Output.print("There is no access token yet for \(target.entry.address).")
    } else {
      let found = await LocalServers.find()
      if let first = found.first { target.entry.address = first.address.description }
      Output.print((hasGivenToken ? unsent : "There is no access token yet.") + " " + text(found))
    }
    Output.print(
      """

        a  Authorize Drawbridge in your browser
        p  Paste a token
        d  Try the demo (no server needed)
        q  Quit

      """)
    Output.prompt("Press a key: ")
    let key = KeyPrompt.read(["a", "p", "d", "q"])
    Output.print(key.map(String.init) ?? "")
    switch key {
    case "a": return (.authorize, target)
    case "p": return (.paste, target)
    case "d": return (.demo, target)
    default: return (.quit, target)
    }
  }

  private static let unsent =
    "BEEPER_ACCESS_TOKEN is set, but nothing answers at the default address, and the token is not sent to a server "
    + "that was merely found. If it is yours, quit with q and run:  drawbridge --address ADDRESS\n"

  /// The server's name and version (untrusted text) on one line, cut to 60 characters.
  private static func name(_ found: LocalServers.Found) -> String {
    let text = "\(found.info.app.name) \(found.info.app.version)"
    return String(text.filter { !$0.isNewline }.prefix(60))
  }

  private static func text(_ found: [LocalServers.Found]) -> String {
    guard let first = found.first else {
      return "No server found on this machine (127.0.0.1, ports \(LocalServers.ports.lowerBound) to "
        + "\(LocalServers.ports.upperBound)). Start Beeper Desktop, or choose a server with --address."
    }
    let others = found.dropFirst().map { "\n  --address \($0.address)  \(name($0))" }.joined()
    return "Found \(name(first)) at \(first.address.authority)."
      + (others.isEmpty
        ? "" : "\nFound other servers too. To use one of them, quit with q and add its address:\(others)")
  }
}
