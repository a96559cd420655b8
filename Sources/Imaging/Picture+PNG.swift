import CPNG

extension Picture {
  /// The picture as a PNG file (ISO/IEC 15948); nil if there is not enough memory.
  public var png: [UInt8]? {
    withUnsafeTemporaryAllocation(of: png_image.self, capacity: 1) { buffer -> [UInt8]? in
      buffer.initialize(repeating: png_image())
      return buffer.baseAddress.flatMap(encode)
    }
  }

  private func encode(_ image: UnsafeMutablePointer<png_image>) -> [UInt8]? {
    image.pointee.version = UInt32(PNG_IMAGE_VERSION)
    image.pointee.width = UInt32(width)
    image.pointee.height = UInt32(height)
    image.pointee.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    defer { png_image_free(image) }
    var size = 0
    guard png_image_write_to_memory(image, nil, &size, 0, bytes, 0, nil) != 0 else { return nil }
    var file = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(image, &file, &size, 0, bytes, 0, nil) != 0 else { return nil }
    return Array(file.prefix(size))
  }
}
