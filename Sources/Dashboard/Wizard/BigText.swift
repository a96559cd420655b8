/// Letters and digits five lines high, for codes that are read off the screen and typed on a phone.
enum BigText {
  /// The lines of a text, as large as the width allows: five lines of doubled columns, or three of half blocks. Empty
  /// if neither fits, or if the font lacks a character.
  static func lines(of text: String, columns: Int, _ theme: Theme) -> [String] {
    let characters = text.uppercased().map { font[$0] }
    guard !characters.isEmpty, !characters.contains(nil) else { return [] }
    let rows = (0..<5).map { row in
      characters.compactMap { $0?[row] }.joined(separator: ".").map { $0 == "#" }
    }
    let width = rows[0].count
    let block = theme.pick("█", "#")
    if 2 * width <= columns {
      return rows.map { row in row.map { $0 ? block + block : "  " }.joined() }
    }
    guard width <= columns, theme.isUnicode else { return [] }
    return stride(from: 0, to: 5, by: 2).map { top in
      (0..<width).map { column in
        switch (rows[top][column], top + 1 < 5 && rows[top + 1][column]) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
      }.joined()
    }
  }

  private static let font: [Character: [String]] = [
    "0": ["###", "#.#", "#.#", "#.#", "###"], "1": [".#.", "##.", ".#.", ".#.", "###"],
    "2": ["###", "..#", "###", "#..", "###"], "3": ["###", "..#", ".##", "..#", "###"],
    "4": ["#.#", "#.#", "###", "..#", "..#"], "5": ["###", "#..", "###", "..#", "###"],
    "6": ["###", "#..", "###", "#.#", "###"], "7": ["###", "..#", ".#.", ".#.", ".#."],
    "8": ["###", "#.#", "###", "#.#", "###"], "9": ["###", "#.#", "###", "..#", "###"],
    "A": [".#.", "#.#", "###", "#.#", "#.#"], "B": ["##.", "#.#", "##.", "#.#", "##."],
    "C": [".##", "#..", "#..", "#..", ".##"], "D": ["##.", "#.#", "#.#", "#.#", "##."],
    "E": ["###", "#..", "##.", "#..", "###"], "F": ["###", "#..", "##.", "#..", "#.."],
    "G": [".##", "#..", "#.#", "#.#", ".##"], "H": ["#.#", "#.#", "###", "#.#", "#.#"],
    "I": ["###", ".#.", ".#.", ".#.", "###"], "J": ["..#", "..#", "..#", "#.#", ".#."],
    "K": ["#..#", "#.#.", "##..", "#.#.", "#..#"], "L": ["#..", "#..", "#..", "#..", "###"],
    "M": ["#...#", "##.##", "#.#.#", "#...#", "#...#"], "N": ["#..#", "##.#", "#.##", "#..#", "#..#"],
    "O": [".##.", "#..#", "#..#", "#..#", ".##."], "P": ["##.", "#.#", "##.", "#..", "#.."],
    "Q": [".##.", "#..#", "#..#", "#.##", ".###"], "R": ["##.", "#.#", "##.", "#.#", "#.#"],
    "S": [".##", "#..", ".#.", "..#", "##."], "T": ["###", ".#.", ".#.", ".#.", ".#."],
    "U": ["#.#", "#.#", "#.#", "#.#", "###"], "V": ["#.#", "#.#", "#.#", "#.#", ".#."],
    "W": ["#...#", "#...#", "#.#.#", "##.##", "#...#"], "X": ["#.#", "#.#", ".#.", "#.#", "#.#"],
    "Y": ["#.#", "#.#", ".#.", ".#.", ".#."], "Z": ["###", "..#", ".#.", "#..", "###"],
    "-": ["...", "...", "###", "...", "..."], " ": ["..", "..", "..", "..", ".."],
  ]
}
