import BridgeModel
import Hummingbird
import StubServer
import Synchronization

/// The answers of a server's OAuth routes, as a test wants them.
final class OAuthStub: Sendable {
  private struct Script {
    var introspection = #"{"active":true,"scope":"read write"}"#
    var scope = "read write"
    var revoked: [String] = []
    var refusesCode = false
  }

  private let script = Mutex(Script())

  /// The tokens revoked so far.
  var revoked: [String] { script.withLock { $0.revoked } }

  /// What `POST /oauth/introspect` answers from now on.
  func introspect(_ json: String) { script.withLock { $0.introspection = json } }

  /// The scope of the tokens given from now on.
  func grant(_ scope: String) { script.withLock { $0.scope = scope } }

  /// Has no code be accepted.
  func refuseCodes() { script.withLock { $0.refusesCode = true } }

  /// The answer to a request. The token it gives is `tok`.
  func answer(_ exchange: Exchange) -> Response {
    switch exchange.path {
    case "/.well-known/oauth-authorization-server":
      .json(
        #"{"authorization_endpoint":"http://x/oauth/authorize","registration_endpoint":"http://x/oauth/register"}"#
      )
    case "/oauth/register": .json(#"{"client_id":"client"}"#)
    case "/oauth/token": token()
    case "/oauth/introspect": .json(script.withLock { $0.introspection })
    case "/oauth/revoke": revoke(exchange.body)
    default: .json(#"{"message":"no such route"}"#, status: .notFound)
    }
  }

  private func token() -> Response {
    let (scope, refuses) = script.withLock { ($0.scope, $0.refusesCode) }
    if refuses { return .json(#"{"message":"the code has expired"}"#, status: .badRequest) }
    return .json(#"{"access_token":"tok","token_type":"Bearer","scope":"\#(scope)"}"#)
  }

  private func revoke(_ body: String) -> Response {
    script.withLock { $0.revoked.append(body.replacing("token=", with: "")) }
    return .json("{}")
  }

  /// The address on which a browser ends after consent at the address that a sign-in reports.
  static func answer(to address: String) -> String {
    let state = address.firstMatch(of: /[?&]state=([^&]*)/).map { String($0.output.1) } ?? ""
    return "http://127.0.0.1:1/answer?code=code&state=\(state)"
  }
}
