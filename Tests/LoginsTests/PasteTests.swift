import BridgeModel
import Testing

@testable import Logins

/// A field as bridges request it.
private func cookie(_ name: String, _ domain: String? = nil, pattern: String? = nil) -> CookieField {
  CookieField(
    id: name, name: name, type: "cookie", pattern: pattern,
    sources: [.init(type: "cookie", name: name, cookieDomain: domain)])
}

@Suite("A paste of cookies")
struct PasteTests {
  /// The same two cookies, `SID` and `HSID` of google.com, and an unwanted one, in every format that browsers copy.
  static let copies: [(String, String)] = [
    (
      "cURL for bash",
      #"""
      curl 'https://accounts.google.com/x?y=1' \
        -X 'POST' \
        -H 'accept: */*' \
        -H 'cookie: SID=abc=; NID=unwanted; HSID=it'\''s' \
        -H 'user-agent: Browser/1' \
        --data-raw 'a=b&c=d%20e' \
        --compressed
      """#
    ),
    (
      "cURL for bash with -b and ANSI quotes",
      #"curl --url https://accounts.google.com/ -b $'SID=abc=; NID=unwanted; HSID=it\u0027s' -A 'Browser/1'"#
    ),
    (
      "cURL for cmd",
      """
      curl ^"https://accounts.google.com/x^" ^
        -H ^"cookie: SID=abc=; NID=unwanted; HSID=it's^" ^
        -H ^"user-agent: Browser/1^" ^
        --data-raw ^"{^\\^"a^\\^":1}^"
      """
    ),
    (
      "PowerShell",
      #"""
      $session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
      $session.UserAgent = "Browser/1"
      $session.Cookies.Add((New-Object System.Net.Cookie("SID", "abc=", "/", ".google.com")))
      $session.Cookies.Add((New-Object System.Net.Cookie("NID", "unwanted", "/", ".google.com")))
      $session.Cookies.Add((New-Object System.Net.Cookie("HSID", "it's", "/", ".google.com")))
      Invoke-WebRequest -UseBasicParsing -Uri "https://accounts.google.com/x" `
      -WebSession $session `
      -Headers @{
      "authority"="accounts.google.com"
        "accept-language"="en"
      } `
      -Body "a=b"
      """#
    ),
    ("Cookie header", "Cookie: SID=abc=; NID=unwanted; HSID=it's"),
    ("cookies alone", "SID=abc=; NID=unwanted; HSID=it's"),
    (
      "request headers",
      "GET /x HTTP/1.1\nHost: accounts.google.com\nUser-Agent: Browser/1\nCookie: SID=abc=; NID=unwanted; HSID=it's"
    ),
    (
      "headers of HTTP/2",
      ":authority: accounts.google.com\n:path: /x\ncookie: SID=abc=; NID=unwanted; HSID=it's\nuser-agent: Browser/1"
    ),
    ("JSON object", #"{"SID": "abc=", "NID": "unwanted", "HSID": "it's", "n": 1}"#),
    (
      "JSON array",
      #"[{"name":"SID","value":"abc=","domain":".google.com"},{"name":"NID","value":"unwanted","domain":".google.com"},"#
        + #"{"name":"HSID","value":"it's","domain":".google.com","httpOnly":true}]"#
    ),
    (
      "cookies.txt",
      "# Netscape HTTP Cookie File\n\n.google.com\tTRUE\t/\tTRUE\t1800000000\tSID\tabc=\n"
        + ".google.com\tTRUE\t/\tFALSE\t0\tNID\tunwanted\n#HttpOnly_.google.com\tTRUE\t/\tTRUE\t1800000000\tHSID\tit's\n"
    ),
    ("lines", "SID=abc=\nNID=unwanted\nHSID=it's\n"),
    ("names and values on lines of their own", "accept\n*/*\ncookie\nSID=abc=; NID=unwanted; HSID=it's"),
    ("a raw request with a body", "POST /x HTTP/1.1\nHost: x.google.com\nCookie: SID=abc=; HSID=it's\n\na=b"),
    (
      "HAR",
      #"{"log":{"version":"1.2","entries":[{"request":{"url":"https://www.google.com/","headers":[],"#
        + #""cookies":[{"name":"SID","value":"old"}]}},{"request":{"url":"https://www.google.com/","headers":"#
        + #"[{"name":"Cookie","value":"SID=abc=; NID=unwanted; HSID=it's"},{"name":"User-Agent","value":"Browser/1"}],"#
        + #""cookies":[{"name":"SID","value":"abc="}]}}]}}"#
    ),
  ]

  @Test("is understood in every format that browsers copy", arguments: copies)
  func forms(_ name: String, _ text: String) throws {
    let values = try #require(CookiePaste.read(text))
    #expect(CookieMatch(cookie("SID", ".google.com"), in: values) == .found("abc="))
    #expect(CookieMatch(cookie("HSID", ".google.com"), in: values) == .found("it's"))
    #expect(CookieMatch(cookie("SSID"), in: values) == .missing)
    if text.contains("Browser/1") { #expect(values.userAgent == "Browser/1") }
  }

  @Test("keeps cookies of the same name on several domains apart")
  func domains() throws {
    let values = try #require(
      CookiePaste.read(
        #"[{"name":"OSID","value":"mail","domain":"mail.google.com"},{"name":"OSID","value":"sms","domain":"messages.google.com"}]"#
      ))
    #expect(CookieMatch(cookie("OSID", "messages.google.com"), in: values) == .found("sms"))
    #expect(CookieMatch(cookie("OSID", "voice.google.com"), in: values) == .otherDomain("mail.google.com"))
    let request = try #require(CookiePaste.read("curl 'https://www.google.com/' -b 'OSID=www'"))
    #expect(CookieMatch(cookie("OSID", "messages.google.com"), in: request) == .otherDomain("www.google.com"))
    #expect(CookieMatch(cookie("OSID", ".google.com"), in: request) == .found("www"))
    let evil = try #require(CookiePaste.read("curl 'https://evilgoogle.com/' -b 'OSID=no'"))
    #expect(CookieMatch(cookie("OSID", "google.com"), in: evil) == .otherDomain("evilgoogle.com"))
  }

  @Test("is percent-decoded where the pattern requires it, and only there")
  func encoding() throws {
    let pattern = "^xoxd-[a-zA-Z0-9/+=]+$"
    let values = try #require(CookiePaste.read("d=xoxd-a%2Fb%3D; e=x%2Fy; f=nonsense"))
    #expect(CookieMatch(cookie("d", pattern: pattern), in: values) == .found("xoxd-a/b="))
    #expect(CookieMatch(cookie("e"), in: values) == .found("x%2Fy"))
    #expect(CookieMatch(cookie("f", pattern: pattern), in: values) == .patternMismatch("nonsense"))
  }

  @Test("provides headers of the right request, body values, stored values, and Discord's token")
  func otherPlaces() throws {
    let values = try #require(
      CookiePaste.read(
        "curl 'https://acme.slack.com/api/client.boot' -H 'X-LI-Track: {\"a\":1}' -H 'authorization: secret' "
          + "--data-raw $'------X\\r\\nContent-Disposition: form-data; name=\"token\"\\r\\n\\r\\nxoxc-1\\r\\n------X--'"
      ))
    let body = CookieField(
      id: "auth_token", pattern: "^xoxc-.+$",
      sources: [
        .init(type: "special", name: "fi.mau.slack.auth_token"),
        .init(type: "request_body", name: "token", requestURLRegex: #"^https://[^/]+\.slack\.com/api/"#),
      ])
    #expect(CookieMatch(body, in: values) == .found("xoxc-1"))
    let header = CookieField(
      id: "t", sources: [.init(type: "request_header", name: "x-li-track", requestURLRegex: "slack")])
    #expect(CookieMatch(header, in: values) == .found("{\"a\":1}"))
    let elsewhere = CookieField(
      id: "t", sources: [.init(type: "request_header", name: "x-li-track", requestURLRegex: "linkedin")])
    #expect(CookieMatch(elsewhere, in: values) == .missing)
    let discord = CookieField(id: "token", sources: [.init(type: "special", name: "fi.mau.discord.token")])
    // Another site's token is not Discord's.
    #expect(CookieMatch(discord, in: values) == .missing)
    let own = try #require(
      CookiePaste.read("curl 'https://discord.com/api/v9/users' -H 'authorization: secret'"))
    #expect(CookieMatch(discord, in: own) == .found("secret"))
    let archive = try #require(
      CookiePaste.read(
        #"{"log":{"entries":[{"request":{"url":"https://discord.com/api","headers":[{"name":"Authorization","#
          + #""value":"good"}]}},{"request":{"url":"https://evil.example/","headers":[{"name":"Authorization","#
          + #""value":"Bearer wrong"}]}}]}}"#))
    #expect(CookieMatch(discord, in: archive) == .found("good"))
    let stored = try #require(CookiePaste.read(#"{"username": "alice"}"#))
    let local = CookieField(id: "username", name: "username", type: "local_storage")
    #expect(CookieMatch(local, in: stored) == .found("alice"))
  }

  @Test(
    "is not confused with other text",
    arguments: [
      "", "   ", "simulated-token", "hello world", "a.b.c", "curly hair", "{", "[1, 2]", "line one\nline two",
    ])
  func others(_ text: String) { #expect(CookiePaste.read(text) == nil) }
}

@Suite("A cookie form")
struct CookieFormTests {
  private func form(agent: String? = nil) throws -> Form {
    try #require(
      Form(
        .cookies(
          CookiesStep(
            stepID: "c", url: "https://x.example",
            fields: [cookie("b", ".x.example"), cookie("a", ".x.example", pattern: "^[0-9]+$")],
            userAgent: agent))))
  }

  @Test("takes the requested values from a paste, and keeps nothing else")
  func paste() throws {
    var form = try form(agent: "Asked/1")
    form.edit(.insert("curl 'https://www.x.example/' -H 'user-agent: Other/2' -b 'a=12; b=34; secret=xyzzy'"))
    #expect(form.values == ["a": "12", "b": "34"])
    #expect(form.pasteNote == Form.PasteNote(found: 2, otherAgent: "Other/2"))
    #expect(!String(reflecting: form).contains("xyzzy"))
    let isGood = form.check()
    #expect(isGood)
  }

  @Test("marks and focuses a value that is invalid, or from another domain")
  func marks() throws {
    var form = try form()
    form.edit(.insert("curl 'https://other.example/' -b 'a=12'"))
    #expect(form.fields.map(\.problem) == [.otherDomain("other.example"), nil])
    let isGood = form.check()
    #expect(!isGood)
    #expect(form.fields.map(\.problem) == [.otherDomain("other.example"), .missing])
    form.edit(.insert("a=nonsense; b=1"))
    #expect(form.fields.map(\.problem) == [.pattern, nil])
    #expect(form.focus == 0)
  }

  @Test("types text that is not a collection of values, such as a value that looks like one")
  func typed() throws {
    var form = try form()
    form.edit(.insert("12"))
    #expect(form.values["a"] == "12")
    form.edit(.insert("=="))
    #expect(form.values["a"] == "12==")
    #expect(form.pasteNote == nil)
  }

  @Test("keeps nothing of a structured paste that it cannot read, and types a long value that ends in =")
  func unread() throws {
    var form = try form()
    form.edit(.insert("Summary\nURL: https://x.example\nRequest\nCookie a=12"))
    #expect(form.pasteNote?.found == 0)
    #expect(form.fields.allSatisfy { $0.line.text.isEmpty })
    let long = String(repeating: "A", count: 220) + "=="
    form.edit(.insert(long))
    #expect(form.fields.map(\.line.text).contains(long))
  }

  @Test("does not stop at an optional cookie from another domain, and masks what a paste fills in")
  func optional() throws {
    var mid = cookie("mid", ".x.example")
    mid.required = false
    var form = try #require(
      Form(.cookies(CookiesStep(stepID: "c", url: "https://x", fields: [cookie("a", ".x.example"), mid]))))
    form.isRevealed = true
    form.edit(
      .insert(
        #"[{"name":"a","value":"1","domain":"x.example"},{"name":"mid","value":"2","domain":"y.example"}]"#))
    #expect(!form.isRevealed)
    let isGood = form.check()
    #expect(isGood)
  }

  @Test("reads pastes of a megabyte in reasonable time", .timeLimit(.minutes(1)))
  func large() throws {
    #expect(CookiePaste.read("curl " + String(repeating: "a", count: 1_000_000)) == nil)
    #expect(
      CookiePaste.read("curl https://x.example -b 'a=" + String(repeating: "b", count: 1_000_000) + "'")
        != nil)
  }

  @Test("reports a paste without any requested value, and types none of it")
  func nothing() throws {
    var form = try form()
    form.edit(.insert("x=1\ny=2"))
    #expect(form.pasteNote?.found == 0)
    #expect(form.fields.allSatisfy { $0.line.text.isEmpty })
  }
}
