import TestSupport
import Testing

@testable import Terminal

@Suite("Points, sizes and rectangles")
struct GeometryTests {
  private let rect = Rect(column: 2, row: 3, columns: 10, rows: 4)

  @Test("a rectangle's edges: the first cells inside, and the first ones outside")
  func edges() {
    #expect((rect.left, rect.top, rect.right, rect.bottom) == (2, 3, 12, 7))
    #expect((rect.columns, rect.rows) == (10, 4))
    #expect(rect.origin == Point(column: 2, row: 3) && rect.size == Size(columns: 10, rows: 4))
  }

  @Test(
    "a rectangle contains its corners, and nothing beyond them",
    arguments: [
      (2, 3, true), (11, 6, true), (11, 3, true), (2, 6, true), (1, 3, false), (2, 2, false), (12, 6, false),
      (11, 7, false), (-1, -1, false),
    ])
  func contains(column: Int, row: Int, isInside: Bool) {
    #expect(rect.contains(Point(column: column, row: row)) == isInside)
  }

  @Test("an empty rectangle contains nothing")
  func empty() {
    for rect in [Rect(column: 0, row: 0, columns: 0, rows: 5), Rect(column: 0, row: 0, columns: 5, rows: 0)] {
      #expect(!rect.contains(Point(column: 0, row: 0)))
    }
  }

  @Test("no size is negative")
  func negative() {
    #expect(Size(columns: -1, rows: -9) == Size(columns: 0, rows: 0))
    #expect(Rect(column: 0, row: 0, columns: -4, rows: 2).size == Size(columns: 0, rows: 2))
  }

  @Test("a margin is taken off each side, and never more than there is")
  func inset() {
    #expect(rect.inset(columns: 1, rows: 1) == Rect(column: 3, row: 4, columns: 8, rows: 2))
    #expect(rect.inset(columns: 2) == Rect(column: 4, row: 3, columns: 6, rows: 4))
    #expect(rect.inset(rows: 1) == Rect(column: 2, row: 4, columns: 10, rows: 2))
    #expect(rect.inset() == rect)
    #expect(rect.inset(columns: 9, rows: 9).size == Size(columns: 0, rows: 0))
  }

  @Test("a centred rectangle lies inside, with margins that differ by at most one cell")
  func centered() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let outer = Rect(
        column: Int.random(in: -5...5, using: &random), row: Int.random(in: -5...5, using: &random),
        columns: Int.random(in: 0...40, using: &random), rows: Int.random(in: 0...40, using: &random))
      let (columns, rows) = (
        Int.random(in: -3...50, using: &random), Int.random(in: -3...50, using: &random)
      )
      let inner = outer.centered(columns: columns, rows: rows)
      #expect(inner.columns == min(max(0, columns), outer.columns))
      #expect(inner.rows == min(max(0, rows), outer.rows))
      #expect((0...1).contains((outer.right - inner.right) - (inner.left - outer.left)))
      #expect((0...1).contains((outer.bottom - inner.bottom) - (inner.top - outer.top)))
    }
  }

  @Test("a rectangle without columns or rows has an edge all the same, and nothing on it")
  func zero() {
    let rect = Rect(column: 5, row: 6, columns: 0, rows: 0)
    #expect((rect.left, rect.right, rect.top, rect.bottom) == (5, 5, 6, 6))
    #expect(!rect.contains(rect.origin))
  }

  @Test("a rectangle may begin outside its frame")
  func outside() {
    let rect = Rect(column: -3, row: -1, columns: 5, rows: 3)
    #expect(rect.contains(Point(column: -3, row: -1)) && rect.contains(Point(column: 1, row: 1)))
    #expect(!rect.contains(Point(column: 2, row: 1)))
  }
}
