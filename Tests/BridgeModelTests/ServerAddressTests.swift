import BridgeModel
import Testing

@Suite("Server addresses")
struct ServerAddressTests {
  @Test(
    "are parsed and normalized",
    arguments: [
      ("http://127.0.0.1:23373", "http://127.0.0.1:23373"), ("http://localhost", "http://localhost:80"),
      ("HTTPS://Beeper.Example/api/", "https://beeper.example:443/api"),
      ("http://[::1]:8080", "http://[::1]:8080"),
      ("https://b.example:8443/a//b", "https://b.example:8443/a/b"),
      ("http://127.9.8.7:1", "http://127.9.8.7:1"),
    ])
  func reads(string: String, written: String) throws {
    #expect(try ServerAddress(string).description == written)
  }

  @Test(
    "are rejected with a reason",
    arguments: [
      ("127.0.0.1:23373", ServerAddress.Problem.malformed), ("", .malformed), ("http://", .malformed),
      ("http://h:0", .malformed), ("http://h:99999", .malformed), ("http://a b", .malformed),
      ("http://127.0.0.1/?q", .malformed), ("ftp://127.0.0.1", .scheme("ftp")),
      ("http://u:p@127.0.0.1", .credentials),
      ("http://beeper.example", .insecure(host: "beeper.example", port: 80)),
      ("http://10.0.0.1:23373", .insecure(host: "10.0.0.1", port: 23373)),
      ("http://127.0.0.1.evil.example", .insecure(host: "127.0.0.1.evil.example", port: 80)),
      ("http://1270.0.0.1", .insecure(host: "1270.0.0.1", port: 80)),
    ])
  func refuses(string: String, problem: ServerAddress.Problem) {
    #expect(throws: problem) { try ServerAddress(string) }
  }

  @Test("a token is never printed")
  func token() throws {
    let token = try #require(AccessToken("swordfish"))
    var dumped = ""
    dump(token, to: &dumped)
    for text in ["\(token)", String(reflecting: token), String(describing: [token]), dumped] {
      #expect(!text.contains("swordfish"))
    }
  }

  @Test("a string that is invalid in a header is not a token", arguments: ["", "a b", "a\nb", "é"])
  func noToken(string: String) { #expect(AccessToken(string) == nil) }
}
