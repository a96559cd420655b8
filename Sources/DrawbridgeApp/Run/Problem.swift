import Authorization
import BridgeModel
package import ServerTransport
import Settings
import Terminal

/// Something that keeps the program from its work: what is wrong, and what to type next.
package struct Problem: Error, Equatable {
  package let what: String
  package let next: [String]

  /// Both, a line each.
  package var text: String { ([what] + next).joined(separator: "\n") }

  package init(_ what: String, next: String...) {
    self.what = what
    self.next = next
  }

  private static let demo = "To look around without a server: drawbridge demo"

  /// A stranger's text on one line, and not too long.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }.prefix(300))
  }

  static let malformedToken = Problem(
    "BEEPER_ACCESS_TOKEN holds a space or a character that no token has.",
    next: "Copy the token again, and type:  export BEEPER_ACCESS_TOKEN=the-token")

  init(_ error: TerminalError, term: String?) {
    switch error {
    case .notATerminal:
      self.init(
        "this is not a terminal: the dashboard needs one for its input and its output.",
        next: "Run it without a pipe or a redirection; over ssh, with ssh -t.")
    case .unknownTerminal:
      let name = term.map { $0.isEmpty ? "TERM is empty" : "the terminal \($0) is unknown here" }
      self.init(
        "\(name ?? "TERM is not set"), so it is not known how to draw on it.",
        next: "Type:  export TERM=xterm-256color  (or install the terminal's own terminfo entry)")
    case .unfitTerminal:
      self.init(
        "the terminal \(term ?? "") cannot move its cursor, which a full-screen program needs.",
        next: "Run it in a terminal window; if this is one, type:  export TERM=xterm-256color")
    }
  }

  /// What was thrown, whatever it is.
  init(any error: any Error) {
    if let problem = error as? Problem {
      self = problem
    } else if let problem = error as? SettingsProblem {
      self.init(problem)
    } else {
      self.init("\(error)")
    }
  }

  init(_ problem: SettingsProblem) { (what, next) = (problem.what, problem.next) }

  package init(_ problem: ServerAccess.Problem) {
    switch problem {
    case .certificates(let path, let reason):
      self.init(
        "the certificates in \(path) cannot be used: \(reason).",
        next: "Name a PEM file: it has a line that says BEGIN CERTIFICATE.")
    case .proxy(let variable):
      self.init(
        "\(variable) is not the address of an HTTP proxy.",
        next: "Type, for example:  export \(variable)=http://proxy.example:3128  (or  unset \(variable))")
    }
  }

  init(_ problem: AuthorizationProblem, address: ServerAddress) {
    let again = "To try again:  drawbridge login"
    switch problem {
    case .denied: self.init("access was denied in the browser, so nothing was changed.", next: again)
    case .refused(let code, let text):
      self.init("the server refused (\(Self.oneLine(code))): \(Self.oneLine(text))", next: again)
    case .noAnswer(let seconds):
      self.init(
        "the browser did not come back within \(Int(seconds / 60)) minutes. Was its window closed?",
        next: again,
        "A browser on another machine ends on an address that it cannot show: paste that at the prompt.")
    case .portTaken(let port):
      self.init(
        "port \(port) on 127.0.0.1 is taken by another program.",
        next: "Choose another with --port, or leave it out for a free one.")
    case .cannotListen(let reason):
      self.init(
        "nobody can listen on 127.0.0.1 for the browser: \(reason).",
        next: "Paste a token:  drawbridge login --paste")
    case .unsupported(let what):
      self.init(
        "the server at \(address) does not offer \(what), which signing in needs.",
        next: "Make a token in Beeper Desktop, and  drawbridge login --paste")
    case .codeRefused(let error):
      self.init(
        "the server did not take the code that the browser brought: \(Self.oneLine(error.message))",
        next: again)

    case .call(let error) where error.kind == .notFound:
      self.init(
        "the server at \(address) does not offer signing in by a browser: \(Self.oneLine(error.message))",
        next: "Make a token in Beeper Desktop, and  drawbridge login --paste")
    case .call(let error): self.init(error, address: address)
    }
  }

  init(_ error: ServiceError, address: ServerAddress) {
    switch error.kind {
    case .unauthorized:
      self.init(
        "the server at \(address) refuses the access token.",
        next: "Get a new one:  drawbridge login NAME  (the target's name, as drawbridge targets tells it)",
        "If BEEPER_ACCESS_TOKEN is set, it comes first: set a new one, or  unset BEEPER_ACCESS_TOKEN")
    case .untrusted:
      self.init(
        "the certificate of \(address.authority) is not one that is trusted here, so nothing was sent.",
        next:
          "If it is your own server: put its certificate, or that of who signed it, into a PEM file, and add",
        "  --ca FILE")
    case .forbidden:
      self.init(
        "the access token does not allow reading bridges: \(Self.oneLine(error.message))",
        next: "Make one that does in Beeper Desktop: Settings, Integrations, Approved connections, +.")
    case .unreachable:
      self.init(
        "nobody answers at \(address): \(Self.oneLine(error.message))",
        next: "Start Beeper Desktop (its API is under Settings, Integrations), or name another server with",
        "  --address http://host:port", Self.demo)
    case .notFound, .invalidAnswer, .redirected:
      self.init(
        "what answers at \(address) is not a Beeper server with bridges: \(Self.oneLine(error.message))",
        next: "Name the right one with  --address http://host:port")
    default:
      self.init(
        "the server at \(address) failed: \(Self.oneLine(error.message))", next: "Try again in a moment.")
    }
  }
}
