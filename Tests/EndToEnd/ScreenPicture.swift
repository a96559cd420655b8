import Foundation
import TerminalHarness

/// A screen of half blocks or sextants as a picture for zbarimg, rendered from a terminal's text and SGR sequences.
struct ScreenPicture {
  /// A cell as six rows of two parts each, a grid that fits both halves and sextants: whether each part is dark.
  private typealias Cell = [Bool]
  private var rows: [[Cell]] = []
  private let isLight: Bool

  /// Renders a screen captured by `tmux capture-pane -e`, for a terminal with a dark or light background.
  init(_ screen: String, isLight: Bool = false) {
    self.isLight = isLight
    var colors = Colors(isLight: isLight)
    for line in screen.split(separator: "\n", omittingEmptySubsequences: false) {
      var row: [Cell] = []
      var rest = line[...]
      while let character = rest.popFirst() {
        if character == "\u{1B}" {
          let end = rest.firstIndex { $0.isLetter } ?? rest.endIndex
          colors.apply(rest[..<end].dropFirst())
          rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
          continue
        }
        let (ink, ground) = (colors.isInk, colors.isGround)
        row.append(
          (0..<12).map { part in
            Self.isInked(character, column: part % 2, row: part / 2) ? ink : ground
          })
      }
      rows.append(row)
    }
  }

  /// Whether a glyph covers one of the twelve parts of its cell.
  private static func isInked(_ glyph: Character, column: Int, row: Int) -> Bool {
    switch glyph {
    case "█": return true
    case "▀": return row < 3
    case "▄": return row >= 3
    case "▌": return column == 0
    case "▐": return column == 1
    default:
      guard let value = glyph.unicodeScalars.first?.value, (0x1FB00...0x1FB3B).contains(value) else {
        return false
      }
      // The sextants in code point order, which leaves out the two that are half blocks.
      var bits = value - 0x1FB00 + 1
      if bits >= 0b010101 { bits += 1 }
      if bits >= 0b101010 { bits += 1 }
      return bits & (1 << UInt32(row / 2 * 2 + column)) != 0
    }
  }

  /// The text of the QR code on the screen; nil if none can be read.
  func decodedQR() throws -> String? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pgm")
    defer { try? FileManager.default.removeItem(at: file) }
    try pgm().write(to: file)
    guard let text = try? run(["zbarimg", "-q", "--raw", file.path]) else { return nil }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// The picture as a portable graymap, each cell twelve pixels wide and twenty-four high.
  private func pgm() -> Data {
    let width = rows.map(\.count).max() ?? 0
    var data = Data("P5 \(width * 12) \(rows.count * 24) 255\n".utf8)
    for row in rows {
      for part in 0..<6 {
        var line = Data()
        for column in 0..<width {
          for half in 0..<2 {
            let isDark = column < row.count ? row[column][part * 2 + half] : !isLight
            line.append(Data(repeating: isDark ? 0 : 255, count: 6))
          }
        }
        for _ in 0..<4 { data.append(line) }
      }
    }
    return data
  }

  /// The current colours: whether each is dark.
  private struct Colors {
    private let isLight: Bool
    var isInk: Bool
    var isGround: Bool

    init(isLight: Bool) {
      self.isLight = isLight
      isInk = isLight
      isGround = !isLight
    }

    mutating func apply(_ sequence: Substring) {
      var codes = sequence.split(separator: ";").map { Int($0) ?? 0 }[...]
      if codes.isEmpty { codes = [0] }
      while let code = codes.popFirst() {
        switch code {
        case 0, 39: isInk = isLight
        case 38, 48:
          guard codes.popFirst() == 5, let number = codes.popFirst() else { return }
          if code == 38 { isInk = number == 16 } else { isGround = number != 231 }
        default: break
        }
        if code == 0 || code == 49 { isGround = !isLight }
      }
    }
  }
}
