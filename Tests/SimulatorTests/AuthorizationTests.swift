import Authorization
import BridgeModel
import Crypto
import DesktopAPI
import Foundation
import Simulator
import TestSupport
import Testing

/// A user who authorizes a client in a browser.
private struct Browser {
  let control: Control
  let authorization: AuthorizationClient
  static let verifier = String(repeating: "v", count: 43)
  static let redirect = "http://127.0.0.1:5000/done"

  init(_ control: Control) throws {
    self.control = control
    authorization = try AuthorizationClient(address: control.address)
  }

  static var challenge: String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  func register(_ redirects: [String] = [redirect]) async throws -> String {
    try await authorization.register(
      ClientRegistration(clientName: "A <test>", redirectURIs: redirects, scope: "read write")
    ).clientID
  }

  func parameters(_ clientID: String, _ changes: [String: String?] = [:]) -> String {
    let usual: [String: String?] = [
      "client_id": clientID, "redirect_uri": Self.redirect, "response_type": "code", "scope": "read write",
      "state": "a&b", "code_challenge": Self.challenge, "code_challenge_method": "S256",
    ]
    return usual.merging(changes) { $1 }.compactMap { name, value in
      value.map { name + "=" + ($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "") }
    }.joined(separator: "&")
  }

  /// Chooses on the consent page; returns the redirect address.
  func choose(
    _ decision: String, _ clientID: String, _ changes: [String: String?] = [:]
  ) async throws -> URLComponents {
    let answer = try await control.call(
      "POST", "oauth/authorize", headers: [("Content-Type", "application/x-www-form-urlencoded")],
      body: parameters(clientID, changes) + "&decision=" + decision)
    #expect(answer.status == 303)
    return try #require(URLComponents(string: answer.header("location") ?? ""))
  }

  func code(_ clientID: String, _ changes: [String: String?] = [:]) async throws -> String {
    try #require(try await choose("allow", clientID, changes)["code"])
  }

  func exchange(
    _ code: String, _ clientID: String, verifier: String = verifier, redirect: String = redirect
  ) async throws -> TokenResponse {
    try await authorization.exchange(
      code: code, verifier: verifier, clientID: clientID, redirectURI: redirect)
  }
}

extension URLComponents {
  fileprivate subscript(name: String) -> String? { queryItems?.first { $0.name == name }?.value }
}

@Suite("Authorization", .timeLimit(.minutes(1)))
struct AuthorizationTests {
  private func withBrowser(
    _ body: @escaping @Sendable (Browser, ManualClock) async throws -> Void
  ) async throws {
    try await withSimulator { _, clock, control in
      let browser = try Browser(control)
      let result: Result<Void, any Error>
      do { result = .success(try await body(browser, clock)) } catch { result = .failure(error) }
      await browser.authorization.shutdown()
      try result.get()
    }
  }

  @Test("a client registers, gets a working token, introspects it and revokes it")
  func whole() async throws {
    try await withBrowser { browser, _ in
      let metadata = try await browser.authorization.metadata()
      #expect(metadata.codeChallengeMethodsSupported == ["S256"])
      let client = try await browser.register()
      let page = try await browser.control.call("GET", "oauth/authorize?" + browser.parameters(client))
      #expect(page.status == 200)
      #expect(page.body.contains("A &lt;test&gt;"))
      #expect(page.header("content-security-policy")?.contains("default-src 'none'") == true)
      let location = try await browser.choose("allow", client)
      #expect(location["state"] == "a&b")
      let grant = try await browser.exchange(#require(location["code"]), client)
      #expect(grant.scope == "read write")
      #expect(try await browser.authorization.introspect(grant.token).active)
      let service = try DesktopClient(address: browser.control.address, token: grant.token)
      _ = try await service.startLogin(LoginStart(), of: "line")
      try await browser.authorization.revoke(grant.token)
      #expect(try await !browser.authorization.introspect(grant.token).active)
      let refused = try await refusal { _ = try await service.bridges() }
      #expect(refused.kind == .unauthorized)
      await service.shutdown()
    }
  }

  @Test("a read-only token cannot write")
  func readOnly() async throws {
    try await withBrowser { browser, _ in
      let client = try await browser.register()
      let grant = try await browser.exchange(browser.code(client, ["scope": "read"]), client)
      let service = try DesktopClient(address: browser.control.address, token: grant.token)
      _ = try await service.bridges()
      let refused = try await refusal { _ = try await service.startLogin(LoginStart(), of: "line") }
      #expect(refused.kind == .forbidden)
      await service.shutdown()
    }
  }

  @Test("a code works once, for one minute, and only with its client, address and verifier")
  func codes() async throws {
    try await withBrowser { browser, clock in
      let client = try await browser.register()
      let other = try await browser.register()
      let code = try await browser.code(client)
      let wrongs: [@Sendable () async throws -> Void] = [
        { _ = try await browser.exchange("made-up", client) },
        { _ = try await browser.exchange(code, other) },
        { _ = try await browser.exchange(code, client, verifier: "another") },
        { _ = try await browser.exchange(code, client, redirect: "http://127.0.0.1:5000/other") },
      ]
      for wrong in wrongs {
        let refused = try await refusal(wrong)
        #expect(refused.status == 400)
        #expect(refused.code == "invalid_grant")
      }
      let grant = try await browser.exchange(code, client)
      let again = try await refusal { _ = try await browser.exchange(code, client) }
      #expect(again.code == "invalid_grant")
      #expect(try await !browser.authorization.introspect(grant.token).active)
      let late = try await browser.code(client)
      clock.advance(by: .seconds(60))
      let expired = try await refusal { _ = try await browser.exchange(late, client) }
      #expect(expired.message.contains("older than 60 seconds"))
    }
  }

  @Test("a request that cannot be granted is redirected to the client with its state")
  func sentBack() async throws {
    try await withBrowser { browser, _ in
      let client = try await browser.register()
      let denied = try await browser.choose("deny", client)
      #expect(denied["error"] == "access_denied")
      #expect(denied["state"] == "a&b")
      for (changes, error) in [
        (["response_type": "token"], "unsupported_response_type"), (["scope": "moon"], "invalid_scope"),
        (["code_challenge_method": "plain"], "invalid_request"), (["code_challenge": nil], "invalid_request"),
      ] as [([String: String?], String)] {
        #expect(try await browser.choose("allow", client, changes)["error"] == error)
      }
    }
  }

  @Test("an unregistered client or redirect address gets an error page, not a redirect")
  func pages() async throws {
    try await withBrowser { browser, _ in
      let client = try await browser.register()
      for (id, changes) in [
        ("nobody", [:]), (client, ["redirect_uri": "http://127.0.0.1:5000/other"]),
        (client, ["redirect_uri": "https://evil.example/done"]),
      ] as [(String, [String: String?])] {
        let page = try await browser.control.call(
          "GET", "oauth/authorize?" + browser.parameters(id, changes))
        #expect(page.status == 400)
        #expect(page.header("location") == nil)
      }
      // On loopback the port may differ each time (RFC 8252, 7.3).
      let moved = try await browser.choose("allow", client, ["redirect_uri": "http://127.0.0.1:6001/done"])
      #expect(moved.port == 6_001)
      let fragment = try await refusal { _ = try await browser.register(["http://127.0.0.1/#top"]) }
      #expect(fragment.code == "invalid_redirect_uri")
    }
  }
}
