import BridgeModel
import TestSupport
import Testing

@testable import Logins

@Suite("A server's patterns")
struct PatternTests {
  @Test(
    "patterns mean what they mean in Go",
    arguments: [
      (#"^\d{6}$"#, "123456", true), (#"^\d{6}$"#, "۱۲۳۴۵۶", false), (#"^\d{6}$"#, "１２３４５６", false),
      (#"^\w+$"#, "é", false), (#"^\s$"#, "\u{A0}", false), (#"^a$"#, "a\n", false), (#"^.$"#, "\n", false),
      (#"^.$"#, "é", true), (#"^(?i)xoxc-[a-f0-9]+$"#, "XOXC-ab1", true), (#"b"#, "abc", true),
      (#"^\pL+$"#, "日本", true), (#"^[^@]+@[^@]+$"#, "a@b", true), (#"^$"#, "", true), (#"x"#, "", false),
    ])
  func syntax(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
    #expect(try #require(Pattern(pattern)).matches(text) == isMatch)
  }

  @Test(
    "a pattern that Go rejects is not checked", arguments: ["(?=a)b", #"(a)\1"#, "(", "a{2000}", "[z-a]"])
  func rejected(_ pattern: String) {
    #expect(Pattern(pattern) == nil)
    let field = LoginInputField(id: "a", pattern: pattern)
    #expect(Form.Field(field).check() == .missing)
  }

  /// Patterns and texts on which a backtracking engine takes minutes, or for ever; and whether they are checked.
  private static let hostile: [(pattern: String, text: String, isChecked: Bool)] = [
    ("^(a+)+$", String(repeating: "a", count: 16_000) + "!", true),
    ("^(a|aa)+$", String(repeating: "a", count: 16_000) + "!", true),
    (#"^(\w+\s?)*$"#, String(repeating: "word ", count: 3_000) + "!", true),
    ("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x$", String(repeating: "y", count: 16_000), true),
    ("(x+x+)+y", String(repeating: "x", count: 16_000), true),
    ("((a{0,30}){0,30})b", String(repeating: "a", count: 16_000), false),
    ("a{0,999}a{0,999}a{0,999}b", String(repeating: "a", count: 16_000), false),
  ]

  @Test("review B3, logins L3: no pattern holds up the program", .timeLimit(.minutes(1)))
  func linear() {
    for (pattern, text, isChecked) in Self.hostile {
      #expect(Pattern(pattern)?.matches(text) == !isChecked, "\(pattern)")
    }
  }

  @Test("what is too long is not checked")
  func long() throws {
    #expect(Pattern(String(repeating: "a", count: 1_001)) == nil)
    let pattern = try #require(Pattern("^a$"))
    #expect(!pattern.matches(String(repeating: "b", count: 60_000)))
    #expect(pattern.matches(String(repeating: "b", count: 4_000_000)))
  }

  @Test("review B4: a field's pattern is compiled once for all requests of a HAR", .timeLimit(.minutes(1)))
  func har() {
    let requests = (0..<30_000).map { PastedValues(url: "https://x.example/\($0)", others: ["t": "1"]) }
    var values = PastedValues()
    values.requests = requests
    let source = CookieField.Source(
      type: "request_body", name: "t", requestURLRegex: #"^https://[a-z.]+/(api|v\d+)/\w+\?x=(1|2)$"#)
    #expect(CookieMatch(CookieField(id: "t", sources: [source]), in: values) == .missing)
  }
}
