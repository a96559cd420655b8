import BridgeModel
import Testing

@testable import ServerTransport

@Suite("A call of an API")
struct EndpointTests {
  @Test("ids become one component each, whatever is in them")
  func paths() {
    let call = Endpoint<EmptyResponse>(method: .delete, path: ["v1", "!a:b/c@d", "é ?#%", ""])
    #expect(call.encodedPath == "/v1/%21a%3Ab%2Fc%40d/%C3%A9%20%3F%23%25/")
    #expect(call.route == "DELETE \(call.encodedPath)")
    #expect("aZ09-._~".percentEncoded == "aZ09-._~" && "\u{1}\n".percentEncoded == "%01%0A")
  }

  @Test("read-only mode refuses what changes something with the token, and nothing else")
  func readOnly() {
    func isRefused(_ method: Endpoint<EmptyResponse>.Method, sendsToken: Bool = true) -> Bool {
      Endpoint<EmptyResponse>(method: method, path: ["x"], sendsToken: sendsToken).isRefusedWhenReadOnly
    }
    #expect(isRefused(.post) && isRefused(.delete) && !isRefused(.get))
    #expect(!isRefused(.post, sendsToken: false) && !isRefused(.get, sendsToken: false))
  }
}
