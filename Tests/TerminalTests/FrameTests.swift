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

  @Test("rectangles stay within one another")
  func rectangles() {
    let rect = Rect(column: 0, row: 0, columns: 10, rows: 4)
    #expect(rect.inset(columns: 1, rows: 1) == Rect(column: 1, row: 1, columns: 8, rows: 2))
    #expect(rect.inset(columns: 9, rows: 9).size == Size(columns: 0, rows: 0))
    #expect(rect.centered(columns: 4, rows: 2) == Rect(column: 3, row: 1, columns: 4, rows: 2))
    #expect(rect.centered(columns: 40, rows: 20) == rect)
  }

  @Test("fixed black and white fall back as colours get fewer")
  func colors() {
    #expect([256, 16, 8, 0].map { Color.ink.number(ofColors: $0) } == [16, 0, 0, -1])
    #expect([256, 16, 8, 0].map { Color.paper.number(ofColors: $0) } == [231, 15, 7, -1])
    #expect([256, 8, 2].map { Color.cyan.number(ofColors: $0) } == [6, 6, -1])
    #expect(Color.terminal.number(ofColors: 256) == -1)
  }
}
