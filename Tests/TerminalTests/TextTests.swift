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

  @Test(
    "a joiner between letters costs none of them",
    arguments: [
      ("ශ්\u{200D}රී", "ශ්රී"), ("क\u{94D}\u{200D}ष", "क\u{94D}ष"), ("a\u{200D}b", "ab"),
      ("a\u{200D}b🐙", "ab🐙"), ("🐙\u{200D}\t🐙", "🐙 🐙"),
    ])
  func joiner(text: String, shown: String) {
    #expect(Text.clipped(text, to: 80).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test("the limit gives the longest beginning that fits", arguments: 0...9)
  func limit(columns: Int) {
    for text in ["abcdefghij", "日本語日本語", "e\u{301}e\u{301}e\u{301}xyzabc", "🐙🐙🐙🐙🐙🐙"] {
      let glyphs = Text.glyphs(of: text, limit: columns)
      #expect(glyphs.reduce(0) { $0 + $1.columns } <= columns)
      var left = columns
      let expected = Text.glyphs(of: text).prefix { glyph in
        left -= glyph.columns
        return left >= 0
      }
      #expect(glyphs.map(\.columns) == expected.map(\.columns))
    }
  }

  @Test("styled cells are wrapped with their styles, and blanks at a line's end are dropped")
  func styled() {
    let cells =
      Text.glyphs(of: "bold ").map { Cell($0, style: Style(bold: true)) }
      + Text.glyphs(of: "plain  ").map { Cell($0) }
    let lines = Text.wrapped(cells, to: 6)
    #expect(lines.map { $0.map(\.glyph.text).joined() } == ["bold", "plain"])
    #expect(lines[0].allSatisfy(\.style.bold) && !lines[1].contains(where: \.style.bold))
    #expect(Text.wrapped(cells, to: 0).isEmpty)
  }

  @Test("is padded by columns, not by characters")
  func padded() {
    #expect("ab".padded(to: 4) == "ab  " && "日".padded(to: 4) == "日  " && "abc".padded(to: 2) == "abc")
    #expect("e\u{301}".padded(to: 2) == "e\u{301} ")
  }

  @Test("every scalar alone is at most one glyph, and never a control character")
  func everyScalar() {
    for scalar in (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init) {
      let glyphs = Text.glyphs(of: String(scalar))
      if glyphs.count > 1 { Issue.record("\(scalar.value)") }
      for value in glyphs.flatMap(\.scalars) where value < 0x20 || (0x7F...0x9F).contains(value) {
        Issue.record("the control character \(value) passes")
      }
    }
  }
}
