import TestSupport
import Testing

@testable import Terminal

@Suite("Text on its way into a frame")
struct TextTests {
  @Test(
    "takes as many columns as on the terminal",
    arguments: [
      ("plain", 5), ("", 0), ("日本語", 6), ("한국어", 6), ("🐙", 2), ("e\u{301}", 1), ("Ω≈", 2),
      ("👩‍💻", 2), ("👍🏽", 2), ("❤️", 1), ("a\u{200B}b", 2), ("ﾊﾝｶｸ", 4),
    ])
  func columns(text: String, columns: Int) {
    #expect(Text.columns(of: text) == columns)
  }

  @Test("keeps combining marks with their base, and no more than a cell holds")
  func combining() {
    #expect(Text.glyphs(of: "e\u{301}x").map(\.text) == ["e\u{301}", "x"])
    let zalgo = "a" + String(repeating: "\u{301}", count: 200) + "b"
    let glyphs = Text.glyphs(of: zalgo)
    #expect(glyphs.count == 2)
    #expect(glyphs[0].text.unicodeScalars.count == 5)
  }

  @Test(
    "has no power over the terminal",
    arguments: [
      ("red \u{1B}[31malert\u{1B}[0m", "red alert"), ("title\u{1B}]0;owned\u{7}!", "title!"),
      ("dcs\u{1B}Pq#0\u{1B}\\end", "dcsend"), ("bell\u{7}", "bell\u{FFFD}"), ("c1 \u{9B}2Jx", "c1 x"),
      ("tab\tand\nline", "tab and line"), ("\u{202E}gnp.exe", "gnp.exe"), ("\u{2066}a\u{2069}", "a"),
      ("del\u{7F}", "del\u{FFFD}"), ("charset\u{1B}(0q", "charsetq"),
    ])
  func harmless(text: String, shown: String) {
    #expect(Text.clipped(text, to: 80) == shown)
  }

  @Test("an escape sequence that never ends does not swallow the rest")
  func endlessSequence() {
    let text = "a\u{1B}]" + String(repeating: "x", count: 200)
    #expect(Text.columns(of: text) > 100)
  }

  @Test("a megabyte of invisible characters is abandoned early")
  func absurdLength() {
    let text = "a" + String(repeating: "\u{200B}", count: 1_000_000) + "b"
    #expect(Text.glyphs(of: text).map(\.text) == ["a"])
  }

  @Test(
    "is cut with an ellipsis, never within a wide glyph",
    arguments: [
      ("hello", 5, "hello"), ("hello!", 5, "hell…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("ab", 1, "…"),
      ("ab", 0, ""), ("", 3, ""),
    ])
  func clipped(text: String, columns: Int, shown: String) {
    #expect(Text.clipped(text, to: columns) == shown)
  }

  @Test(
    "is wrapped between words, and within them if necessary",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two", "three"]),
      ("abcdefgh", 3, ["abc", "def", "gh"]), ("a abcdefgh", 4, ["a", "abcd", "efgh"]),
      ("two\n\nlines", 10, ["two", "", "lines"]), ("日本語", 4, ["日本", "語"]), ("", 5, [""]), ("x", 0, []),
      ("日", 1, [""]),
    ])
  func wrapped(text: String, columns: Int, lines: [String]) {
    #expect(Text.wrapped(text, to: columns) == lines)
  }

  @Test("wrapping loses no letter and exceeds no width, whatever the text")
  func wrappedProperties() {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("ab 日e\u{301}🐙 x  ")
    for _ in 0..<500 {
      let count = Int.random(in: 0..<40, using: &random)
      let text = String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      let columns = Int.random(in: 2..<12, using: &random)
      let lines = Text.wrapped(text, to: columns)
      #expect(lines.allSatisfy { Text.columns(of: $0) <= columns }, "\(text.debugDescription) at \(columns)")
      let letters = { (text: String) in Text.glyphs(of: text).map(\.text).filter { $0 != " " } }
      #expect(lines.flatMap(letters) == letters(text), "\(text.debugDescription) at \(columns)")
    }
  }
}
