import BridgeModel
import Testing

@testable import Logins

@Suite("The values in a paste")
struct PastedValuesTests {
  /// The address of a request, and its host.
  static let hosts: [(String, String?)] = [
    ("https://a.example/x?y#z", "a.example"), ("https://a.example:8443", "a.example"),
    ("https://user:pass@a.example/", "a.example"), ("https://a.example?x=http://b", "a.example"),
    ("https://", nil), ("/path", nil),
  ]

  @Test("have the host of their request, without port and password", arguments: hosts)
  func host(_ url: String, _ host: String?) { #expect(PastedValues(url: url).host == host) }

  @Test("without an address, the host is that of the Host header")
  func hostHeader() {
    var values = PastedValues()
    #expect(values.host == nil)
    values.add(header: ":authority", "b.example")
    #expect(values.host == "b.example")
    values.add(header: "HOST", "a.example")
    #expect(values.host == "a.example")
    #expect(values.header("host") == "a.example" && values.header("x") == nil)
  }

  @Test("have the cookies of a Cookie header, and ignore malformed parts")
  func cookies() {
    var values = PastedValues()
    values.add(cookieHeader: " a=1;b = 2 ; =x; c; d=;e=f=g")
    #expect(values.cookies.map { "\($0.name)=\($0.value)" } == ["a=1", "b = 2", "d=", "e=f=g"])
    #expect(values.others.isEmpty && values.headers.isEmpty)
  }

  @Test("have the fields of a body: a form, JSON or multipart")
  func bodies() {
    func others(_ body: String) -> [String: String] {
      var values = PastedValues()
      values.add(body: body)
      return values.others
    }
    #expect(others("") == [:] && others("nonsense") == [:])
    #expect(others("a=1&b=%C3%A9+x&c=%zz") == ["a": "1", "b": "é x", "c": "%zz"])
    #expect(
      others(#" {"a":"1","b":2,"c":null,"d":[1],"e":9007199254740993,"f":1.5}"#) == ["a": "1", "b": "2"])
    let multipart = """
      ------X\r
      Content-Disposition: form-data; name="token"\r
      \r
      xoxc-1\r
      ------X\r
      Content-Disposition: form-data; name="empty"\r
      ------X--
      """
    #expect(others(multipart) == ["token": "xoxc-1"])
    #expect(others(multipart.replacing("\r\n", with: "\\r\\n")) == ["token": "xoxc-1"])
  }

  @Test("percent-decoding leaves invalid UTF-8 as it is")
  func percentDecoding() {
    let cases = [
      ("a%20b", "a b"), ("%e2%82%ac", "€"), ("%C3", "%C3"), ("100%", "100%"), ("%4", "%4"), ("%zz", "%zz"),
      ("", ""), ("é", "é"),
    ]
    for (text, expected) in cases { #expect(text.percentDecoded == expected) }
  }

  @Test("trimming and splitting keep what is between")
  func strings() {
    #expect("\u{A0} a b \r\n".trimmed == "a b" && " \n".trimmed == "")
    #expect("a=b=c".splitOnce("=").map { [$0.0, $0.1] } == ["a", "b=c"] && "abc".splitOnce("=") == nil)
    #expect("=".splitOnce("=").map { [$0.0, $0.1] } == ["", ""])
  }
}

@Suite("Headers and cookies as lines")
struct LineFormatTests {
  @Test("headers one a line, with or without a request line, up to a blank line and the body")
  func headers() throws {
    let text = "POST /x HTTP/1.1\nHost: a.example\nCookie: a=1\n\nb=2&c=3"
    let values = try #require(HeaderLines.read(text))
    #expect(values.url == "https://a.example/x" && values.cookies.map(\.value) == ["1"])
    #expect(values.others == ["b": "2", "c": "3"])
    let absolute = try #require(HeaderLines.read("GET http://b.example/y HTTP/1.1\nHost: a.example"))
    #expect(absolute.url == "http://b.example/y")
  }

  @Test("names and values on lines of their own, as one browser shows them")
  func alternating() throws {
    let text = ":authority:\na.example\n:path\n/z\ncookie:\na=1\naccept\n*/*"
    let values = try #require(HeaderLines.read(text))
    #expect(values.url == "https://a.example/z" && values.cookies.map(\.name) == ["a"])
    #expect(values.header("accept") == "*/*")
  }

  @Test(
    "a line that is not a header rejects the whole text", arguments: ["a: b\nnonsense", "a b: c", "http"])
  func noHeaders(_ text: String) { #expect(HeaderLines.read(text) == nil) }

  @Test("cookies as name=value, one a line or separated by semicolons, are values by name too")
  func cookieLines() throws {
    let values = try #require(CookieLines.read("a=1; b=2\nc=3="))
    #expect(values.cookies.map { "\($0.name)=\($0.value)" } == ["a=1", "b=2", "c=3="])
    #expect(values.others == ["a": "1", "b": "2", "c": "3="])
    for text in ["a", "a b=1", "=1", "a=1\nx", "{a}=1"] { #expect(CookieLines.read(text) == nil, "\(text)") }
  }

  @Test("cookies.txt with its marks, comments and empty values")
  func netscape() throws {
    let text = """
      # Netscape HTTP Cookie File

      #HttpOnly_.a.example\tTRUE\t/\tTRUE\t0\tsid\tone
      b.example\tFALSE\t/\tFALSE\t0\tempty
      b.example\tfalse\t/\tFALSE\t0\tspaced\t two\u{20}
      nonsense
      c.example\tMAYBE\t/\tFALSE\t0\tx\ty
      """
    let values = try #require(NetscapeCookies.read(text))
    #expect(
      values.cookies == [
        .init(name: "sid", value: "one", domain: ".a.example"),
        .init(name: "empty", value: "", domain: "b.example"),
        .init(name: "spaced", value: "two", domain: "b.example"),
      ])
  }

  @Test("a PowerShell command with its session, headers and body")
  func powerShell() throws {
    let text = """
      $session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
      $session.UserAgent = "Browser/1"
      $session.Cookies.Add((New-Object System.Net.Cookie("sid", "a`"b", "/", ".a.example")))
      Invoke-WebRequest -UseBasicParsing -Uri "https://a.example/x" -WebSession $session `
      -Headers @{ "authority"="a.example"; "x-track"="{$([char]34)a$([char]34):1}" } -Body "b=2"
      """
    let values = try #require(PowerShellCommand.read(text))
    #expect(values.url == "https://a.example/x" && values.userAgent == "Browser/1")
    #expect(values.cookies == [.init(name: "sid", value: "a\"b", domain: ".a.example")])
    #expect(values.header("x-track") == #"{"a":1}"# && values.others == ["b": "2"])
    #expect(PowerShellCommand.read("echo \"a\"=\"b\"") == nil)
  }
}

@Suite("Values as JSON")
struct JSONPasteTests {
  @Test("an object of values, also wrapped; numbers as long as they are exact")
  func objects() {
    #expect(JSONPaste.read(#"{"a":"1","b":2,"c":true}"#)?.others == ["a": "1", "b": "2"])
    #expect(JSONPaste.read(#"{"cookies":{"a":"1"}}"#)?.others == ["a": "1"])
    #expect(JSONPaste.read(#"{"cookies":[{"name":"a","value":"1"}]}"#)?.cookies.map(\.name) == ["a"])
    #expect(JSONPaste.read(#"{"log":{"entries":[]}}"#)?.isEmpty == true)
  }

  @Test("an export of a cookie editor; one odd element rejects it")
  func editors() {
    let text = #"[{"name":"a","value":"1","domain":".x"},{"name":"b","value":""}]"#
    #expect(
      JSONPaste.read(text)?.cookies
        == [.init(name: "a", value: "1", domain: ".x"), .init(name: "b", value: "", domain: nil)])
    #expect(JSONPaste.read(#"[{"name":"a","value":"1"},{"name":"b"}]"#) == nil)
    #expect(JSONPaste.read("[1]") == nil)
  }

  @Test("of an archive's cookies the newest of each name and host; other values stay with their request")
  func archive() throws {
    let text = """
      {"log":{"entries":[
        {"request":{"url":"https://a.example/1","headers":[{"name":"Cookie","value":"s=old"}],"cookies":[]}},
        {"request":{"url":"https://a.example/2","headers":[{"name":"Cookie","value":"s=new"},{"name":"X","value":"h"}]}},
        {"request":{"url":"https://b.example/","cookies":[{"name":"s","value":"b"}],"postData":{"text":"t=1"}}},
        {"response":{}}
      ]}}
      """
    let values = try #require(JSONPaste.read(text))
    #expect(
      values.cookies.map { "\($0.domain ?? "") \($0.value)" } == ["b.example b", "a.example new"])
    #expect(
      values.requests.map(\.url) == ["https://b.example/", "https://a.example/2", "https://a.example/1"])
    #expect(values.headers.isEmpty && values.others.isEmpty)
    #expect(values.requests[0].others == ["t": "1"] && values.requests[1].header("x") == "h")
  }

  @Test("text that is not JSON is rejected", arguments: ["", "a", "{", "[1,", "\"a\"", "3", "{]"])
  func others(_ text: String) { #expect(JSONPaste.read(text) == nil) }
}
