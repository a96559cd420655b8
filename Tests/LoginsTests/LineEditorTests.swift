import Testing

@testable import Logins

@Suite("The line editor")
struct LineEditorTests {
  private func edited(_ text: String, _ edits: LineEditor.Edit...) -> (String, Int) {
    var line = LineEditor(text)
    edits.forEach { line.apply($0) }
    return (line.text, line.cursor)
  }

  @Test("edits like a shell")
  func edits() {
    #expect(edited("hello", .left, .insert("X")) == ("hellXo", 5))
    #expect(edited("hello", .start, .deleteForward) == ("ello", 0))
    #expect(edited("hello", .deleteBackward) == ("hell", 4))
    #expect(edited("one two  ", .deleteWord) == ("one ", 4))
    #expect(edited("one two", .left, .left, .deleteToStart) == ("wo", 0))
    #expect(edited("one two", .start, .right, .deleteToEnd) == ("o", 1))
    #expect(edited("", .deleteBackward, .deleteForward, .left, .right, .deleteWord) == ("", 0))
    #expect(edited("ab", .start, .end) == ("ab", 2))
  }

  @Test("takes a paste as text: no line breaks, no control characters")
  func paste() {
    #expect(edited("", .insert("  token\n")) == ("  token", 7))
    #expect(edited("", .insert("\n\na\r\nb\n")) == ("a b", 3))
    #expect(edited("", .insert("a\u{1B}\u{0}b")) == ("ab", 2))
  }

  @Test("keeps combined characters whole")
  func combined() {
    #expect(edited("e", .insert("\u{301}")) == ("e\u{301}", 1))
    #expect(edited("e\u{301}🐙", .left, .deleteBackward) == ("🐙", 0))
  }

  @Test("has a maximum length")
  func longest() {
    let (text, cursor) = edited("", .insert(String(repeating: "x", count: 100_000)))
    #expect(text.count == LineEditor.maxCharacters)
    #expect(cursor == LineEditor.maxCharacters)
    let (full, _) = edited(String(repeating: "x", count: 100_000), .insert("y"), .deleteBackward)
    #expect(full.count == LineEditor.maxCharacters - 1)
  }
}
