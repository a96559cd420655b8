import Authorization
import BridgeModel
import ServerTransport
import Settings
import Terminal
import Testing

@testable import DrawbridgeApp

@Suite("Startup problems come with the next step")
struct ProblemTests {
  private let address: ServerAddress
  private static let kinds: [ServiceError.Kind] = [
    .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .gone, .requestTooLarge, .unprocessable,
    .rateLimited, .serverFailed, .unexpectedStatus, .redirected, .unreachable, .connectionLost, .timedOut,
    .responseTooLarge, .invalidResponse, .readOnly, .untrustedCertificate, .invalidRequest,
  ]

  init() throws { address = try ServerAddress("https://beeper.example:8443") }

  private func error(_ kind: ServiceError.Kind, _ message: String = "because") -> ServiceError {
    ServiceError(kind, message: message, route: "GET /v1/bridges")
  }

  @Test(
    "every failure names the server, except a missing permission, and each has a next step", arguments: kinds)
  func everyKind(_ kind: ServiceError.Kind) {
    let problem = Problem(error(kind), address: address)
    #expect(problem.what.contains("beeper.example:8443") || kind == .forbidden)
    #expect(!problem.next.isEmpty && problem.next.allSatisfy { !$0.isEmpty })
    #expect(problem.description == ([problem.what] + problem.next).joined(separator: "\n"))
  }

  @Test("the server's text stays on one line and is cut to 300 characters")
  func oneLine() {
    let long = "first\nsecond " + String(repeating: "x", count: 1_000)
    for kind in [ServiceError.Kind.forbidden, .unreachable, .notFound, .serverFailed] {
      let what = Problem(error(kind, long), address: address).what
      #expect(what.contains("first second") && !what.contains("\n") && what.count < 450, "\(kind)")
    }
  }

  @Test("a refused token is about the token, an untrusted certificate about the certificate, and so on")
  func words() {
    let cases: [(ServiceError.Kind, what: String, next: String)] = [
      (.unauthorized, "refuses the access token", "drawbridge login"),
      (.untrustedCertificate, "not trusted", "--ca FILE"),
      (.forbidden, "does not allow reading bridges", "Approved connections"),
      (.unreachable, "cannot reach", "drawbridge demo"),
      (.notFound, "is not a Beeper server", "--address"),
      (.redirected, "is not a Beeper server", "--address"),
      (.timedOut, "failed: because", "Try again"),
    ]
    for (kind, what, next) in cases {
      let problem = Problem(error(kind), address: address)
      #expect(problem.what.contains(what), "\(problem.what)")
      #expect(problem.next.joined().contains(next), "\(problem.next)")
      let others = cases.filter { $0.what != what }
      #expect(!others.contains { problem.what.contains($0.what) })
    }
  }

  @Test("every end of a sign-in says what to do now")
  func authorization() {
    let cases: [(AuthorizationProblem, what: String, next: String)] = [
      (.denied, "denied in the browser", "same command"),
      (.refused(code: "server_error", "no\nluck"), "(server_error): no luck", "same command"),
      (.timedOut(seconds: 300), "within 5 minutes", "paste its address"),
      (.portTaken(8_080), "port 8080", "--port"),
      (.cannotListen("reason"), "reason", "--paste"),
      (.unsupported("PKCE"), "PKCE", "--paste"),
      (.codeRefused(error(.badRequest)), "rejected the code", "same command"),
      (.call(error(.notFound)), "does not support browser sign-in", "--paste"),
      (.call(error(.unreachable)), "cannot reach", "drawbridge demo"),
    ]
    for (reason, what, next) in cases {
      let problem = Problem(reason, address: address)
      #expect(problem.what.contains(what) && !problem.what.contains("\n"), "\(problem.what)")
      #expect(problem.next.joined().contains(next), "\(problem.next)")
    }
  }

  @Test("a missing, unknown or unsuitable terminal is named, with a next step")
  func terminal() {
    let cases: [(TerminalError, String?, what: String)] = [
      (.notATerminal, "xterm", "not a terminal"), (.unknownTerminal, nil, "TERM is not set"),
      (.unknownTerminal, "", "TERM is empty"), (.unknownTerminal, "odd", "the terminal type odd is unknown"),
      (.unfitTerminal, "dumb", "the terminal dumb cannot move its cursor"),
    ]
    for (error, term, what) in cases {
      let problem = Problem(error, term: term)
      #expect(problem.what.contains(what) && !problem.next.isEmpty, "\(problem.what)")
    }
  }

  @Test("certificates and proxies that cannot be used, by file and variable")
  func access() {
    let file = Problem(ServerAccess.Problem.certificates(path: "/x.pem", reason: "it is empty"))
    #expect(file.what.contains("/x.pem") && file.what.contains("it is empty") && !file.next.isEmpty)
    let proxy = Problem(ServerAccess.Problem.proxy(variable: "HTTPS_PROXY"))
    #expect(proxy.what.contains("HTTPS_PROXY") && proxy.next.joined().contains("unset HTTPS_PROXY"))
  }

  @Test("any error becomes a problem, and those that are one stay as they are")
  func anyError() {
    struct Odd: Error, CustomStringConvertible { var description: String { "odd" } }
    let own = Problem("a", next: "b")
    #expect(Problem(any: own) == own)
    #expect(Problem(any: Problem("c", next: "d")) == Problem("c", next: "d"))
    #expect(Problem(any: Odd()) == Problem("odd"))
  }
}
