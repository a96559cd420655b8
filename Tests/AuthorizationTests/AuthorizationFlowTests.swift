import BridgeModel
import DesktopAPI
import Foundation
import NIOCore
import NIOPosix
import Simulator
import TestSupport
import Testing

@testable import Authorization

@Suite("Authorization in a browser", .timeLimit(.minutes(1)))
struct AuthorizationFlowTests {
  private func failure(_ result: Result<AuthorizationFlow.IssuedToken, AuthorizationProblem>)
    -> AuthorizationProblem?
  {
    if case .failure(let problem) = result { problem } else { nil }
  }

  @Test("consent brings a working token, and the page reports success")
  func allowed() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let address = try await attempt.address()
      #expect(address.hasPrefix("\(browser.address)/oauth/authorize?response_type=code&client_id="))
      #expect(address.contains("&code_challenge_method=S256"))
      #expect(address.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A"))
      let page = try await browser.visit(try await browser.decide("allow", at: address))
      #expect(page.status == 200 && page.text.contains("Signed in"))
      let grant = try await attempt.result().get()
      #expect(grant.allowsWriting)
      let client = try DesktopClient(address: browser.address, token: grant.token)
      let bridges = try await client.bridges()
      await client.shutdown()
      #expect(!bridges.isEmpty)
    }
  }

  @Test("a read-only authorization requests only the read scope")
  func readOnly() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client, isReadOnly: true))
      let address = try await attempt.address()
      #expect(address.contains("&scope=read&"))
      _ = try await browser.visit(try await browser.decide("allow", at: address))
      #expect(try await attempt.result().get().allowsWriting == false)
    }
  }

  @Test("the redirect address of a browser on another machine can be pasted")
  func pasted() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let ended = try await browser.decide("allow", at: try await attempt.address())
      attempt.paste("nonsense")
      attempt.paste("http://127.0.0.1:1/answer?code=x&state=forged")
      attempt.paste("  \(ended) ")
      #expect(try await attempt.result().get().allowsWriting)
      #expect(attempt.ignored == [.noAnswer, .wrongState])
    }
  }

  @Test("a wrong state is reported on the page and ignored; the right answer still counts")
  func wrongState() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let ended = try await browser.decide("allow", at: try await attempt.address())
      let forged = try await browser.visit(ended.replacing(/state=[^&]*/, with: "state=forged"))
      #expect(forged.status == 400 && forged.text.contains("This answer does not match"))
      let empty = try await browser.visit(String(ended.prefix { $0 != "?" }))
      #expect(empty.status == 400 && empty.text.contains("No answer"))
      let page = try await browser.visit(ended)
      #expect(page.status == 200)
      #expect(try await attempt.result().get().allowsWriting)
      #expect(attempt.ignored == [.wrongState, .noAnswer])
    }
  }

  @Test("denied access is reported in the browser and in the terminal")
  func denied() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let page = try await browser.visit(try await browser.decide("deny", at: try await attempt.address()))
      #expect(page.status == 400 && page.text.contains("Access was denied"))
      #expect(failure(await attempt.result()) == .denied)
    }
  }

  @Test(
    "an expired code, or one for another verifier, is reported in the browser and in the terminal")
  func codeRefused() async throws {
    try await withBrowser { browser in
      let late = Attempt(AuthorizationFlow(browser.client))
      let ended = try await browser.decide("allow", at: try await late.address())
      browser.serverClock.advance(by: .seconds(3_600))
      let page = try await browser.visit(ended)
      #expect(page.status == 400 && page.text.contains("Sign-in failed"))
      guard case .codeRefused(let error)? = failure(await late.result()) else {
        Issue.record("the code was accepted")
        return
      }
      #expect(error.code == "invalid_grant")
      // The browser is sent with another challenge, so the verifier does not match it.
      let other = Attempt(AuthorizationFlow(browser.client))
      let address = try await other.address().replacing(
        /code_challenge=[^&]*/, with: "code_challenge=" + CodeVerifier().challenge)
      _ = try await browser.visit(try await browser.decide("allow", at: address))
      guard case .codeRefused? = failure(await other.result()) else {
        Issue.record("the code was accepted")
        return
      }
    }
  }

  @Test("the answer counts even if the browser disconnects before it gets the page")
  func impatientBrowser() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let ended = try await browser.decide("allow", at: try await attempt.address())
      let port = try #require(ended.firstMatch(of: /127\.0\.0\.1:(\d+)/)).1
      let group = MultiThreadedEventLoopGroup.singleton
      let channel = try await ClientBootstrap(group: group).connect(
        host: "127.0.0.1", port: try #require(Int(port))
      ).get()
      let path = ended[try #require(ended.range(of: "/answer")).lowerBound...]
      try await channel.writeAndFlush(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"))
      try await channel.close()
      #expect(try await attempt.result().get().allowsWriting)
    }
  }

  @Test("an address copied with quotes around it is accepted")
  func quoted() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let ended = try await browser.decide("allow", at: try await attempt.address())
      attempt.paste("'\(ended)'")
      #expect(try await attempt.result().get().allowsWriting)
    }
  }

  @Test("the wait for the browser times out")
  func closedBrowser() async throws {
    try await withBrowser { browser in
      let clock = ManualClock()
      let attempt = Attempt(AuthorizationFlow(browser.client, clock: clock))
      _ = try await attempt.address()
      await clock.until(sleeping: 1)
      clock.advance(by: .seconds(AuthorizationFlow.timeout))
      #expect(failure(await attempt.result()) == .timedOut(seconds: AuthorizationFlow.timeout))
    }
  }

  @Test("a port in use is reported")
  func busyPort() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client, port: browser.address.port))
      #expect(failure(await attempt.result()) == .portTaken(browser.address.port))
    }
  }

  @Test("the server's error is reported in its own words, escaped on the page")
  func refused() async throws {
    try await withBrowser { browser in
      let attempt = Attempt(AuthorizationFlow(browser.client))
      let address = try await attempt.address()
      let back = try #require(address.firstMatch(of: /redirect_uri=([^&]*)/)).1.removingPercentEncoding
      let state = try #require(address.firstMatch(of: /state=([^&]*)/)).1
      let page = try await browser.visit(
        "\(try #require(back))?error=server_error&error_description=%3Cb%3Eno+luck&state=\(state)")
      #expect(page.text.contains("&lt;b&gt;no luck") && !page.text.contains("<b>"))
      #expect(failure(await attempt.result()) == .refused(code: "server_error", "<b>no luck"))
    }
  }

  @Test("verifier and challenge follow RFC 7636, and are different each time")
  func verifier() {
    let (one, other) = (CodeVerifier(), CodeVerifier())
    #expect(one.value.count == 43 && one.challenge.count == 43)
    #expect(one.value != other.value)
    // The example of appendix B.
    let known = CodeVerifier(value: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(known.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    #expect(one.value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
  }
}
