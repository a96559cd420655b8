import Testing

@testable import Terminal

@Suite("UTF-8, byte by byte")
struct UTF8AccumulatorTests {
  /// The scalar that these bytes make, if the last one ends it.
  private func scalar(_ bytes: [UInt8]) -> Unicode.Scalar? {
    guard var accumulator = bytes.first.flatMap(UTF8Accumulator.init(lead:)) else { return nil }
    for (index, byte) in bytes.enumerated().dropFirst() {
      switch accumulator.add(byte) {
      case .more where index < bytes.count - 1: continue
      case .done(let scalar) where index == bytes.count - 1: return scalar
      default: return nil
      }
    }
    return nil
  }

  @Test("every scalar beyond ASCII comes back")
  func all() {
    let wrong = (0x80...0x10FFFF).lazy.compactMap(Unicode.Scalar.init).filter { value in
      scalar(Array(String(value).utf8)) != value
    }
    #expect(wrong.first == nil)
  }

  @Test("accepts exactly the pairs and triples that the standard library accepts")
  func wellFormed() {
    for lead in UInt8(0x80)...0xFF {
      for second in UInt8.min...UInt8.max {
        for bytes in [[lead, second], [lead, second, 0x80], [lead, second, 0x80, 0x80]] {
          let known = String(validating: bytes, as: UTF8.self)?.unicodeScalars
          let expected = known?.count == 1 ? known?.first : nil
          if scalar(bytes) != expected { Issue.record("\(bytes)") }
        }
      }
    }
  }

  @Test("an ASCII byte, a continuation and a byte of no character begin nothing")
  func leads() {
    for lead in [UInt8(0), 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xF5, 0xFF] {
      #expect(UTF8Accumulator(lead: lead) == nil)
    }
  }
}
