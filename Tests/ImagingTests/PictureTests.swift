import Foundation
import Imaging
import Testing

@Suite("Pictures")
struct PictureTests {
  /// 8x8 pixels: blue above, red below.
  private static let jpeg = """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExci
    JCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAAR
    CAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAYEAEAAwEAAAAAAAAAAAAAAAAAFWSi4f/EABUBAQEAAAAAAAAAAAAA
    AAAAAAQH/8QAGxEAAAcBAAAAAAAAAAAAAAAAAAIFFlOi0lT/2gAMAwEAAhEDEQA/AJBD2cdAIfi/0VJkVtjoUFj6H//Z
    """
  /// 2x1 pixels: one transparent, one red.
  private static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGNgYGBg+M/A8B8ABQQB/8twlDcAAAAASUVORK5CYII="

  private func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters)))
  }

  @Test("a picture written as PNG is read back unchanged")
  func roundTrip() throws {
    let bytes = (0..<7 * 5 * 3).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let picture = try #require(Picture(width: 7, height: 5, bytes: bytes))
    #expect(Picture(file: try #require(picture.png)) == picture)
  }

  @Test("transparent pixels become white")
  func transparent() throws {
    #expect(Picture(file: try bytes(Self.png))?.bytes == [255, 255, 255, 255, 0, 0])
  }

  @Test("a JPEG is read")
  func jpeg() throws {
    let picture = try #require(Picture(file: try bytes(Self.jpeg)))
    #expect(picture.width == 8 && picture.height == 8)
    let (top, bottom) = (picture.bytes.prefix(3), picture.bytes.suffix(3))
    #expect(top[0] < 60 && top[2] > 180)
    #expect(Array(bottom)[0] > 160 && Array(bottom)[2] < 80)
  }

  @Test("broken files, other file types and oversized pictures are rejected")
  func broken() throws {
    for file in [try bytes(Self.png), try bytes(Self.jpeg)] {
      for length in [0, 2, 8, 20, 33] { #expect(Picture(file: Array(file.prefix(length))) == nil) }
    }
    #expect(Picture(file: Array("GIF89a".utf8)) == nil)
    #expect(Picture.maxPixels == 2_000 * 2_000)
    // Not in an expectation: it would print millions of bytes.
    let (limit, beyond) = (decodedWidth(2_000, 2_000), decodedWidth(2_001, 2_000))
    #expect(limit == 2_000 && beyond == nil)
    #expect(Picture(width: 2, height: 2, bytes: [1]) == nil)
  }

  /// The width of a picture of that size after it was encoded and decoded; nil if it is rejected.
  private func decodedWidth(_ width: Int, _ height: Int) -> Int? {
    let picture = Picture(
      width: width, height: height, bytes: [UInt8](repeating: 0, count: 3 * width * height))
    return picture?.png.flatMap { Picture(file: $0)?.width }
  }
}
