/// A bracketed paste, while it arrives.
struct Paste: Equatable {
  /// The end marker (xterm's control sequences, bracketed paste mode).
  private static let end = Array("\u{1B}[201~".utf8)

  private let maxBytes: Int
  private var bytes: [UInt8] = []
  /// The number of the end marker's bytes matched so far.
  private var matched = 0

  /// A paste of which that many bytes are kept.
  init(maxBytes: Int) { self.maxBytes = maxBytes }

  /// Takes bytes up to the end of the paste, and says whether it was reached.
  mutating func add(_ rest: inout ArraySlice<UInt8>) -> Bool {
    while let byte = rest.first {
      if matched == 0 && byte != Self.end[0] {
        let run = rest.prefix { $0 != Self.end[0] }
        keep(run)
        rest = rest[run.endIndex...]
        continue
      }
      if byte == Self.end[matched] {
        rest.removeFirst()
        matched += 1
        if matched == Self.end.count { return true }
      } else {
        // Escape occurs only at the start of the marker, so after a mismatch only the current byte can begin it.
        keep(Self.end[..<matched])
        matched = 0
      }
    }
    return false
  }

  /// The text, with a replacement for what is not UTF-8.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  private mutating func keep(_ new: ArraySlice<UInt8>) {
    bytes.append(contentsOf: new.prefix(maxBytes - bytes.count))
  }
}
