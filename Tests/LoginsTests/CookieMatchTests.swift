import BridgeModel
import Testing

@testable import Logins

@Suite("Where the value of a field comes from")
struct CookieMatchTests {
  private func field(_ sources: [CookieField.Source], pattern: String? = nil) -> CookieField {
    CookieField(id: "f", pattern: pattern, sources: sources)
  }

  private func cookie(_ domain: String?) -> CookieField {
    field([.init(type: "cookie", name: "sid", cookieDomain: domain)])
  }

  /// The domain asked for, the domain in the paste, and whether they fit.
  static let domains: [(String, String, Bool)] = [
    ("a.example", "a.example", true), (".a.example", "a.example", true), ("a.example", ".A.Example", true),
    ("a.example", "www.a.example", true), ("www.a.example", "b.a.example", false),
    ("a.example", "nota.example", false), ("a.example", "a.example.evil", false),
  ]

  @Test("a cookie of the domain or of one below it", arguments: domains)
  func domain(_ expected: String, _ found: String, _ fits: Bool) {
    let values = PastedValues(cookies: [.init(name: "sid", value: "1", domain: found)])
    #expect(CookieMatch(cookie(expected), in: values) == (fits ? .found("1") : .otherDomain(found)))
  }

  @Test("a cookie without a domain counts for the host of its request, or for any if that is unknown")
  func unknownDomain() {
    let cookies = [PastedValues.Cookie(name: "sid", value: "1", domain: nil)]
    #expect(CookieMatch(cookie("a.example"), in: PastedValues(cookies: cookies)) == .found("1"))
    let here = PastedValues(url: "https://www.a.example/", cookies: cookies)
    #expect(CookieMatch(cookie("a.example"), in: here) == .found("1"))
    let elsewhere = PastedValues(url: "https://b.example/", cookies: cookies)
    #expect(CookieMatch(cookie("a.example"), in: elsewhere) == .otherDomain("b.example"))
    #expect(CookieMatch(cookie(nil), in: elsewhere) == .found("1"))
  }

  @Test("a header or body value only of a request whose address matches")
  func requests() {
    let source = CookieField.Source(type: "request_header", name: "X-Auth", requestURLRegex: #"/api/"#)
    func values(_ url: String?) -> PastedValues {
      PastedValues(url: url, headers: [.init(name: "x-auth", value: "h")])
    }
    #expect(CookieMatch(field([source]), in: values("https://a.example/api/x")) == .found("h"))
    #expect(CookieMatch(field([source]), in: values("https://a.example/other")) == .missing)
    #expect(CookieMatch(field([source]), in: values(nil)) == .found("h"))
    let body = CookieField.Source(type: "request_body", name: "t", requestURLRegex: "(")
    #expect(CookieMatch(field([body]), in: PastedValues(url: "https://x", others: ["t": "1"])) == .found("1"))
    var archive = PastedValues()
    archive.requests = [values("https://a.example/other"), values("https://a.example/api/y")]
    #expect(CookieMatch(field([source]), in: archive) == .found("h"))
  }

  @Test("a stored value by the source's name, the field's id or its name, and never out of a request")
  func stored() {
    let source = CookieField.Source(type: "local_storage", name: "token")
    var named = field([source])
    named.name = "Token"
    for key in ["token", "f", "Token"] {
      #expect(CookieMatch(named, in: PastedValues(others: [key: "1"])) == .found("1"), "\(key)")
    }
    #expect(CookieMatch(named, in: PastedValues(url: "https://x", others: ["token": "1"])) == .missing)
    #expect(CookieMatch(named, in: PastedValues(others: ["other": "1"])) == .missing)
  }

  @Test("Discord's token is the authorization of its own requests")
  func discord() {
    let source = CookieField.Source(type: "special", name: "fi.mau.discord.token")
    func match(_ url: String?, _ header: String) -> CookieMatch {
      CookieMatch(
        field([source]), in: PastedValues(url: url, headers: [.init(name: header, value: "t")]))
    }
    #expect(match("https://discord.com/api/v9", "authorization") == .found("t"))
    #expect(match(nil, "Authorization") == .found("t"))
    #expect(match("https://evil.example/", "authorization") == .missing)
    #expect(match("https://discord.com/api/v9", "x") == .missing)
  }

  @Test("the first source with a fitting value; a value that does not fit is better than none")
  func order() {
    let sources = [
      CookieField.Source(type: "cookie", name: "sid"), .init(type: "request_header", name: "x-sid"),
    ]
    let both = PastedValues(
      cookies: [.init(name: "sid", value: "x", domain: nil)], headers: [.init(name: "x-sid", value: "42")])
    #expect(CookieMatch(field(sources), in: both) == .found("x"))
    #expect(CookieMatch(field(sources, pattern: "^[0-9]+$"), in: both) == .found("42"))
    let wrong = PastedValues(cookies: [.init(name: "sid", value: "x", domain: nil)])
    #expect(CookieMatch(field(sources, pattern: "^[0-9]+$"), in: wrong) == .patternMismatch("x"))
    #expect(CookieMatch(field(sources), in: PastedValues()) == .missing)
  }
}
