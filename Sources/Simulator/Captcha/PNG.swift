/// Writes pictures as PNG (ISO/IEC 15948), without compressing them: a captcha is small.
enum PNG {
  /// A picture of 8 bits of grey a pixel, row by row from the top.
  static func file(width: Int, height: Int, gray: [UInt8]) -> [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<height {
      // Each row begins with its filter: none.
      rows.append(0)
      rows += gray[row * width..<(row + 1) * width]
    }
    let header = bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
      + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bytes(UInt32(data.count)) + body + bytes(crc(body))
  }

  /// A zlib stream (RFC 1950) of blocks that are stored as they are (RFC 1951, 3.2.4).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = data[...]
    repeat {
      let block = rest.prefix(0xffff)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      stream.append(rest.isEmpty ? 1 : 0)
      for part in [length, ~length] { stream += [UInt8(part & 0xff), UInt8(part >> 8)] }
      stream += block
    } while !rest.isEmpty
    return stream + bytes(adler(data))
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// The checksum of RFC 1950, 8.
  private static func adler(_ data: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in data {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }

  /// The checksum of ISO/IEC 15948, annex D.
  private static func crc(_ data: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xffff_ffff
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
