import TestSupport
import Testing

@testable import Terminal

@Suite("A bracketed paste")
struct PasteTests {
  private static let end = "\u{1B}[201~"

  /// The text of a paste fed in pieces, and what is left behind its end; nil if it does not end.
  private func paste(_ pieces: [[UInt8]], longest: Int = 1_000) -> (text: String, rest: [UInt8])? {
    var paste = Paste(maxBytes: longest)
    for (index, piece) in pieces.enumerated() {
      var rest = piece[...]
      if paste.add(&rest) { return (paste.text, Array(rest) + pieces[(index + 1)...].joined()) }
      #expect(rest.isEmpty)
    }
    return nil
  }

  private func paste(_ text: String, longest: Int = 1_000) -> (text: String, rest: [UInt8])? {
    paste([Array(text.utf8)], longest: longest)
  }

  @Test("ends at its end, and takes nothing from behind it")
  func end() throws {
    let found = try #require(paste("hello\(Self.end)q\(Self.end)"))
    #expect(found.text == "hello" && found.rest == Array("q\(Self.end)".utf8))
    #expect(try #require(paste(Self.end)).text.isEmpty)
    #expect(paste("hello\u{1B}[201") == nil)
  }

  @Test(
    "keeps what only begins like its end",
    arguments: [
      "\u{1B}", "\u{1B}[", "\u{1B}[201", "\u{1B}[20\u{1B}[201", "\u{1B}\u{1B}", "\u{1B}[200~", "[201~",
    ])
  func almost(text: String) throws {
    #expect(try #require(paste(text + Self.end)).text == text)
    #expect(try #require(paste(text + "x" + Self.end)).text == text + "x")
  }

  @Test("is the same however it is cut")
  func cuts() throws {
    var random = SeededGenerator(seed: 2)
    let pieces = ["a", "é", "🔑", "\u{1B}", "\u{1B}[20", "\u{1B}[200~", "\r\n", "\u{3}"]
    for _ in 0..<300 {
      let text = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let cut = random.cut(Array((text + Self.end + "rest").utf8), longest: 7)
      let found = try #require(paste(cut))
      #expect(found.text == text && found.rest == Array("rest".utf8))
    }
  }

  @Test("keeps no more bytes than its limit, and still finds its end")
  func limit() throws {
    let found = try #require(paste(String(repeating: "x", count: 5_000) + Self.end + "q", longest: 10))
    #expect(found.text == "xxxxxxxxxx" && found.rest == Array("q".utf8))
    let almost = try #require(paste("12345678\u{1B}[20x" + Self.end, longest: 10))
    #expect(almost.text == "12345678\u{1B}[")
  }

  @Test("replaces what is not UTF-8")
  func invalid() throws {
    let found = try #require(paste([[0x61, 0xFF, 0x62], Array(Self.end.utf8)]))
    #expect(found.text == "a\u{FFFD}b")
  }
}
