import BridgeModel
import DesktopAPI
import HTTPTypes
import Hummingbird
import ServerTransport
import StubServer
import Testing

@Suite("The client", .timeLimit(.minutes(1)))
struct DesktopClientTests {
  private func withClient<Value: Sendable>(
    _ answer: @escaping @Sendable (Exchange) async throws -> Response,
    _ body: @escaping @Sendable (StubServer, DesktopClient) async throws -> Value
  ) async throws -> Value {
    try await StubServer.run(answer) { server, address in
      let client = try DesktopClient(address: address, token: AccessToken("swordfish"))
      let result: Result<Value, any Error>
      do { result = .success(try await body(server, client)) } catch { result = .failure(error) }
      await client.shutdown()
      return try result.get()
    }
  }

  private static let login =
    #"{"bridgeID": "b", "loginID": "l", "removeScopes": ["current-device"], "status": "connected"}"#
  private static let session =
    #"{"bridgeID": "b", "loginSessionID": "s", "status": "waiting_for_display"}"#
  private static let missing = Response.json(#"{"message": "No such thing", "code": "x"}"#, status: .notFound)

  @Test("calls every route with its method and path")
  func routes() async throws {
    let asked = try await withClient(
      { exchange in
        switch exchange.path {
        case "/v1/bridges/b/logins/l/remove":
          .json(#"{"bridgeID": "b", "loginID": "l", "scope": "all-devices", "status": "removed"}"#)
        case let path where path.contains("login-sessions"): .json(Self.session)
        default: .json(#"{"items": []}"#)
        }
      },
      { server, client in
        _ = try await client.bridges()
        _ = try? await client.bridge("b")
        _ = try? await client.info()
        _ = try? await client.setup()
        _ = try? await client.capabilities(of: "b")
        _ = try await client.loginFlows(of: "b")
        _ = try await client.logins(of: "b")
        _ = try await client.removeLogin("l", of: "b", scope: .allDevices)
        _ = try await client.startLogin(LoginStart(flowID: "qr", loginID: "l"), of: "b")
        _ = try await client.loginSession("s", of: "b")
        _ = try await client.submit(
          .init(type: "cookies", fields: [:], source: .api), step: "t", session: "s", of: "b")
        _ = try await client.wait(step: "t", session: "s", of: "b")
        try await client.cancelLogin("s", of: "b")
        return server.exchanges
      })
    #expect(
      asked.map { "\($0.method) \($0.path)" } == [
        "GET /v1/bridges", "GET /v1/bridges/b", "GET /v1/info", "GET /v1/app/setup",
        "GET /v1/bridges/b/capabilities", "GET /v1/bridges/b/login-flows", "GET /v1/bridges/b/logins",
        "POST /v1/bridges/b/logins/l/remove",
        "POST /v1/bridges/b/login-sessions",
        "GET /v1/bridges/b/login-sessions/s", "POST /v1/bridges/b/login-sessions/s/steps/t",
        "POST /v1/bridges/b/login-sessions/s/steps/t", "DELETE /v1/bridges/b/login-sessions/s",
      ])
    #expect(asked[7].body == #"{"scope":"all-devices"}"#)
    #expect(asked[11].body == #"{"type":"display_and_wait"}"#)
  }

  @Test("faults M9: odd bridges and login options are told, and the others stay")
  func oddRecords() async throws {
    try await withClient({ exchange in
      exchange.path == "/v1/bridges"
        ? .json(#"{"items": [{"id": "a", "accounts": []}, 7]}"#)
        : .json(#"{"items": [{"id": "qr"}, {"name": "x"}], "more": true}"#)
    }) { _, client in
      let bridges = try await client.bridges()
      #expect(bridges.map(\.isStandIn) == [false, true] && bridges[0].displayName == "a")
      #expect(bridges[1].problem == "item 1: `id` is missing")
      let flows = try await client.loginFlows(of: "a")
      #expect(flows.map(\.isStandIn) == [false, true] && flows[0].id == "qr")
    }
  }

  @Test("faults M3: the answer of another session or bridge is no answer")
  func otherSession() async throws {
    for (session, bridge) in [("other", "b"), ("s", "c")] {
      try await withClient({ _ in
        .json(#"{"bridgeID": "\#(bridge)", "loginSessionID": "\#(session)", "status": "complete"}"#)
      }) { _, client in
        var kinds: [ServiceError.Kind?] = []
        kinds.append(await kind { _ = try await client.loginSession("s", of: "b") })
        kinds.append(await kind { _ = try await client.wait(step: "t", session: "s", of: "b") })
        let submission = StepSubmission(type: "x")
        kinds.append(await kind { _ = try await client.submit(submission, step: "t", session: "s", of: "b") })
        #expect(kinds == Array(repeating: .invalidResponse, count: 3))
        let start = await kind { _ = try await client.startLogin(LoginStart(), of: "b") }
        #expect(start == (bridge == "b" ? nil : .invalidResponse))
      }
    }
  }

  @Test("faults L8: once a path has worked, a removal that is not found is asked for once")
  func removalOnce() async throws {
    try await withClient({ exchange in
      exchange.method == "GET" ? .json(#"{"items": [{"loginID": "l"}]}"#) : Self.missing
    }) { server, client in
      let logins = try? await client.logins(of: "b")
      #expect(logins?.map(\.bridgeID) == ["b"])
      let kind = await kind { _ = try await client.removeLogin("l", of: "b", scope: .allDevices) }
      #expect(kind == .notFound && server.exchanges.map(\.method) == ["GET", "POST"])
    }
  }

  @Test("review C11: an error under the second path name is the one that is reported")
  func secondError() async throws {
    try await withClient({ exchange in
      exchange.path.contains("connections") ? .json("{}", status: .unauthorized) : Self.missing
    }) { _, client in
      #expect(await kind { _ = try await client.logins(of: "b") } == .unauthorized)
    }
  }

  @Test("supports early servers that use the name connections, and remembers it")
  func connections() async throws {
    let asked = try await withClient(
      { exchange in
        switch exchange.path {
        case "/v1/bridges/b/connections": .json(#"{"items": [\#(Self.login)]}"#)
        default: Self.missing
        }
      },
      { server, client in
        let logins = try await client.logins(of: "b")
        #expect(logins.map(\.loginID) == ["l"])
        let again = try await client.logins(of: "b")
        #expect(again == logins)
        return server.exchanges.map(\.path)
      })
    #expect(asked == ["/v1/bridges/b/logins", "/v1/bridges/b/connections", "/v1/bridges/b/connections"])
  }

  @Test("if neither route exists, the logins are not found")
  func neither() async throws {
    let kind = try await withClient({ _ in Self.missing }) { _, client in
      do throws(ServiceError) {
        _ = try await client.logins(of: "gone")
        return ServiceError.Kind?.none
      } catch {
        return error.kind
      }
    }
    #expect(kind == .notFound)
  }

  @Test("read-only: calls that could change something are never sent")
  func readOnly() async throws {
    try await StubServer.run({ _ in .json(#"{"items": []}"#) }) { server, address in
      let client = try DesktopClient(
        address: address, token: AccessToken("swordfish"), access: ServerAccess(isReadOnly: true))
      var kinds: [ServiceError.Kind?] = []
      kinds.append(await kind { _ = try await client.startLogin(LoginStart(), of: "b") })
      kinds.append(
        await kind {
          _ = try await client.submit(StepSubmission(type: "x"), step: "s", session: "i", of: "b")
        })
      kinds.append(await kind { _ = try await client.wait(step: "s", session: "i", of: "b") })
      kinds.append(await kind { try await client.cancelLogin("i", of: "b") })
      kinds.append(await kind { _ = try await client.removeLogin("l", of: "b", scope: .allDevices) })
      #expect(kinds == Array(repeating: .readOnly, count: 5))
      #expect(server.exchanges.isEmpty)
      _ = try await client.bridges()
      #expect(server.exchanges.map(\.method) == ["GET"])
      await client.shutdown()
    }
  }

  private func kind(_ call: () async throws -> Void) async -> ServiceError.Kind? {
    do {
      try await call()
      return nil
    } catch {
      return (error as? ServiceError)?.kind
    }
  }

  @Test("a server on this machine is found by its port")
  func discovery() async throws {
    let info =
      #"{"app": {"name": "Beeper Desktop", "version": "4.3.73", "bundle_id": "x"}, "platform": {"os": "linux", "arch": "x64"}, "server": {"status": "running", "base_url": "x", "hostname": "x", "port": 1, "remote_access": false, "mcp_enabled": false}, "endpoints": {"oauth": {"authorization_endpoint": "x", "token_endpoint": "x", "introspection_endpoint": "x", "userinfo_endpoint": "x", "revocation_endpoint": "x", "registration_endpoint": "x"}, "spec": "x", "mcp": "x", "ws_events": "x"}}"#
    try await StubServer.run({ _ in .json(info) }) { _, address in
      let found = await LocalServers.find(on: address.port...address.port, within: 30)
      #expect(found.map(\.address) == [address])
      #expect(found.first?.info.app.name == "Beeper Desktop")
    }
  }
}
