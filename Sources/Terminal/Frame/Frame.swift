#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A grid of cells and a cursor position. Views make frames, tests compare them, the screen paints them.
///
/// Every write clips at the frame's edges; a wide glyph that would be cut becomes a space.
public struct Frame: Equatable, Sendable {
  /// The cursor position.
  public struct Cursor: Equatable, Sendable {
    /// Its cell.
    public var point: Point
    /// Whether it is visible. Even if not, its position tells screen readers what is selected.
    public var visible: Bool

    /// A cursor at that cell.
    public init(at point: Point, visible: Bool) {
      self.point = point
      self.visible = visible
    }
  }

  /// A clickable region.
  public struct HitRegion: Equatable, Sendable {
    /// The region's cells.
    public let rect: Rect
    /// Its kind, as defined by the caller.
    public let kind: Int
    /// Its index within that kind.
    public let index: Int
  }

  /// Its width and height.
  public let size: Size
  /// The cursor position; nil if it does not matter.
  public var cursor: Cursor?
  private var cells: [Cell]
  private var hitRegions: [HitRegion] = []

  /// An empty frame.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// Replaces every glyph of one scalar with another of the same width.
  public mutating func replace(_ old: Unicode.Scalar, with new: Unicode.Scalar) {
    let glyphs = (old: Glyph(old, columns: 1), new: Glyph(new, columns: 1))
    for index in cells.indices where cells[index].glyph == glyphs.old {
      cells[index] = Cell(glyphs.new, style: cells[index].style)
    }
  }

  /// The rectangle of the whole frame.
  public var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell at a position; an empty one outside the frame.
  public func cell(column: Int, row: Int) -> Cell {
    contains(column, row) ? cells[row * size.columns + column] : Cell()
  }

  /// The cells of a row; none outside the frame.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    guard (0..<size.rows).contains(row) else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Writes a sanitized string on one line, and returns how many columns it took.
  ///
  /// Text beyond the allowed columns, or beyond the frame's edge, is cut and ends in an ellipsis.
  @discardableResult
  public mutating func write(
    _ string: String, column: Int, row: Int, style: Style = .plain, columns: Int = .max
  ) -> Int {
    let room = min(columns, size.columns - column)
    guard room > 0, (0..<size.rows).contains(row) else { return 0 }
    var taken = 0
    for glyph in Text.clippedGlyphs(of: string, to: room) {
      put(glyph, column: column + taken, row: row, style: style)
      taken += glyph.columns
    }
    return taken
  }

  /// Whether a row's cells are the same in both frames; false where the sizes differ. Compares memory.
  func hasSameRow(_ row: Int, as other: Frame) -> Bool {
    guard size == other.size, (0..<size.rows).contains(row) else { return false }
    let range = row * size.columns..<(row + 1) * size.columns
    return cells.withUnsafeBufferPointer { mine in
      other.cells.withUnsafeBufferPointer { others in
        let mine = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: mine[range]))
        let others = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: others[range]))
        guard let one = mine.baseAddress, let two = others.baseAddress else { return true }
        return memcmp(one, two, mine.count) == 0
      }
    }
  }

  /// A hash of what a row shows, regardless of style.
  func glyphHash(ofRow row: Int) -> Int {
    var hasher = Hasher()
    for cell in self.row(row) { hasher.combine(cell.glyph) }
    return hasher.finalize()
  }

  /// Writes cells on one line, starting at a column.
  public mutating func write(_ cells: [Cell], column: Int, row: Int) {
    var column = column
    for cell in cells {
      put(cell.glyph, column: column, row: row, style: cell.style)
      column += cell.glyph.columns
    }
  }

  /// Puts one glyph, and marks the second cell of a wide one as covered.
  public mutating func put(_ glyph: Glyph, column: Int, row: Int, style: Style) {
    guard contains(column, row) else { return }
    if glyph.columns == 2 && column + 1 >= size.columns {
      set(Cell(.space, style: style), column, row)
      return
    }
    set(Cell(glyph, style: style), column, row)
    if glyph.columns == 2 { set(Cell(.covered, style: style), column + 1, row) }
  }

  /// Fills a region with empty cells of one style.
  public mutating func fill(_ rect: Rect, style: Style) {
    for row in rect.top..<max(rect.top, rect.bottom) {
      for column in rect.left..<max(rect.left, rect.right) where contains(column, row) {
        set(Cell(.space, style: style), column, row)
      }
    }
  }

  /// Makes a region clickable. Where regions overlap, the last one counts.
  public mutating func addHitRegion(_ rect: Rect, kind: Int, index: Int) {
    hitRegions.append(HitRegion(rect: rect, kind: kind, index: index))
  }

  /// Removes all clickable regions, for something that covers the frame.
  public mutating func removeHitRegions() { hitRegions = [] }

  /// The clickable region at a point; nil if there is none.
  public func hitRegion(at point: Point) -> HitRegion? { hitRegions.last { $0.rect.contains(point) } }

  /// Changes the style of a region's cells, and keeps their glyphs.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    for row in rect.top..<max(rect.top, rect.bottom) {
      for column in rect.left..<max(rect.left, rect.right) where contains(column, row) {
        change(&cells[row * size.columns + column].style)
      }
    }
  }

  /// Draws another frame onto this one, and adopts its cursor if it has one.
  public mutating func draw(_ frame: Frame, at origin: Point) {
    for row in 0..<frame.size.rows where (0..<size.rows).contains(origin.row + row) {
      for column in 0..<frame.size.columns {
        let cell = frame.cell(column: column, row: row)
        if cell.glyph != .covered {
          put(cell.glyph, column: origin.column + column, row: origin.row + row, style: cell.style)
        }
      }
    }
    guard let cursor = frame.cursor else { return }
    let point = Point(
      column: origin.column + cursor.point.column, row: origin.row + cursor.point.row)
    if contains(point.column, point.row) { self.cursor = Cursor(at: point, visible: cursor.visible) }
  }

  /// The rows as text without trailing spaces, for tests to compare.
  public var lines: [String] {
    (0..<size.rows).map { index in
      var line = row(index).map(\.glyph.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// All rows as text, separated by line breaks.
  public var text: String { lines.joined(separator: "\n") }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < size.columns && row >= 0 && row < size.rows
  }

  /// Sets a cell, and blanks the other half of a wide glyph that this cuts in two.
  private mutating func set(_ cell: Cell, _ column: Int, _ row: Int) {
    let index = row * size.columns + column
    if cells[index].glyph == .covered && cell.glyph != .covered && column > 0 {
      cells[index - 1].glyph = .space
    }
    if cells[index].glyph.columns == 2 && column + 1 < size.columns { cells[index + 1].glyph = .space }
    cells[index] = cell
  }
}
