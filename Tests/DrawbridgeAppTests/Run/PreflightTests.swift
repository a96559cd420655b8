import BridgeModel
import BridgeStore
import HTTPTypes
import ServerTransport
import StubServer
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("Before the dashboard opens", .timeLimit(.minutes(1)))
@MainActor
struct PreflightTests {
  private let id = TargetID("home")

  /// What a server says that a token allows, if this is its answer to the question.
  private func permission(_ body: String, status: Int = 200) async throws -> Preflight.Permission {
    let token = try #require(AccessToken("swordfish"))
    return try await StubServer.run({ exchange in
      #expect(exchange.path == "/oauth/introspect" && exchange.authorization == nil)
      #expect(exchange.body.contains("token=swordfish"))
      return .json(body, status: .init(code: status))
    }) { server, address in
      let found = try await Preflight.permission(of: token, at: address, ServerAccess(), within: 30)
      #expect(server.exchanges.count == 1)
      return found
    }
  }

  @Test("a token may write, only read, or not be valid")
  func permissions() async throws {
    #expect(try await permission(#"{"active":true,"scope":"read write"}"#) == .writing)
    #expect(try await permission(#"{"active":true,"scope":"read"}"#) == .reading)
    #expect(try await permission(#"{"active":true}"#) == .writing)
    #expect(try await permission(#"{"active":false}"#) == .refused)
  }

  @Test("a server that cannot say leaves it open")
  func unknown() async throws {
    #expect(try await permission(#"{"message":"no"}"#, status: 404) == .unknown)
    #expect(try await permission(#"{"message":"no"}"#, status: 500) == .unknown)
    #expect(try await permission("nonsense") == .unknown)
  }

  @Test("a server that does not answer holds the start up for no longer than the limit")
  func slow() async throws {
    let token = try #require(AccessToken("swordfish"))
    let clock = ManualClock()
    try await StubServer.run({ _ in
      await clock.until(sleeping: 1)
      clock.advance(by: .seconds(2))
      try await never()
      return .json("{}")
    }) { _, address in
      let found = try await Preflight.permission(
        of: token, at: address, ServerAccess(), within: 2, clock: clock)
      #expect(found == .unanswered)
    }
  }

  @Test("what each permission means to the dashboard")
  func meanings() {
    let cases: [(Preflight.Permission, Bool?)] = [
      (.writing, true), (.reading, false), (.unknown, nil), (.unanswered, nil), (.refused, nil),
    ]
    for (permission, allowsWriting) in cases {
      #expect(permission.connectResult == .ready(allowsWriting: allowsWriting))
    }
  }

  @Test("the first answers are the bridges and the server's info, or a failure of either")
  func answers() async {
    let service = FakeService()
    let answers = await Preflight.answers(of: service, id)
    #expect(
      answers == [
        .info(id, .failure(ServiceError(.notFound, message: "no info", route: "GET /v1/info"))),
        .bridges(id, .success([])),
      ])
    service.fail(.unauthorized)
    guard case .bridges(id, .failure(let error))? = await Preflight.answers(of: service, id).last else {
      Issue.record("no failure")
      return
    }
    #expect(error.kind == .unauthorized)
  }

  @Test("a slow server gives no first answers: the dashboard opens without them")
  func slowAnswers() async {
    let service = FakeService()
    service.hold()
    let clock = ManualClock()
    async let answers = Preflight.answers(of: service, id, clock: clock)
    await clock.until(sleeping: 1)
    clock.advance(by: .seconds(Preflight.timeout))
    #expect(await answers.isEmpty)
    service.release()
  }
}
