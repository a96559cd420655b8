/// A picture: one byte each of red, green and blue per pixel, row by row from the top.
public struct Picture: Equatable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The pixels, three bytes each.
  public let bytes: [UInt8]

  /// A picture of those bytes; nil unless there are `3 * width * height` of them, and at least one pixel.
  public init?(width: Int, height: Int, bytes: [UInt8]) {
    guard width > 0, height > 0, bytes.count == 3 * width * height else { return nil }
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The picture, scaled down to at most that size. Each pixel is the mean of those it replaces.
  ///
  /// - Parameters:
  ///   - width: the maximum width in pixels, at least 1.
  ///   - height: the maximum height in pixels, at least 1.
  /// - Returns: the picture. Width and height are reduced independently, so the aspect ratio may change.
  public func scaled(width: Int, height: Int) -> Picture {
    let (across, down) = (min(width, self.width), min(height, self.height))
    if across == self.width && down == self.height { return self }
    var scaled: [UInt8] = []
    scaled.reserveCapacity(3 * across * down)
    for row in 0..<down {
      let rows = row * self.height / down..<(row + 1) * self.height / down
      for column in 0..<across {
        scaled += mean(column * self.width / across..<(column + 1) * self.width / across, rows)
      }
    }
    // Never nil: three bytes were added per pixel, and there is at least one pixel.
    return Picture(width: across, height: down, bytes: scaled) ?? self
  }

  private func mean(_ columns: Range<Int>, _ rows: Range<Int>) -> [UInt8] {
    var sums = [0, 0, 0]
    for row in rows {
      for column in columns {
        for part in 0..<3 { sums[part] += Int(bytes[3 * (row * width + column) + part]) }
      }
    }
    return sums.map { UInt8($0 / (columns.count * rows.count)) }
  }

  /// A greyscale picture, one byte per pixel; nil unless there are `width * height` bytes, and at least one pixel.
  public init?(width: Int, height: Int, gray: [UInt8]) {
    self.init(width: width, height: height, bytes: gray.flatMap { [$0, $0, $0] })
  }
}
