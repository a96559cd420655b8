import Authorization
import HTTPTypes
import Hummingbird
import StubServer
import Testing

@Suite("The client of a server's authorization", .timeLimit(.minutes(1)))
struct AuthorizationClientTests {
  @Test("gets, introspects and revokes a token")
  func authorization() async throws {
    let asked = try await StubServer.run { exchange in
      switch exchange.path {
      case "/.well-known/oauth-authorization-server":
        .json(
          #"{"issuer": "i", "authorization_endpoint": "a", "token_endpoint": "t"}"#
        )
      case "/oauth/register": .json(#"{"client_id": "c1"}"#)
      case "/oauth/token": .json(#"{"access_token": "tok", "token_type": "Bearer", "scope": "read"}"#)
      case "/oauth/introspect": .json(#"{"active": true, "scope": "read write"}"#)
      case "/oauth/revoke": Response(status: .ok)
      default: Response(status: .notFound)
      }
    } _: { server, address in
      let client = try AuthorizationClient(address: address)
      let metadata = try await client.metadata()
      #expect(metadata.authorizationEndpoint == "a")
      let registration = ClientRegistration(
        clientName: "drawbridge", redirectURIs: ["http://127.0.0.1:1/"], scope: "read write")
      let registered = try await client.register(registration)
      #expect(registered.clientID == "c1")
      let grant = try await client.exchange(
        code: "the code", verifier: "v~", clientID: "c1", redirectURI: "http://127.0.0.1:1/")
      let introspection = try await client.introspect(grant.token)
      #expect(introspection.active)
      try await client.revoke(grant.token)
      await client.shutdown()
      return server.exchanges
    }
    #expect(
      asked[2].body
        == "grant_type=authorization_code&code=the%20code&code_verifier=v~&client_id=c1"
        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F")
    #expect(asked[3].body == "token=tok&token_type_hint=access_token")
    #expect(asked.map(\.authorization) == [nil, nil, nil, nil, nil])
  }
}
