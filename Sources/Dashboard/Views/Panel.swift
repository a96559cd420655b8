import Terminal

/// The border and title of a pane.
enum Panel {
  /// Draws a border along the edges of a rectangle, and returns the area inside.
  static func draw(
    on frame: inout Frame, _ rect: Rect, title: String, note: String = "", isFocused: Bool, _ theme: Theme
  ) -> Rect {
    guard rect.columns >= 2, rect.rows >= 2 else { return rect }
    let style = isFocused ? theme.focusedBorder : theme.border
    let (top, bottom, side, corners) = lines(isFocused: isFocused, theme)
    let span = rect.columns - 2
    frame.write(
      corners[0] + String(repeating: top, count: span) + corners[1], column: rect.left, row: rect.top,
      style: style)
    frame.write(
      corners[2] + String(repeating: bottom, count: span) + corners[3], column: rect.left,
      row: rect.bottom - 1, style: style)
    for row in rect.top + 1..<rect.bottom - 1 {
      frame.write(side, column: rect.left, row: row, style: style)
      frame.write(side, column: rect.right - 1, row: row, style: style)
    }
    if !title.isEmpty && span > 4 {
      frame.write(
        " " + Text.clipped(title, to: span - 4) + " ", column: rect.left + 2, row: rect.top,
        style: isFocused ? theme.title : .plain)
    }
    let width = Text.columns(of: note) + 2
    if !note.isEmpty && span > width + 1 {
      frame.write(" \(note) ", column: rect.right - 2 - width, row: rect.bottom - 1, style: style)
    }
    return rect.inset(columns: 1, rows: 1)
  }

  /// The parts of a border. Without colours, a double line marks the focused pane.
  private static func lines(
    isFocused: Bool, _ theme: Theme
  ) -> (top: String, bottom: String, side: String, corners: [String]) {
    guard theme.isUnicode else {
      return isFocused ? ("=", "=", "|", ["+", "+", "+", "+"]) : ("-", "-", "|", ["+", "+", "+", "+"])
    }
    if isFocused && !theme.isColored { return ("═", "═", "║", ["╔", "╗", "╚", "╝"]) }
    return ("─", "─", "│", ["╭", "╮", "╰", "╯"])
  }
}
