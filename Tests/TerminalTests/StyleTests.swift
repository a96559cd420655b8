import TestSupport
import Testing

@testable import Terminal

@Suite("Colours and styles")
struct StyleTests {
  @Test("fixed black and white fall back as colours get fewer")
  func fallback() {
    #expect([256, 16, 8, 0].map { Color.ink.number(ofColors: $0) } == [16, 0, 0, -1])
    #expect([256, 16, 8, 0].map { Color.paper.number(ofColors: $0) } == [231, 15, 7, -1])
    #expect([256, 8, 2].map { Color.cyan.number(ofColors: $0) } == [6, 6, -1])
    #expect([256, 16].map { Color(red: 95, green: 0, blue: 0).number(ofColors: $0) } == [52, -1])
    #expect(Color.terminal.number(ofColors: 256) == -1)
  }

  @Test(
    "red, green and blue become the nearest colour of the cube or the greys",
    arguments: [
      (0, 0, 0, 16), (255, 255, 255, 231), (255, 0, 0, 196), (0, 255, 0, 46), (0, 0, 255, 21),
      (95, 135, 175, 67), (8, 8, 8, 232), (238, 238, 238, 255), (128, 128, 128, 244), (250, 10, 3, 196),
    ])
  func nearest(red: Int, green: Int, blue: Int, number: Int) {
    #expect(Color(red: UInt8(red), green: UInt8(green), blue: UInt8(blue)).number == Int16(number))
  }

  @Test("no colour of the palette is nearer than the one chosen")
  func noneNearer() {
    let steps = [0, 95, 135, 175, 215, 255]
    var palette: [[Int]] = []
    for number in 0..<216 { palette.append([number / 36, number / 6 % 6, number % 6].map { steps[$0] }) }
    for gray in 0..<24 { palette.append([Int](repeating: 8 + 10 * gray, count: 3)) }
    var random = SeededGenerator(seed: 3)
    for _ in 0..<400 {
      let expected = (0..<3).map { _ in Int.random(in: 0...255, using: &random) }
      func distance(_ color: [Int]) -> Int {
        var sum = 0
        for (one, other) in zip(color, expected) { sum += (one - other) * (one - other) }
        return sum
      }
      let chosen = Color(red: UInt8(expected[0]), green: UInt8(expected[1]), blue: UInt8(expected[2]))
      #expect(distance(palette[Int(chosen.number) - 16]) == palette.map(distance).min(), "\(expected)")
    }
  }

  @Test("each part of a style can be set alone, and no other part changes")
  func parts() {
    var style = Style.plain
    style.foreground = .paper
    style.background = .ink
    style.dim = true
    #expect(style == Style(foreground: .paper, background: .ink, dim: true))
    style.bold = true
    style.underline = true
    style.reverse = true
    #expect(
      style
        == Style(
          foreground: .paper, background: .ink, bold: true, dim: true, underline: true, reverse: true))
    style.background = .terminal
    style.dim = false
    #expect(style == Style(foreground: .paper, bold: true, underline: true, reverse: true))
    #expect(style.foreground == .paper && style.background == .terminal)
    #expect(style.bold && !style.dim && style.underline && style.reverse)
  }

  @Test("every colour comes back from a style, on both sides")
  func everyColor() {
    for number in Int16(-1)...255 {
      let color = Color(number)
      let style = Style(foreground: color, background: .blue, bold: true)
      #expect(style.foreground == color && style.background == .blue && style.bold && !style.dim)
      #expect(Style(foreground: .blue, background: color).background == color)
    }
  }

  @Test("reversed twice is the same; plain is the terminal's own look")
  func reversed() {
    let style = Style(foreground: .red, bold: true)
    #expect(style.reversed.reverse && style.reversed.foreground == .red && style.reversed.bold)
    #expect(style.reversed.reversed == style)
    #expect(Style.plain == Style() && Style.plain.foreground == .terminal && !Style.plain.reverse)
  }
}
