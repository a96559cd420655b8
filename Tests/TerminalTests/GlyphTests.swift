import Testing

@testable import Terminal

@Suite("A glyph is bitwise copyable, and keeps its text", .timeLimit(.minutes(2)))
struct GlyphTests {
  @Test("a cell has eight bytes, and is plain data")
  func plain() {
    #expect(MemoryLayout<Cell>.size == 8 && MemoryLayout<Cell>.stride == 8)
    #expect(_isPOD(Cell.self) && _isPOD(Glyph.self) && _isPOD(Style.self))
  }

  @Test(
    "gives its scalars back, with the columns they take",
    arguments: [
      ("a", 1), ("~", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("😀", 2),
      ("a\u{300}\u{301}\u{302}\u{303}", 1),
    ])
  func text(text: String, columns: Int) {
    let glyphs = Text.glyphs(of: text)
    #expect(glyphs.map(\.text) == [text])
    #expect(glyphs.first?.columns == columns)
  }

  @Test("a private-use character stays, or is replaced where the C library gives it no width")
  func privateUse() {
    let glyphs = Text.glyphs(of: "\u{10FFFD}")
    #expect(glyphs.map(\.text) == ["\u{10FFFD}"] || glyphs == [.replacement])
    #expect(glyphs[0].columns == 1)
  }

  @Test("equal clusters are equal glyphs, in every string; others differ")
  func equality() {
    #expect(Text.glyphs(of: "xe\u{301}")[1] == Text.glyphs(of: "e\u{301}y")[0])
    #expect(Text.glyphs(of: "e\u{301}")[0] != Text.glyphs(of: "e\u{300}")[0])
    #expect(Text.glyphs(of: "e\u{301}")[0] != Text.glyphs(of: "e")[0])
    #expect(Glyph.covered != Glyph.space)
  }

  @Test("the right half of a wide glyph has no text and no columns")
  func covered() {
    #expect(Glyph.covered.columns == 0 && Glyph.covered.text.isEmpty && Glyph.covered.scalar == nil)
    #expect(Glyph.space.columns == 1 && Glyph.space.text == " ")
  }

  @Test("clusters interned from several tasks at once keep their text")
  func concurrent() async {
    let texts = (0..<64).map { "a\(Unicode.Scalar(0x300 + UInt32($0)).map(String.init) ?? "")" }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { texts.allSatisfy { Text.glyphs(of: $0).map(\.text).joined() == $0 } }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}
