import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore
import StubServer
import Testing

@testable import ServerTransport

@Suite("The transport", .timeLimit(.minutes(1)))
struct TransportTests {
  private func withTransport<Value: Sendable>(
    _ answer: @escaping @Sendable (Exchange) async throws -> Response,
    _ body: @escaping @Sendable (StubServer, Transport) async throws -> Value
  ) async throws -> Value {
    try await StubServer.run(answer) { server, address in
      let transport = try Transport(address: address, token: AccessToken("swordfish"))
      let result: Result<Value, any Error>
      do { result = .success(try await body(server, transport)) } catch { result = .failure(error) }
      await transport.shutdown()
      return try result.get()
    }
  }

  private func failure<Answer>(_ transport: Transport, _ endpoint: Endpoint<Answer>) async throws
    -> ServiceError
  {
    do {
      let answer = try await transport.call(endpoint)
      throw Unexpected(value: "\(answer)")
    } catch let error as ServiceError {
      return error
    }
  }

  @Test(
    "classifies errors by status, with the server's message and code",
    arguments: [
      (400, ServiceError.Kind.badRequest), (401, .unauthorized), (403, .forbidden), (404, .notFound),
      (408, .timedOut), (409, .conflict), (410, .gone), (413, .requestTooLarge), (418, .unexpectedStatus),
      (422, .unprocessable), (429, .rateLimited), (500, .serverFailed), (502, .serverFailed),
      (503, .serverFailed),
    ])
  func errors(status: Int, kind: ServiceError.Kind) async throws {
    let error = try await withTransport(
      { _ in
        .json(
          #"{"message": "The reason", "code": "the_code"}"#, status: .init(code: status), [.retryAfter: "7"])
      },
      { _, transport in try await failure(transport, Endpoint<Items>.list) })
    #expect(error.kind == kind)
    #expect(error.message == "The reason")
    #expect(error.code == "the_code")
    #expect(error.status == status)
    #expect(error.route == "GET /v1/bridges")
    #expect(error.retryAfter == 7)
  }

  @Test("reports what is wrong with a request")
  func issues() async throws {
    let error = try await withTransport(
      { _ in
        .json(
          """
          {"message": "Invalid", "code": "v", "details": {"issues": [
            {"code": "x", "message": "Required", "path": ["fields", 2, "id"]}]}}
          """, status: .unprocessableContent)
      },
      { _, transport in try await failure(transport, Endpoint<Items>.list) })
    #expect(error.issues == [.init(message: "Required", path: "fields.2.id")])
  }

  @Test("an error page that is not JSON still gives an error")
  func errorPage() async throws {
    let error = try await withTransport(
      { _ in Response(status: .badGateway, body: .init(byteBuffer: ByteBuffer(string: "<html>"))) },
      { _, transport in try await failure(transport, Endpoint<Items>.list) })
    #expect(error.kind == .serverFailed)
    #expect(error.message.contains("502"))
  }

  @Test("an answer that does not match the API is reported with the path, without values")
  func invalidResponse() async throws {
    let error = try await withTransport(
      { _ in .json(#"{"items": [{"id": 5, "secret": "hunter2"}]}"#) },
      { _, transport in try await failure(transport, Endpoint<Items>.list) })
    #expect(error.kind == .invalidResponse)
    #expect(error.message.contains("items.0.id"))
    #expect(!error.message.contains("hunter2"))
  }

  @Test("follows no redirects", arguments: [301, 302, 307, 308])
  func redirect(status: Int) async throws {
    let (elsewhere, error) = try await StubServer.run({ _ in .json("[]") }) { target, address in
      let error = try await withTransport(
        { _ in
          Response(status: .init(code: status), headers: [.location: address.description + "/v1/accounts"])
        },
        { _, transport in try await failure(transport, Endpoint<Items>.list) })
      return (target.exchanges.count, error)
    }
    #expect(error.kind == .redirected)
    #expect(elsewhere == 0)
  }

  @Test("rejects an answer that is too large, before it is complete")
  func tooLarge() async throws {
    let error = try await withTransport(
      { _ in
        Response(
          status: .ok,
          body: .init { writer in
            let piece = ByteBuffer(repeating: 0x20, count: 1 << 20)
            for _ in 0..<40 { try await writer.write(piece) }
            try await never()
          })
      },
      { _, transport in
        var endpoint = Endpoint<Items>.list
        // The machine may be busy.
        endpoint.timeout = 120
        return try await failure(transport, endpoint)
      })
    #expect(error.kind == .responseTooLarge)
  }

  @Test("gives up on an answer that never begins or never ends", arguments: [true, false])
  func timeout(headFirst: Bool) async throws {
    let error = try await withTransport(
      { _ in
        if !headFirst { try await never() }
        return Response(
          status: .ok,
          body: .init { writer in
            try await writer.write(ByteBuffer(string: "["))
            try await never()
            try await writer.finish(nil)
          })
      },
      { _, transport in
        var endpoint = Endpoint<Items>.list
        endpoint.timeout = 0.3
        return try await failure(transport, endpoint)
      })
    #expect(error.kind == .timedOut)
  }

  @Test("an unreachable server is reported as such")
  func unreachable() async throws {
    // Nothing listens on port 1 (tcpmux) nowadays.
    let address = try ServerAddress("http://127.0.0.1:1")
    let transport = try Transport(address: address, token: nil)
    let error = try await failure(transport, Endpoint<Items>.list)
    await transport.shutdown()
    #expect(error.kind == .unreachable)
    #expect(error.message.contains(address.authority))
  }

  @Test("sends the token only with authorized calls, and encodes ids")
  func requests() async throws {
    let exchanges = try await withTransport(
      { _ in .json(#"{"message": "no", "code": "c"}"#, status: .notFound) },
      { server, transport in
        _ = try await failure(transport, Endpoint<Items>(path: ["v1", "info"], sendsToken: false))
        _ = try await failure(transport, Endpoint<Items>(path: ["v1", "accounts", "a/b:c@d!e é%"]))
        _ = try await failure(
          transport,
          Endpoint<Items>(
            method: .post, path: ["v1", "steps", "s.1"], body: .json(["fields": ["f": "v"]])))
        return server.exchanges
      })
    #expect(exchanges[0].authorization == nil)
    #expect(exchanges[1].authorization == "Bearer swordfish")
    #expect(exchanges[1].path == "/v1/accounts/a%2Fb%3Ac%40d%21e%20%C3%A9%25")
    #expect(exchanges[2].path == "/v1/steps/s.1")
    #expect(exchanges[2].body.contains(#""fields":{"f":"v"}"#))
  }
}

/// An unexpected answer.
struct Unexpected: Error {
  let value: String
}

/// A list as most routes answer it.
struct Items: Decodable, Sendable {
  struct Item: Decodable, Sendable {
    let id: String
  }

  let items: [Item]
}

extension Endpoint where Answer == Items {
  static var list: Self { Endpoint(path: ["v1", "bridges"]) }
}
