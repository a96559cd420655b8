#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a login knows by name: what was typed, what the scenes set, and who is reconnected or made up.
///
/// `phone`, `email` and `username` are those of the login that is reconnected, and made up for a new one;
/// `invented.phone`, `invented.email` and `invented.username` are made up in any case.
struct Values: Sendable {
  private(set) var byName: [String: String]
  private var random = SystemRandomNumberGenerator()

  /// Values for the login of that number in this world, which reconnects one with those values, or none.
  init(serial: Int, reconnected: [String: String] = [:]) {
    let invented = [
      "phone": "+1415555\(1_000 + serial)",
      "email": "alice\(serial)@example.com", "username": "alice\(serial)",
    ]
    byName = invented.merging(reconnected) { $1 }
    for (name, value) in invented { byName["invented." + name] = value }
  }

  /// Values of somebody who has been there from the beginning.
  init(_ values: [String: String]) { byName = values }

  subscript(name: String) -> String? {
    get { byName[name] }
    set { byName[name] = newValue }
  }

  /// Takes what was typed, by field id.
  mutating func merge(_ typed: [String: String]) { byName.merge(typed) { $1 } }

  mutating func text(of source: Template.Source) -> String {
    switch source {
    case .value(let name): byName[name] ?? ""
    case .characters(let alphabet, let count): text(count, of: alphabet)
    case .base64(let bytes): base64(bytes: bytes)
    case .oneOf(let words): words.randomElement(using: &random) ?? ""
    }
  }

  /// The elements in another order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &random) }

  private mutating func text(_ count: Int, of alphabet: String) -> String {
    let characters = Array(alphabet)
    return String((0..<count).compactMap { _ in characters.randomElement(using: &random) })
  }

  /// As RFC 4648, 4, writes that many bytes.
  private mutating func base64(bytes: Int) -> String {
    Data((0..<bytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }).base64EncodedString()
  }
}
