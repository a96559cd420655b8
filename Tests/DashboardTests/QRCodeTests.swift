import Terminal
import Testing

@testable import Dashboard

@Suite("A QR code")
struct QRCodeTests {
  @Test(
    "is as small as error correction L allows, with two light modules around it",
    arguments: [(63, 33), (69, 33), (120, 41), (191, 49), (265, 57), (271, 57), (272, 61)])
  func sizes(bytes: Int, side: Int) throws {
    let code = try #require(QRCode(String(repeating: "x", count: bytes)))
    #expect(code.size(Screens.theme) == Size(columns: side + 4, rows: (side + 5) / 2))
    #expect(code.size(Screens.ascii) == Size(columns: 2 * (side + 4), rows: side + 4))
  }

  @Test("does not exist for a text that is too long")
  func tooLong() { #expect(QRCode(String(repeating: "x", count: 3_000)) == nil) }

  @Test("is black on white whatever the colours, with a light margin")
  func colors() throws {
    let code = try #require(QRCode("hello"))
    for theme in [Screens.theme, Screens.ascii] {
      let size = code.size(theme)
      var frame = Frame(size: size)
      code.draw(on: &frame, at: Point(column: 0, row: 0), theme)
      for row in 0..<size.rows {
        for cell in frame.row(row) {
          #expect([cell.style.foreground, cell.style.background] == [.ink, .paper])
        }
      }
      #expect(frame.row(0).allSatisfy { $0.glyph == .space && !$0.style.reverse })
    }
  }
}
