import Testing

@testable import Logins

@Suite("The words of a command line")
struct ShellWordsTests {
  /// A command line, and its words.
  static let cases: [(String, [String])] = [
    ("", []), ("   ", []), ("a  b\tc", ["a", "b", "c"]), ("a\nb", ["a", "b"]),
    ("'a b' c", ["a b", "c"]), ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("a '' b", ["a", "", "b"]),
    (#""a \"b\" \$c \\ \n""#, [#"a "b" $c \ \n"#]), (#"a\ b"#, ["a b"]), (#"a\"#, ["a"]),
    ("a \\\n  b", ["a", "b"]), ("a\\\nb", ["ab"]),
    (#"$'a\'b\n\u0041\x42'"#, ["a'b\nAB"]), (#"$'\U0001F600'"#, ["😀"]), (#"$'\uD800x'"#, ["x"]),
    ("'unclosed a", ["unclosed a"]), ("\"unclosed a", ["unclosed a"]), ("$a", ["$a"]),
    (#"curl ^"http://x/^%^20^" ^"#, ["curl", "http://x/%20"]),
    ("curl ^\n -H ^\"a: ^\\^\"b^\\^\"^\"", ["curl", "-H", #"a: "b""#]),
  ]

  @Test("are those that bash, or cmd, would see", arguments: cases)
  func words(_ line: String, _ words: [String]) { #expect(ShellWords.split(line) == words) }
}

@Suite("A copied cURL command")
struct CurlCommandTests {
  /// Options, and the values they bring.
  static let cases: [(String, PastedValues)] = [
    ("curl http://x", PastedValues(url: "http://x")),
    ("curl --url http://x", PastedValues(url: "http://x")),
    ("curl.exe http://x", PastedValues(url: "http://x")),
    ("curl x.example", PastedValues(url: "x.example")),
    ("curl x.example http://x", PastedValues(url: "http://x")),
    ("curl -X POST http://x -o f -m 3 --retry 2", PastedValues(url: "http://x")),
    ("curl -XPOST http://x --compressed -L", PastedValues(url: "http://x")),
    (
      "curl -H 'A: b' --header=C:d",
      PastedValues(headers: [.init(name: "A", value: "b"), .init(name: "C", value: "d")])
    ),
    ("curl -A agent", PastedValues(headers: [.init(name: "User-Agent", value: "agent")])),
    (
      "curl -b 'a=1; b=2=3'",
      PastedValues(cookies: [.init(name: "a", value: "1"), .init(name: "b", value: "2=3")])
    ),
    ("curl -d 'a=1&b=x%20y+z'", PastedValues(others: ["a": "1", "b": "x y z"])),
    (#"curl --data-raw '{"a":"1","n":2}'"#, PastedValues(others: ["a": "1", "n": "2"])),
    ("curl -H", PastedValues()), ("curl -H nonsense", PastedValues()), ("curl -b", PastedValues()),
  ]

  @Test("brings its address, headers, cookies and body", arguments: cases)
  func options(_ line: String, _ values: PastedValues) { #expect(CurlCommand.read(line) == values) }

  @Test("a Cookie header brings its cookies too")
  func cookieHeader() throws {
    let values = try #require(CurlCommand.read("curl http://x -H 'cookie: a=1; b=2'"))
    #expect(values.cookies.map(\.name) == ["a", "b"] && values.header("Cookie") == "a=1; b=2")
  }

  @Test("is not confused with a word that begins like it", arguments: ["curly http://x", "acurl", "curl-x"])
  func others(_ text: String) { #expect(CurlCommand.read(text) == nil) }
}
