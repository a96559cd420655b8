/// A cell's place: columns from the left edge, rows from the top one, both from 0.
public struct Point: Equatable, Hashable, Sendable {
  /// Columns from the left edge.
  public var column: Int
  /// Rows from the top edge.
  public var row: Int

  /// A place; it may lie outside any frame, and then nothing is drawn there.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// How large something is, in cells; never negative.
public struct Size: Equatable, Hashable, Sendable {
  /// The width in columns, 0 or more.
  public let columns: Int
  /// The height in rows, 0 or more.
  public let rows: Int

  /// A size; what is negative counts as 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A part of a frame, in cells.
public struct Rect: Equatable, Hashable, Sendable {
  /// The top left cell.
  public var origin: Point
  /// The width and height.
  public var size: Size

  /// A rectangle; it may reach out of the frame it is used in, and is then clipped.
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

  /// What is left without a margin of that many columns and rows on each side.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(
      column: left + columns, row: top + rows, columns: size.columns - 2 * columns,
      rows: size.rows - 2 * rows)
  }

  /// A rectangle of that size in the middle of this one, made smaller where it would not fit.
  public func centered(columns: Int, rows: Int) -> Rect {
    let width = min(max(0, columns), size.columns)
    let height = min(max(0, rows), size.rows)
    return Rect(
      column: left + (size.columns - width) / 2, row: top + (size.rows - height) / 2, columns: width,
      rows: height)
  }
}
