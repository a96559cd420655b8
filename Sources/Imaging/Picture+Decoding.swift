import CJPEG
import CPNG

extension Picture {
  /// The maximum number of pixels to decode: a small file can claim to be a huge picture.
  package static let maxPixels = 4_000_000

  /// Decodes a PNG (ISO/IEC 15948), with transparency drawn on white, or a JPEG (ISO/IEC 10918); nil for any other or
  /// broken file, and for more than four million pixels.
  public init?(file: [UInt8]) {
    if file.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self.init(png: file)
    } else if file.starts(with: [0xFF, 0xD8]) {
      self.init(jpeg: file)
    } else {
      return nil
    }
  }

  private init?(png file: [UInt8]) {
    // libpng keeps both pointers between the two calls.
    let decoded = file.withUnsafeBytes { file in
      withUnsafeTemporaryAllocation(of: png_image.self, capacity: 1) { buffer -> Picture? in
        buffer.initialize(repeating: png_image())
        return buffer.baseAddress.flatMap { Self.decode(file, $0) }
      }
    }
    guard let decoded else { return nil }
    self = decoded
  }

  private static func decode(
    _ file: UnsafeRawBufferPointer, _ image: UnsafeMutablePointer<png_image>
  ) -> Picture? {
    image.pointee.version = UInt32(PNG_IMAGE_VERSION)
    // Frees what a failure leaves behind; after a success there is nothing to free.
    defer { png_image_free(image) }
    guard png_image_begin_read_from_memory(image, file.baseAddress, file.count) != 0 else { return nil }
    let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
    guard width * height <= maxPixels else { return nil }
    image.pointee.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    var paper = png_color(red: 255, green: 255, blue: 255)
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    guard png_image_finish_read(image, &paper, &bytes, 0, nil) != 0 else { return nil }
    return Picture(width: width, height: height, bytes: bytes)
  }

  private init?(jpeg file: [UInt8]) {
    guard let decoder = tjInitDecompress() else { return nil }
    defer { tjDestroy(decoder) }
    var (width, height): (Int32, Int32) = (0, 0)
    var (sampling, colors): (Int32, Int32) = (0, 0)
    let size = UInt(file.count)
    guard tjDecompressHeader3(decoder, file, size, &width, &height, &sampling, &colors) == 0,
      Int(width) * Int(height) <= Self.maxPixels
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: 3 * Int(width) * Int(height))
    let format = Int32(TJPF_RGB.rawValue)
    guard tjDecompress2(decoder, file, size, &bytes, width, 0, height, format, 0) == 0 else { return nil }
    self.init(width: Int(width), height: Int(height), bytes: bytes)
  }
}
