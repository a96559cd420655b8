import BridgeModel
import DesktopAPI
import Terminal

/// Something that keeps the program from its work: what is wrong, and what to type next.
struct Problem: Error, Equatable {
  let text: String

  init(_ what: String, next: String...) { text = ([what] + next).joined(separator: "\n") }

  private static let demo = "To look around without a server: drawbridge demo"

  static let noToken = Problem(
    "there is no access token.",
    next: "Make one in Beeper Desktop: Settings, Integrations, Approved connections, +. Then type:",
    "  export BEEPER_ACCESS_TOKEN=the-token", demo)

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

  init(_ problem: ServerAddress.Problem, address: String) {
    let next = "Type, for example:  export BEEPER_DESKTOP_BASE_URL=\(ServerAddress.usual)"
    switch problem {
    case .malformed:
      self.init("BEEPER_DESKTOP_BASE_URL is not the address of a server: \(address)", next: next)
    case .scheme(let scheme):
      self.init("BEEPER_DESKTOP_BASE_URL begins with \(scheme)://, not with http:// or https://.", next: next)
    case .credentials:
      self.init(
        "BEEPER_DESKTOP_BASE_URL holds a user name or password, which the server does not take.", next: next)
    case .insecure(let host):
      self.init(
        "BEEPER_DESKTOP_BASE_URL is plain http to \(host): the token would cross the network readably.",
        next: "Use https://, or a tunnel:  ssh -L 23373:127.0.0.1:23373 \(host)")
    }
  }

  init(_ error: ServiceError, address: ServerAddress) {
    switch error.kind {
    case .unauthorized:
      self.init(
        "the server at \(address) refuses the access token.",
        next: "Make a new one in Beeper Desktop: Settings, Integrations, Approved connections, +. Then type:",
        "  export BEEPER_ACCESS_TOKEN=the-token")
    case .forbidden:
      self.init(
        "the access token does not allow reading bridges: \(error.message)",
        next: "Make one that does in Beeper Desktop: Settings, Integrations, Approved connections, +.")
    case .unreachable:
      self.init(
        "nobody answers at \(address).",
        next: "Start Beeper Desktop (its API is under Settings, Integrations), or name another server:",
        "  export BEEPER_DESKTOP_BASE_URL=http://host:port", Self.demo)
    case .notFound, .invalidAnswer, .redirected:
      self.init(
        "what answers at \(address) is not a Beeper server with bridges: \(error.message)",
        next: "Name the right one:  export BEEPER_DESKTOP_BASE_URL=http://host:port")
    default:
      self.init("the server at \(address) failed: \(error.message)", next: "Try again in a moment.")
    }
  }
}
