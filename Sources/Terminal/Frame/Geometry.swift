/// The position of a cell, counted from 0 at the top left.
public struct Point: Equatable, Hashable, Sendable {
  /// Columns from the left edge.
  public var column: Int
  /// Rows from the top edge.
  public var row: Int

  /// A position. It may lie outside the frame; then nothing is drawn there.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A size in cells; never negative.
public struct Size: Equatable, Hashable, Sendable {
  /// The width in columns, 0 or more.
  public let columns: Int
  /// The height in rows, 0 or more.
  public let rows: Int

  /// A size; negative values become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A rectangle of cells.
public struct Rect: Equatable, Hashable, Sendable {
  /// The top left cell.
  public var origin: Point
  /// The width and height.
  public var size: Size

  /// A rectangle. It may extend beyond its frame, and is then clipped.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Point(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  /// The first column.
  public var left: Int { origin.column }
  /// The first row.
  public var top: Int { origin.row }
  /// The first column to the right of it.
  public var right: Int { origin.column + size.columns }
  /// The first row below it.
  public var bottom: Int { origin.row + size.rows }
  /// The width in columns.
  public var columns: Int { size.columns }
  /// The height in rows.
  public var rows: Int { size.rows }

  /// Whether a cell is in it.
  public func contains(_ point: Point) -> Bool {
    point.column >= left && point.column < right && point.row >= top && point.row < bottom
  }

  /// The rectangle without a margin of this many columns and rows on each side.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(
      column: left + columns, row: top + rows, columns: size.columns - 2 * columns,
      rows: size.rows - 2 * rows)
  }

  /// A rectangle of this size in the middle of this one, shrunk to fit.
  public func centered(columns: Int, rows: Int) -> Rect {
    let width = min(max(0, columns), size.columns)
    let height = min(max(0, rows), size.rows)
    return Rect(
      column: left + (size.columns - width) / 2, row: top + (size.rows - height) / 2, columns: width,
      rows: height)
  }
}
