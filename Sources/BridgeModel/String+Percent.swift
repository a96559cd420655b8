extension String {
  /// The string with all but the unreserved characters percent-encoded (RFC 3986, 2.3).
  package var percentEncoded: String {
    var answer = ""
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        answer.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        answer += digits.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return answer
  }
}

extension StringProtocol {
  /// Percent-decoded (RFC 3986, 2.1); unchanged if an escape is malformed, or the result is not UTF-8.
  package var percentDecoded: String {
    var bytes: [UInt8] = []
    var rest = utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(Self.digit), let low = rest.next().flatMap(Self.digit) else {
        return String(self)
      }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self) ?? String(self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
