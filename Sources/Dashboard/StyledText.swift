import Terminal

/// Lines of styled text that are put together from the top down: what most panes are made of.
struct Page {
  /// The lines.
  private(set) var lines: [[Cell]] = []
  /// Where the cursor rests: a column and a line.
  var cursor: (column: Int, line: Int, visible: Bool)?
  /// The line that has to be in sight.
  var focus: Int?
  /// What the lines from one on mean when they are clicked.
  private var marks: [(line: Int, lines: Int, group: Pointing.Group, place: Int)] = []
  let columns: Int

  init(columns: Int) { self.columns = columns }

  /// Adds one line, cut at the width.
  mutating func line(_ text: String, _ style: Style = .plain) {
    lines.append(Text.cells(Text.clipped(text, to: columns), style))
  }

  /// Adds one line of parts in different styles, cut at the width.
  mutating func line(_ parts: [(String, Style)]) {
    var left = columns
    var cells: [Cell] = []
    for (text, style) in parts where left > 0 {
      let part = Text.cells(Text.clipped(text, to: left), style)
      cells += part
      left -= part.reduce(0) { $0 + $1.glyph.columns }
    }
    lines.append(cells)
  }

  /// Adds cells as a line of their own.
  mutating func line(cells: [Cell]) { lines.append(cells) }

  /// Adds a text, wrapped, so many columns from the left.
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

  /// Adds what a step tells the user to do, and a gap below; nothing if it tells nothing.
  mutating func instructions(_ text: String?, _ theme: Theme) {
    guard let text else { return }
    markdown(text, theme)
    gap()
  }

  /// Gives the lines from that one to the last a meaning for clicks.
  mutating func mark(from line: Int, _ group: Pointing.Group, _ place: Int) {
    marks.append((line, lines.count - line, group, place))
  }

  /// Adds one line that does what a binding does when it is clicked.
  mutating func line(_ parts: [(String, Style)], _ binding: Binding) {
    line(parts)
    mark(from: lines.count - 1, .binding, binding.name.place)
  }

  /// Adds an empty line.
  mutating func gap() { lines.append([]) }

  /// The first line in sight where there is room for so many: the focus is always in sight.
  private func offset(rows: Int) -> Int {
    min(max(0, lines.count - rows), max(0, (focus ?? 0) - rows + 1))
  }

  /// What a border says of lines that have no room; empty if all have.
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

  /// Draws as many lines as there is room for, those around the focus if not all fit.
  func draw(on frame: inout Frame, in rect: Rect) {
    let offset = offset(rows: rect.rows)
    for row in 0..<min(rect.rows, lines.count - offset) {
      frame.write(lines[offset + row], column: rect.left, row: rect.top + row)
    }
    for (line, count, group, place) in marks {
      let (first, end) = (max(0, line - offset), min(rect.rows, line + count - offset))
      // A rectangle without rows has no cell to be clicked.
      let part = Rect(column: rect.left, row: rect.top + first, columns: rect.columns, rows: end - first)
      frame.mark(part, group, place)
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
