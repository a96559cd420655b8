/// A picture: a byte each of red, green and blue a pixel, row by row from the top.
public struct Picture: Equatable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// Three bytes a pixel.
  public let bytes: [UInt8]

  /// A picture of those bytes; nil if they are not `3 * width * height`, or that is none.
  public init?(width: Int, height: Int, bytes: [UInt8]) {
    guard width > 0, height > 0, bytes.count == 3 * width * height else { return nil }
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// A picture in shades of grey, a byte a pixel; nil if they are not `width * height`, or that is none.
  public init?(width: Int, height: Int, gray: [UInt8]) {
    self.init(width: width, height: height, bytes: gray.flatMap { [$0, $0, $0] })
  }
}
