import BridgeModel
import DesktopAPI
import Hummingbird
import Testing

@Suite("The client")
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

  @Test("calls every route by its method and path")
  func routes() async throws {
    let asked = try await withClient(
      { exchange in
        switch exchange.path {
        case "/v1/bridges/b/logins/l/remove":
          .json(#"{"bridgeID": "b", "loginID": "l", "scope": "all-devices", "status": "removed"}"#)
        case "/v1/bridges/b/logins/l": .json(Self.login)
        case let path where path.contains("login-sessions"): .json(Self.session)
        case "/v1/accounts": .json("[]")
        default: .json(#"{"items": []}"#)
        }
      },
      { server, client in
        _ = try await client.accounts()
        _ = try await client.bridges()
        _ = try await client.loginFlows(of: "b")
        _ = try await client.logins(of: "b")
        _ = try await client.login("l", of: "b")
        _ = try await client.removeLogin("l", of: "b", scope: .allDevices)
        _ = try await client.startLogin(LoginStart(flowID: "qr", loginID: "l"), of: "b")
        _ = try await client.loginSession("s", of: "b")
        _ = try await client.submit(
          .init(type: "cookies", fields: [:], source: .api), step: "t", session: "s", of: "b")
        _ = try await client.wait(step: "t", session: "s", of: "b")
        try await client.cancelLogin("s", of: "b")
        _ = try await client.spec()
        return server.exchanges
      })
    #expect(
      asked.map { "\($0.method) \($0.path)" } == [
        "GET /v1/accounts", "GET /v1/bridges", "GET /v1/bridges/b/login-flows", "GET /v1/bridges/b/logins",
        "GET /v1/bridges/b/logins/l", "POST /v1/bridges/b/logins/l/remove",
        "POST /v1/bridges/b/login-sessions",
        "GET /v1/bridges/b/login-sessions/s", "POST /v1/bridges/b/login-sessions/s/steps/t",
        "POST /v1/bridges/b/login-sessions/s/steps/t", "DELETE /v1/bridges/b/login-sessions/s",
        "GET /v1/spec",
      ])
    #expect(asked[5].body == #"{"scope":"all-devices"}"#)
    #expect(asked[9].body == #"{"type":"display_and_wait"}"#)
  }

  @Test("speaks to early servers, that say connections, and remembers it")
  func connections() async throws {
    let asked = try await withClient(
      { exchange in
        switch exchange.path {
        case "/v1/bridges/b/connections": .json(#"{"items": [\#(Self.login)]}"#)
        case "/v1/bridges/b/connections/l": .json(Self.login)
        default: Self.missing
        }
      },
      { server, client in
        let logins = try await client.logins(of: "b")
        #expect(logins.map(\.loginID) == ["l"])
        let login = try await client.login("l", of: "b")
        #expect(login.loginID == "l")
        return server.exchanges.map(\.path)
      })
    #expect(asked == ["/v1/bridges/b/logins", "/v1/bridges/b/connections", "/v1/bridges/b/connections/l"])
  }

  @Test("what is found under neither name is told with the first answer")
  func neither() async throws {
    let kind = try await withClient({ _ in Self.missing }) { _, client in
      do throws(ServiceError) {
        _ = try await client.login("gone", of: "b")
        return ServiceError.Kind?.none
      } catch {
        return error.kind
      }
    }
    #expect(kind == .notFound)
  }

  @Test("gets, looks at and revokes a token")
  func authorization() async throws {
    let asked = try await StubServer.run { exchange in
      switch exchange.path {
      case "/.well-known/oauth-authorization-server":
        .json(
          #"{"issuer": "i", "authorization_endpoint": "a", "token_endpoint": "t", "scopes_supported": ["read"]}"#
        )
      case "/oauth/register": .json(#"{"client_id": "c1"}"#)
      case "/oauth/token": .json(#"{"access_token": "tok", "token_type": "Bearer", "scope": "read"}"#)
      case "/oauth/introspect": .json(#"{"active": true, "scope": "read write"}"#)
      case "/oauth/revoke": Response(status: .ok)
      default: .json(#"{"sub": "@alice:beeper.example"}"#)
      }
    } _: { server, address in
      let client = try AuthorizationClient(address: address)
      let metadata = try await client.metadata()
      #expect(metadata.scopesSupported == ["read"])
      let registration = ClientRegistration(
        clientName: "drawbridge", redirectURIs: ["http://127.0.0.1:1/"], scope: "read write")
      let registered = try await client.register(registration)
      #expect(registered.clientID == "c1")
      let grant = try await client.exchange(
        code: "the code", verifier: "v~", clientID: "c1", redirectURI: "http://127.0.0.1:1/")
      let introspection = try await client.introspect(grant.token)
      #expect(introspection.active)
      try await client.revoke(grant.token)
      let user = try await client.userInfo(grant.token)
      #expect(user["sub"] == .string("@alice:beeper.example"))
      await client.shutdown()
      return server.exchanges
    }
    #expect(
      asked[2].body
        == "grant_type=authorization_code&code=the%20code&code_verifier=v~&client_id=c1"
        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F")
    #expect(asked[3].body == "token=tok&token_type_hint=access_token")
    #expect(asked.map(\.authorization) == [nil, nil, nil, nil, nil, "Bearer tok"])
  }
}
