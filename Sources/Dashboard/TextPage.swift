import Terminal

/// Lines of styled text, assembled from the top down. Most panes are made of one page.
struct TextPage {
  /// One array of cells per line, not clipped.
  private(set) var lines: [[Cell]] = []
  /// The cursor position; nil for none.
  var cursor: (column: Int, line: Int, visible: Bool)?
  /// The line that must stay visible.
  var focus: Int?
  /// Clickable ranges of lines.
  private var marks: [(line: Int, lines: Int, kind: MouseMap.Kind, index: Int)] = []
  let columns: Int

  init(columns: Int) { self.columns = columns }

  /// Adds one line, clipped to the width.
  mutating func line(_ text: String, _ style: Style = .plain) {
    lines.append(Text.cells(Text.clipped(text, to: columns), style))
  }

  /// Adds one line of parts in different styles, clipped to the width.
  mutating func line(_ parts: [(String, Style)]) {
    var left = columns
    var cells: [Cell] = []
    for (text, style) in parts where left > 0 {
      let part = Text.cells(Text.clipped(text, to: left), style)
      cells += part
      left -= part.columns
    }
    lines.append(cells)
  }

  /// Adds a line of cells.
  mutating func line(cells: [Cell]) { lines.append(cells) }

  /// Adds a wrapped text, indented by this many columns.
  mutating func text(_ text: String, _ style: Style = .plain, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    for line in Text.wrapped(text, to: max(1, columns - indent)) {
      lines.append(Text.cells(margin + line, style))
    }
  }

  /// Adds light Markdown, wrapped.
  mutating func markdown(_ text: String, _ theme: Theme) {
    for line in Markdown.lines(of: text, theme) { lines += Text.wrapped(line, to: columns) }
  }

  /// Adds a step's instructions and an empty line; nothing if there are none.
  mutating func instructions(_ text: String?, _ theme: Theme) {
    guard let text else { return }
    markdown(text, theme)
    gap()
  }

  /// Makes the lines from this one to the last clickable.
  mutating func addHitRegion(from line: Int, _ kind: MouseMap.Kind, _ index: Int) {
    marks.append((line, lines.count - line, kind, index))
  }

  /// Adds one line that triggers a command when clicked.
  mutating func line(_ parts: [(String, Style)], _ command: Command) {
    line(parts)
    addHitRegion(from: lines.count - 1, .command, command.name.index)
  }

  /// Adds an empty line.
  mutating func gap() { lines.append([]) }

  /// The first visible line, chosen so that the focus is visible.
  private func offset(rows: Int) -> Int {
    min(max(0, lines.count - rows), max(0, (focus ?? 0) - rows + 1))
  }

  /// The border's note about lines that do not fit; empty if all fit.
  func note(rows: Int) -> String {
    let offset = offset(rows: rows)
    let below = max(0, lines.count - rows - offset)
    switch (offset > 0, below > 0) {
    case (true, true): return "more above and below"
    case (true, false): return "more above"
    case (false, true): return "more below"
    case (false, false): return ""
    }
  }

  /// Draws as many lines as fit, around the focus.
  func draw(on frame: inout Frame, in rect: Rect) {
    let offset = offset(rows: rect.rows)
    for row in 0..<min(rect.rows, lines.count - offset) {
      frame.write(lines[offset + row], column: rect.left, row: rect.top + row)
    }
    for (line, count, kind, index) in marks {
      let (first, end) = (max(0, line - offset), min(rect.rows, line + count - offset))
      // A rectangle without rows has no clickable cell.
      let part = Rect(column: rect.left, row: rect.top + first, columns: rect.columns, rows: end - first)
      frame.addHitRegion(part, kind, index)
    }
    guard let cursor, (offset..<offset + rect.rows).contains(cursor.line) else { return }
    let point = Point(
      column: rect.left + min(cursor.column, rect.columns - 1), row: rect.top + cursor.line - offset)
    frame.cursor = Frame.Cursor(at: point, visible: cursor.visible)
  }
}

extension Text {
  /// The cells of a string in one style.
  static func cells(_ string: String, _ style: Style) -> [Cell] {
    glyphs(of: string).map { Cell($0, style: style) }
  }
}

extension Array where Element == Cell {
  /// The columns the cells take.
  var columns: Int { reduce(0) { $0 + $1.glyph.columns } }
}
