/// A screen captured with its SGR sequences, as characters with their looks: two captures of the same screen may order
/// their sequences differently, and end lines with more or fewer blanks.
struct StyledScreen: Equatable {
  /// A character with its look.
  private struct Cell: Equatable {
    let character: Character
    let look: Look
  }

  /// Attributes and colours by their SGR codes.
  private struct Look: Equatable {
    var attributes: Set<Int> = []
    var foreground: [Int] = []
    var background: [Int] = []

    mutating func apply(_ codes: [Int]) {
      var rest = codes[...]
      while let code = rest.popFirst() {
        switch code {
        case 0: self = Look()
        case 1...9: attributes.insert(code)
        case 38:
          foreground = Array(rest.prefix(2))
          rest = rest.dropFirst(2)
        case 48:
          background = Array(rest.prefix(2))
          rest = rest.dropFirst(2)
        case 39: foreground = []
        case 49: background = []
        case 40...47, 100...107: background = [code]
        default: foreground = [code]
        }
      }
    }
  }

  private var lines: [[Cell]] = []

  /// Reads a capture of `tmux capture-pane -e`.
  init(_ capture: String) {
    var look = Look()
    for text in capture.split(separator: "\n", omittingEmptySubsequences: false) {
      var cells: [Cell] = []
      var rest = text[...]
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          cells.append(Cell(character: character, look: look))
          continue
        }
        let codes = rest.prefix { $0 != "m" }
        rest = rest[codes.endIndex...].dropFirst()
        look.apply(codes.dropFirst().split(separator: ";").map { Int($0) ?? 0 })
      }
      while cells.last == Cell(character: " ", look: Look()) { cells.removeLast() }
      lines.append(cells)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
  }
}
