#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A login's named values: user input, values set by scenes, and the reconnected or invented identity.
///
/// `phone`, `email` and `username` come from the reconnected login, or are invented for a new one.
/// `invented.phone`, `invented.email` and `invented.username` are always invented.
struct Values: Sendable {
  private(set) var byName: [String: String]
  private var random = SystemRandomNumberGenerator()

  /// The values of a new login process. `serial` makes invented values unique; `reconnected` holds the values of the
  /// login to reconnect, if any.
  init(serial: Int, reconnected: [String: String] = [:]) {
    let invented = [
      "phone": "+1415555\(1_000 + serial)",
      "email": "alice\(serial)@example.com", "username": "alice\(serial)",
    ]
    byName = invented.merging(reconnected) { $1 }
    for (name, value) in invented { byName["invented." + name] = value }
  }

  /// The values of an initial login.
  init(_ values: [String: String]) { byName = values }

  subscript(name: String) -> String? {
    get { byName[name] }
    set { byName[name] = newValue }
  }

  /// Adds user input, by field id.
  mutating func merge(_ typed: [String: String]) { byName.merge(typed) { $1 } }

  mutating func text(of source: Template.Source) -> String {
    switch source {
    case .value(let name): byName[name] ?? ""
    case .characters(let alphabet, let count): text(count, of: alphabet)
    case .base64(let bytes): base64(bytes: bytes)
    case .oneOf(let words): words.randomElement(using: &random) ?? ""
    }
  }

  /// The elements in random order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &random) }

  private mutating func text(_ count: Int, of alphabet: String) -> String {
    let characters = Array(alphabet)
    return String((0..<count).compactMap { _ in characters.randomElement(using: &random) })
  }

  /// That many random bytes in base64 (RFC 4648, section 4).
  private mutating func base64(bytes: Int) -> String {
    Data((0..<bytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }).base64EncodedString()
  }
}
