import BridgeModel
import Foundation
import NIOHTTP1
import Testing

@testable import ServerTransport

@Suite("An answer with an error status")
struct ErrorAnswerTests {
  private func error(_ status: Int, _ body: String = "", _ headers: HTTPHeaders = [:]) -> ServiceError {
    ServiceError(
      response: RawResponse(status: status, headers: headers, body: Data(body.utf8)), route: "GET /x")
  }

  /// A status, and the kind of failure it stands for.
  static let kinds: [(Int, ServiceError.Kind)] = [
    (302, .redirected), (400, .badRequest), (401, .unauthorized), (403, .forbidden), (404, .notFound),
    (408, .timedOut), (409, .conflict), (410, .gone), (413, .requestTooLarge), (422, .unprocessable),
    (429, .rateLimited), (500, .serverFailed), (599, .serverFailed), (418, .unexpectedStatus),
    (600, .unexpectedStatus), (0, .unexpectedStatus),
  ]

  @Test("its status decides the kind; route and status are kept", arguments: kinds)
  func kind(_ status: Int, _ kind: ServiceError.Kind) {
    let found = error(status)
    #expect(found.kind == kind && found.status == status && found.route == "GET /x")
    #expect(found.message.contains("\(status)") && found.code == nil && found.issues.isEmpty)
  }

  @Test("the server's own message and code are taken over")
  func message() {
    let found = error(400, #"{"message":"No such flow","code":"NO_FLOW"}"#)
    #expect(found.message == "No such flow" && found.code == "NO_FLOW")
    for odd in [#"{"code":"X"}"#, #"{"message":[3]}"#, "<html>", "[]"] {
      #expect(error(400, odd).message.contains("no message"), "\(odd)")
    }
  }

  /// The path of an issue as the server sends it, and as it is shown.
  static let paths = [
    (#"["fields",2,"id"]"#, "fields.2.id"), ("[]", ""), ("\"x\"", ""), ("[null,true]", "?.?"),
    ("[1.5]", "1.5"),
    ("[1e300]", "1e+300"), ("[-1e19]", "-1e+19"),
  ]

  @Test("an issue's path is shown whatever is in it", arguments: paths)
  func issue(_ path: String, _ shown: String) {
    let body = #"{"message":"m","details":{"issues":[{"message":"Required","path":\#(path)},{}]}}"#
    #expect(
      error(422, body).issues == [.init(message: "Required", path: shown), .init(message: "", path: "")])
  }

  /// Headers, and the seconds that the server asks to wait.
  static let pauses: [(HTTPHeaders, Double?)] = [
    ([:], nil), (["retry-after": "7"], 7), (["Retry-After-Ms": "1500"], 1.5),
    (["retry-after-ms": "2000", "retry-after": "9"], 2), (["retry-after": "3600"], 60),
    (["retry-after": "-1"], nil), (["retry-after": "inf"], nil), (["retry-after": "nan"], nil),
    (["retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"], nil),
    (["retry-after-ms": "x", "retry-after": "3"], 3),
  ]

  @Test("the pause that the server asks for is at most a minute", arguments: pauses)
  func retryAfter(_ headers: HTTPHeaders, _ seconds: Double?) {
    #expect(error(429, "", headers).retryAfter == seconds)
  }
}
