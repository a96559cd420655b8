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

  /// The picture with no more than that many pixels across and down, each the mean of those it stands for.
  ///
  /// - Parameters:
  ///   - width: the most pixels across, at least 1.
  ///   - height: the most pixels down, at least 1.
  /// - Returns: the picture, squeezed to that size where it is larger.
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
    // Three bytes for each pixel were added, and there is one at least.
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

  /// A picture in shades of grey, a byte a pixel; nil if they are not `width * height`, or that is none.
  public init?(width: Int, height: Int, gray: [UInt8]) {
    self.init(width: width, height: height, bytes: gray.flatMap { [$0, $0, $0] })
  }
}
