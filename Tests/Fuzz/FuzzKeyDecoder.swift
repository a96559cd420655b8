import Foundation

/// Feeds the bytes to the key decoder whole, and again in batches that the first byte seeds: the keys must be the same,
/// and nothing may stay pending after the deadline.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeyDecoder(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard var seed = input.first.map({ UInt64($0) &* 0x9E37_79B9 &+ 1 }) else { return 0 }
  let stream = Array(input.dropFirst())
  var whole = KeyDecoder(maxPasteBytes: 64)
  let expected = whole.decode(stream, at: .zero) + whole.expire(at: .seconds(9))
  for _ in 0..<8 {
    var decoder = KeyDecoder(maxPasteBytes: 64)
    var found: [Key] = []
    var rest = stream[...]
    while !rest.isEmpty {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let length = Int(seed >> 33) % min(rest.count, 9) + 1
      found += decoder.decode(Array(rest.prefix(length)), at: .zero)
      rest = rest.dropFirst(length)
    }
    found += decoder.expire(at: .seconds(9))
    if found != expected || decoder.deadline != nil {
      FileHandle.standardError.write(Data("\(found)\ninstead of\n\(expected)\n".utf8))
      abort()
    }
  }
  return 0
}
