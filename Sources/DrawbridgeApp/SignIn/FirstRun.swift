import BridgeModel
import DesktopAPI
import Settings

/// What the program offers when it has no token: to get one in the browser, to take one, or to try the demo.
enum FirstRun {
  /// What the user chose.
  enum Way {
    case authorize, paste, demo, quit
  }

  /// Says what was found, and has the user choose by one key.
  ///
  /// - Parameters:
  ///   - choice: the server that is meant, where one was named.
  ///   - isRefused: whether it refuses the token there is.
  /// - Returns: the way chosen, and the server it is for.
  static func offer(_ choice: TargetChoice, isRefused: Bool) async -> (Way, TargetChoice) {
    var choice = choice
    if isRefused {
      Output.print(
        """
        The server at \(choice.entry.address) refuses the access token.
        If BEEPER_ACCESS_TOKEN is set, it comes first: set a new one, or  unset BEEPER_ACCESS_TOKEN
        """)
    } else if choice.isNamed {
      Output.print("There is no access token yet for \(choice.entry.address).")
    } else {
      let found = await LocalServers.find()
      if let first = found.first { choice.entry.address = first.address.description }
      Output.print("There is no access token yet. \(told(found))")
    }
    Output.print(
      """

        a  Authorize Drawbridge in your browser
        p  Paste a token
        d  Try the demo: it needs no server
        q  Quit

      """)
    Output.prompt("Press a key: ")
    let key = KeyPrompt.read(["a", "p", "d", "q"])
    Output.print(key.map(String.init) ?? "")
    switch key {
    case "a": return (.authorize, choice)
    case "p": return (.paste, choice)
    case "d": return (.demo, choice)
    default: return (.quit, choice)
    }
  }

  /// What a server says that it is: on one line, and not too long.
  private static func name(_ found: LocalServers.Found) -> String {
    let text = "\(found.info.app.name) \(found.info.app.version)"
    return String(text.filter { !$0.isNewline }.prefix(60))
  }

  private static func told(_ found: [LocalServers.Found]) -> String {
    guard let first = found.first else {
      return "No server answers on this machine (127.0.0.1, ports \(LocalServers.ports.lowerBound) to "
        + "\(LocalServers.ports.upperBound)): start Beeper Desktop, or name a server with --address."
    }
    let others = found.dropFirst().map { "\n  --address \($0.address)  \(name($0))" }.joined()
    return "\(name(first)) answers at \(first.address.authority)."
      + (others.isEmpty
        ? "" : "\nOthers answer too; leave with q and name one of them if you mean it:\(others)")
  }
}
