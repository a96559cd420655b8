import TestSupport
import Testing

@testable import Terminal

@Suite("A frame")
struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int) -> Frame {
    Frame(size: Size(columns: columns, rows: rows))
  }

  @Test("clips every write at its edges")
  func clips() {
    var frame = frame(5, 2)
    frame.write("hello world", column: 0, row: 0)
    frame.write("xy", column: 4, row: 1)
    frame.write("lost", column: 5, row: 0)
    frame.write("lost", column: 0, row: 2)
    frame.write("lost", column: 0, row: -1)
    #expect(frame.lines == ["hell…", "    …"])
  }

  @Test("returns how many columns a write took")
  func taken() {
    var frame = frame(10, 1)
    #expect(frame.write("日本", column: 0, row: 0) == 4)
    #expect(frame.write("123456789", column: 4, row: 0, columns: 3) == 3)
    #expect(frame.text == "日本12…")
  }

  @Test("never holds half of a wide glyph")
  func wideGlyphs() {
    var frame = frame(4, 1)
    frame.write("日本", column: 0, row: 0)
    frame.write("x", column: 1, row: 0)
    #expect(frame.text == " x本")
    frame.write("y", column: 2, row: 0)
    #expect(frame.text == " xy")
    frame.put(Glyph("語", columns: 2), column: 3, row: 0, style: .plain)
    #expect(frame.text == " xy")
  }

  @Test("draws another frame, clipped, with its cursor")
  func draws() {
    var inner = frame(3, 2)
    inner.write("abc", column: 0, row: 0)
    inner.write("de", column: 0, row: 1)
    inner.cursor = Frame.Cursor(at: Point(column: 1, row: 1), visible: true)
    var outer = frame(4, 3)
    outer.draw(inner, at: Point(column: 2, row: 1))
    #expect(outer.lines == ["", "  ab", "  de"])
    #expect(outer.cursor == Frame.Cursor(at: Point(column: 3, row: 2), visible: true))
    inner.cursor?.point = Point(column: 2, row: 1)
    outer.cursor = nil
    outer.draw(inner, at: Point(column: 2, row: 1))
    #expect(outer.cursor == nil)
  }

  @Test(
    "with no cell or one accepts everything without a crash", arguments: [(0, 0), (1, 1), (0, 5), (5, 0)])
  func tiny(columns: Int, rows: Int) {
    var frame = frame(columns, rows)
    frame.write("日本", column: 0, row: 0)
    frame.fill(Rect(column: -3, row: -3, columns: 10, rows: 10), style: .plain)
    frame.restyle(Rect(column: -3, row: -3, columns: 10, rows: 10)) { $0.bold = true }
    frame.draw(self.frame(9, 9), at: Point(column: -2, row: -2))
    #expect(frame.lines.count == rows)
  }

  @Test("equals another exactly if all cells and the cursor are equal")
  func equality() {
    var one = frame(3, 1)
    var other = one
    one.write("a", column: 0, row: 0)
    #expect(one != other)
    other.write("a", column: 0, row: 0)
    #expect(one == other)
    other.cursor = Frame.Cursor(at: Point(column: 0, row: 0), visible: true)
    #expect(one != other)
    other.cursor = nil
    other.restyle(other.bounds) { $0.reverse = true }
    #expect(one != other)
  }

  @Test("random writes keep every row exactly as wide as the frame")
  func randomWrites() {
    var random = SeededGenerator(seed: 11)
    var frame = frame(12, 4)
    for _ in 0..<3_000 {
      let text = ["a", "日本", "🐙", "e\u{301}", "hello wide 語 world"].randomElement(using: &random) ?? ""
      frame.write(
        text, column: Int.random(in: -3..<15, using: &random), row: Int.random(in: -1..<5, using: &random))
      for row in 0..<4 {
        let cells = Array(frame.row(row))
        #expect(cells.reduce(0) { $0 + $1.glyph.columns } == 12)
        for (index, cell) in cells.enumerated() where cell.glyph == .covered {
          #expect(cells[index - 1].glyph.columns == 2)
        }
      }
    }
  }

  @Test("fills and restyles exactly the cells of a region")
  func regions() {
    var frame = frame(4, 3)
    for row in 0..<3 { frame.write("日x!", column: 0, row: row) }
    let middle = Rect(column: 2, row: 1, columns: 1, rows: 1)
    frame.restyle(middle) { $0.bold = true }
    for row in 0..<3 {
      for column in 0..<4 {
        #expect(frame.cell(column: column, row: row).style.bold == ((column, row) == (2, 1)))
      }
    }
    #expect(frame.lines == ["日x!", "日x!", "日x!"])
    frame.fill(Rect(column: 1, row: 0, columns: 2, rows: 2), style: Style(dim: true))
    #expect(frame.lines == ["   !", "   !", "日x!"])
    #expect(frame.cell(column: 1, row: 1).style.dim && !frame.cell(column: 0, row: 0).style.dim)
    #expect(!frame.cell(column: 2, row: 1).style.bold)
  }

  @Test("where clickable regions overlap, the last one counts; none is left after unmarking")
  func hitRegions() {
    var frame = frame(10, 4)
    #expect(frame.hitRegion(at: Point(column: 0, row: 0)) == nil)
    frame.addHitRegion(frame.bounds, kind: 1, index: 0)
    frame.addHitRegion(Rect(column: 2, row: 1, columns: 3, rows: 1), kind: 2, index: 7)
    let inner = frame.hitRegion(at: Point(column: 4, row: 1))
    #expect(inner?.kind == 2 && inner?.index == 7)
    #expect(frame.hitRegion(at: Point(column: 5, row: 1))?.kind == 1)
    #expect(frame.hitRegion(at: Point(column: 10, row: 1)) == nil)
    frame.removeHitRegions()
    #expect(frame.hitRegion(at: Point(column: 4, row: 1)) == nil)
  }

  @Test("a cell or row outside the frame is empty")
  func outside() {
    var frame = frame(2, 1)
    frame.write("ab", column: 0, row: 0)
    #expect(frame.cell(column: 2, row: 0) == Cell() && frame.cell(column: 0, row: -1) == Cell())
    #expect(frame.row(1).isEmpty && frame.row(-1).isEmpty && frame.row(0).count == 2)
  }

  @Test("styled cells are written with their styles, and the cut half of a wide one becomes a space")
  func cells() {
    var frame = frame(3, 1)
    let cells = Text.glyphs(of: "x日日").map { Cell($0, style: Style(bold: $0.columns == 2)) }
    frame.write(cells, column: 0, row: 0)
    #expect(frame.text == "x日")
    #expect((0..<3).map { frame.cell(column: $0, row: 0).style.bold } == [false, true, true])
    frame.put(cells[1].glyph, column: 2, row: 0, style: .plain)
    #expect(frame.text == "x" && frame.cell(column: 1, row: 0).glyph == .space)
  }

  @Test("rows are the same exactly if every glyph and style is; the hash looks at glyphs only")
  func rows() {
    var one = frame(4, 2)
    one.write("same", column: 0, row: 0)
    var other = one
    #expect(one.hasSameRow(0, as: other) && one.hasSameRow(1, as: other))
    other.restyle(Rect(column: 3, row: 0, columns: 1, rows: 1)) { $0.underline = true }
    #expect(!one.hasSameRow(0, as: other) && one.hasSameRow(1, as: other))
    #expect(one.glyphHash(ofRow: 0) == other.glyphHash(ofRow: 0))
    other.write("e", column: 0, row: 0)
    #expect(one.glyphHash(ofRow: 0) != other.glyphHash(ofRow: 0))
    #expect(!one.hasSameRow(2, as: other) && !one.hasSameRow(0, as: frame(4, 3)))
    #expect(frame(0, 1).hasSameRow(0, as: frame(0, 1)))
  }
}
