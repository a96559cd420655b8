import AsyncHTTPClient
import BridgeModel
import Testing

@testable import ServerTransport

@Suite("The proxies of an environment")
struct ProxyTableTests {
  /// A server's address, and the variable that counts for it.
  static let variables: [(String, [String], String?)] = [
    ("https://a.example", ["https_proxy", "HTTPS_PROXY", "all_proxy"], "https_proxy"),
    ("https://a.example", ["HTTPS_PROXY", "all_proxy"], "HTTPS_PROXY"),
    ("https://a.example", ["http_proxy", "ALL_PROXY"], "ALL_PROXY"),
    ("http://a.example", ["https_proxy", "http_proxy"], "http_proxy"),
    ("http://a.example", ["HTTP_PROXY"], nil), ("http://127.0.0.1", ["http_proxy", "all_proxy"], nil),
    ("https://localhost", ["https_proxy"], nil), ("https://[::1]", ["https_proxy"], nil),
  ]

  @Test("are chosen as curl chooses them, and never for this machine", arguments: variables)
  func variable(_ address: String, _ names: [String], _ expected: String?) throws {
    let table = ProxyTable(Dictionary(uniqueKeysWithValues: names.map { ($0, "http://p:1") }))
    #expect(table.variable(for: try ServerAddress(address, isInsecureAllowed: true)) == expected)
  }

  /// A list of exceptions, and whether it names a.b.example on port 8443.
  static let exceptions: [(String, Bool)] = [
    ("", false), ("*", true), ("a.b.example", true), ("b.example", true), (".example", true),
    ("A.B.Example", true),
    ("a.b.example:8443", true), ("a.b.example:443", false), ("x, b.example", true), ("x b.example", true),
    ("other.example", false), ("ample", false), ("x.a.b.example", false),
  ]

  @Test("a host, a domain above it, or all may be excepted", arguments: exceptions)
  func exception(_ list: String, _ isExcepted: Bool) throws {
    let address = try ServerAddress("https://a.b.example:8443")
    for name in ["no_proxy", "NO_PROXY"] {
      let table = ProxyTable(["https_proxy": "p:1", name: list])
      #expect((table.variable(for: address) == nil) == isExcepted, "\(name)")
    }
  }

  @Test("a proxy's address may lack scheme and port, and have a name and a password")
  func addresses() throws {
    let address = try ServerAddress("https://a.example")
    func proxy(_ value: String) throws -> (String, Int, String?)? {
      try ProxyTable(["https_proxy": value]).proxy(for: address).map {
        ($0.host, $0.port, $0.authorization.map { "\($0.headerValue)" })
      }
    }
    #expect(try proxy("p.example")?.1 == 1080 && proxy("p.example:3128/")?.1 == 3128)
    #expect(try proxy("http://[2001:db8::1]:8080")?.0 == "2001:db8::1" && proxy("[2001:db8::1]")?.1 == 1080)
    #expect(try proxy("http://user:p@ss:word@p.example:1")?.2 == "Basic dXNlcjpwQHNzOndvcmQ=")
    #expect(try proxy("http://us%65r:p%40ss%3Aword@p.example:1")?.2 == "Basic dXNlcjpwQHNzOndvcmQ=")
    #expect(try proxy("p.example")?.2 == nil && ProxyTable([:]).proxy(for: address) == nil)
  }
}
