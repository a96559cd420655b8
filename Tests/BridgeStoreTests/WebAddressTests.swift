import BridgeModel
import Testing

@testable import BridgeStore

@Suite("Web addresses in text")
struct WebAddressTests {
  /// A text, and the addresses in it.
  static let cases: [(String, [String])] = [
    ("Open https://a.example/b?c=1.", ["https://a.example/b?c=1"]),
    ("<http://a.example>", ["http://a.example"]),
    ("(see https://a.example/x) and **https://b.example**", ["https://a.example/x", "https://b.example"]),
    ("http:// https https://", []), ("javascript:alert(1) file:///etc/passwd ssh://x", []),
    ("https://a.example/\u{1B}[2J", ["https://a.example/"]),
    ("httphttps://a.example", ["https://a.example"]),
    (
      "https://x.example/Foo_(bar) (https://y.example)",
      ["https://x.example/Foo_(bar)", "https://y.example"]
    ),
    ("", []), ("no address", []), ("http", []), ("https://", []), ("http://a", ["http://a"]),
    ("See https://a.example/x. Or http://b?", ["https://a.example/x", "http://b"]),
    ("(https://a.example)", ["https://a.example"]), ("https://a/(b)", ["https://a/(b)"]),
    ("[https://a/b]", ["https://a/b"]), ("https://a/[b]", ["https://a/[b]"]),
    ("<https://a/b>,\"https://c\"", ["https://a/b", "https://c"]), ("**https://a/b**", ["https://a/b"]),
    ("https://a/é", ["https://a/"]), ("https://a\u{202E}b", ["https://a"]), ("httpshttp://a", ["http://a"]),
    ("javascript:alert(1) file:///x HTTP://A", []), ("https://a\nhttps://b", ["https://a", "https://b"]),
  ]

  @Test("are found without the punctuation around them, and only http and https", arguments: cases)
  func all(_ text: String, _ addresses: [String]) { #expect(WebAddress.all(in: text) == addresses) }

  @Test("review B5: an address before many brackets is found in linear time", .timeLimit(.minutes(1)))
  func hostileAddresses() {
    let n = 200_000
    #expect(WebAddress.all(in: "http://a" + String(repeating: ")", count: n)) == ["http://a"])
    #expect(WebAddress.all(in: "http://a" + String(repeating: "](", count: n)).count == 1)
    #expect(WebAddress.all(in: String(repeating: "http://!,", count: n)).count == 1)
    #expect(WebAddress.all(in: String(repeating: "http", count: n)).isEmpty)
  }
}
