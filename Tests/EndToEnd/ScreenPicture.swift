import Foundation

/// The picture of a screen of half blocks, made from a terminal's text and SGR sequences: what a phone's
/// camera would see, for zbarimg.
struct ScreenPicture {
  private var rows: [[(top: Bool, bottom: Bool)]] = []

  /// Reads a screen as `tmux capture-pane -e` writes it.
  init(_ screen: String) {
    var colors = Colors()
    for line in screen.split(separator: "\n", omittingEmptySubsequences: false) {
      var row: [(Bool, Bool)] = []
      var rest = line[...]
      while let character = rest.popFirst() {
        if character == "\u{1B}" {
          let end = rest.firstIndex { $0.isLetter } ?? rest.endIndex
          colors.apply(rest[..<end].dropFirst())
          rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
          continue
        }
        switch character {
        case "█": row.append((colors.isInk, colors.isInk))
        case "▀": row.append((colors.isInk, colors.isGround))
        case "▄": row.append((colors.isGround, colors.isInk))
        default: row.append((colors.isGround, colors.isGround))
        }
      }
      rows.append(row)
    }
  }

  /// What the QR code on the screen says; nil if there is none that can be read.
  func decodedQR() throws -> String? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pgm")
    defer { try? FileManager.default.removeItem(at: file) }
    try pgm().write(to: file)
    guard let text = try? run(["zbarimg", "-q", "--raw", file.path]) else { return nil }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// The picture as a portable graymap, eight pixels a module.
  private func pgm(scale: Int = 8) -> Data {
    let width = rows.map(\.count).max() ?? 0
    var data = Data("P5 \(width * scale) \(rows.count * 2 * scale) 255\n".utf8)
    for row in rows {
      for isTop in [true, false] {
        var line = Data()
        for column in 0..<width {
          let isDark = column < row.count ? (isTop ? row[column].top : row[column].bottom) : true
          line.append(Data(repeating: isDark ? 0 : 255, count: scale))
        }
        for _ in 0..<scale { data.append(line) }
      }
    }
    return data
  }

  /// The colours in force: whether each is dark.
  private struct Colors {
    var isInk = false
    var isGround = true

    mutating func apply(_ sequence: Substring) {
      var codes = sequence.split(separator: ";").map { Int($0) ?? 0 }[...]
      if codes.isEmpty { codes = [0] }
      while let code = codes.popFirst() {
        switch code {
        case 0, 39: isInk = false
        case 38, 48:
          guard codes.popFirst() == 5, let number = codes.popFirst() else { return }
          if code == 38 { isInk = number == 16 } else { isGround = number != 231 }
        default: break
        }
        if code == 0 || code == 49 { isGround = true }
      }
    }
  }
}
