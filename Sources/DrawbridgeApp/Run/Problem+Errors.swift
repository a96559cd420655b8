import Authorization
import BridgeModel
import ServerTransport
import Settings
import Terminal

/// What the errors of the layers below mean to the user.
extension Problem {
  private static let demo = "To look around without a server:  drawbridge demo"

  /// Untrusted text on one line, cut to 300 characters.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }.prefix(300))
  }

  static let malformedToken = Problem(
    "BEEPER_ACCESS_TOKEN contains a space or another character not allowed in tokens.",
    next: "Copy the token again, then run:  export BEEPER_ACCESS_TOKEN=the-token")

  init(_ error: TerminalError, term: String?) {
    switch error {
    case .notATerminal:
      self.init(
        "not a terminal: the dashboard needs one for both input and output.",
        next: "Run it without pipes or redirection; over ssh, use ssh -t.")
    case .unknownTerminal:
      let name = term.map { $0.isEmpty ? "TERM is empty" : "the terminal type \($0) is unknown" }
      self.init(
        "\(name ?? "TERM is not set"), so the dashboard cannot be drawn.",
        next: "Run:  export TERM=xterm-256color  (or install the terminal's terminfo entry)")
    case .unfitTerminal:
      self.init(
        "the terminal \(term ?? "") cannot move its cursor, which a full-screen program needs.",
        next: "Run it in a terminal window. If this is one, run:  export TERM=xterm-256color")
    }
  }

  /// Converts any error.
  init(any error: any Error) {
    self = error as? Problem ?? Problem("\(error)")
  }

  init(_ problem: ServerAccess.Problem) {
    switch problem {
    case .certificates(let path, let reason):
      self.init(
        "the certificates in \(path) cannot be used: \(reason).",
        next: "Use a PEM file: it has a line with BEGIN CERTIFICATE.")
    case .proxy(let variable):
      self.init(
        "\(variable) is not a valid HTTP proxy address.",
        next: "For example:  export \(variable)=http://proxy.example:3128  (or  unset \(variable))")
    }
  }

  init(_ problem: AuthorizationProblem, address: ServerAddress) {
    let again = "To try again, run the same command."
    switch problem {
    case .denied: self.init("access was denied in the browser, so nothing was changed.", next: again)
    case .refused(let code, let text):
      self.init("the server refused (\(Self.oneLine(code))): \(Self.oneLine(text))", next: again)
    case .timedOut(let seconds):
      self.init(
        "the browser did not return within \(Int(seconds / 60)) minutes. Was its window closed?",
        next: again,
        "A browser on another machine ends up on a page it cannot load: paste its address at the prompt.")
    case .portTaken(let port):
      self.init(
        "port \(port) on 127.0.0.1 is in use by another program.",
        next: "Choose another with --port, or omit --port to use a free one.")
    case .cannotListen(let reason):
      self.init(
        "cannot listen on 127.0.0.1 for the browser: \(reason).",
        next: "Paste a token:  drawbridge login --paste")
    case .unsupported(let what):
      self.init(
        "the server at \(address) does not offer \(what), which sign-in requires.",
        next: "Create a token in Beeper Desktop, then run:  drawbridge login --paste")
    case .codeRefused(let error):
      self.init(
        "the server rejected the code from the browser: \(Self.oneLine(error.message))",
        next: again)

    case .call(let error) where error.kind == .notFound:
      self.init(
        "the server at \(address) does not support browser sign-in: \(Self.oneLine(error.message))",
        next: "Create a token in Beeper Desktop, then run:  drawbridge login --paste")
    case .call(let error): self.init(error, address: address)
    }
  }

  init(_ error: ServiceError, address: ServerAddress) {
    switch error.kind {
    case .unauthorized:
      self.init(
        "the server at \(address) refuses the access token.",
        next: "Get a new one:  drawbridge login NAME  (drawbridge targets lists the names)",
        "If BEEPER_ACCESS_TOKEN is set, it takes precedence: change it, or  unset BEEPER_ACCESS_TOKEN")
    case .untrustedCertificate:
      self.init(
        "the certificate of \(address.authority) is not trusted on this machine, so nothing was sent.",
        next:
          "If this is your own server, save its certificate, or its CA's, as a PEM file, and add",
        "  --ca FILE")
    case .forbidden:
      self.init(
        "the access token does not allow reading bridges: \(Self.oneLine(error.message))",
        next: "Create one that does in Beeper Desktop: Settings, Integrations, Approved connections, +.")
    case .unreachable:
      self.init(
        "cannot reach \(address)"
          + (error.message == "No server answers at \(address.authority)."
            ? "." : ": \(Self.oneLine(error.message))"),
        next: "Start Beeper Desktop (its API is under Settings, Integrations), or choose another server with",
        "  --address http://host:port", Self.demo)
    case .notFound, .invalidResponse, .redirected:
      self.init(
        "\(address) is not a Beeper server with bridges: \(Self.oneLine(error.message))",
        next: "Give the right address with  --address http://host:port")
    default:
      self.init(
        "the server at \(address) failed: \(Self.oneLine(error.message))", next: "Try again in a moment.")
    }
  }
}
