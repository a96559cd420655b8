/// The letters A to Z of a text in greyscale, each slightly displaced, with lines across them.
struct GlyphPicture {
  let width: Int
  let height = 60
  private(set) var pixels: [UInt8]

  /// The size of a dot of a letter, in pixels.
  private static let dot = 5

  init(_ text: String) {
    let letters = text.uppercased().compactMap { Self.glyphs[$0] }
    let advance = 6 * Self.dot + 4
    width = max(1, letters.count) * advance + 20
    pixels = Array(repeating: 255, count: width * height)
    for (index, glyph) in letters.enumerated() {
      let (left, top) = (10 + index * advance + .random(in: 0...4), 8 + .random(in: 0...10))
      for (row, bits) in glyph.enumerated() {
        for column in 0..<5 where bits & (0b10000 >> UInt8(column)) != 0 {
          fill(left + column * Self.dot, top + row * Self.dot, Self.dot, 0)
        }
      }
    }
    for _ in 0..<3 { drawLine() }
  }

  private mutating func fill(_ left: Int, _ top: Int, _ size: Int, _ gray: UInt8) {
    for y in top..<top + size where (0..<height).contains(y) {
      for x in left..<left + size where (0..<width).contains(x) { pixels[y * width + x] = gray }
    }
  }

  /// Draws a thin line from the left edge to the right edge.
  private mutating func drawLine() {
    let (from, to) = (Int.random(in: 0..<height), Int.random(in: 0..<height))
    for x in 0..<width { fill(x, from + (to - from) * x / width, 1, 128) }
  }

  /// The letters, five dots wide and seven high. Each number is one row.
  private static let glyphs: [Character: [UInt8]] = [
    "A": [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
    "B": [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
    "C": [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
    "D": [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
    "E": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
    "F": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
    "G": [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
    "H": [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
    "I": [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    "J": [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
    "K": [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
    "L": [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
    "M": [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
    "N": [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
    "O": [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
    "P": [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
    "Q": [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
    "R": [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
    "S": [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
    "T": [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
    "U": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
    "V": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
    "W": [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
    "X": [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
    "Y": [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
    "Z": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
  ]
}
