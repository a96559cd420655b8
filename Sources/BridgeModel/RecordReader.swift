/// Reads a server's record member by member, so that one odd member does not make the rest unreadable.
///
/// A member of another type than expected counts as absent. Texts are cut at a limit and lists end at one: what a
/// server sends is stored, drawn and compared at every poll.
struct RecordReader<Key: CodingKey> {
  private let container: KeyedDecodingContainer<Key>?
  /// Why a required member could not be read; nil if all could. The first one counts.
  private(set) var problem: String?

  /// Reads the members of a JSON object; none if the JSON is something else.
  init(_ decoder: any Decoder, _: Key.Type = Key.self) {
    container = try? decoder.container(keyedBy: Key.self)
    if container == nil { problem = "it is not an object" }
  }

  /// An optional text, cut at a number of Unicode scalars; a number counts as its digits.
  func text(_ key: Key, _ limit: Int = Limit.name) -> String? {
    guard let container else { return nil }
    if let text = try? container.decode(String.self, forKey: key) { return text.cut(limit) }
    return (try? container.decode(Int.self, forKey: key)).map(String.init)
  }

  /// A required text; `fallback` if it is absent.
  mutating func required(_ key: Key, _ fallback: String = "", _ limit: Int = Limit.name) -> String {
    if let text = text(key, limit) { return text }
    note(key)
    return fallback
  }

  /// A required value; `fallback` if it cannot be read.
  mutating func required<Value: Decodable>(_ key: Key, _ fallback: Value) -> Value {
    if let value = value(key, Value.self) { return value }
    note(key)
    return fallback
  }

  /// An optional value.
  func value<Value: Decodable>(_ key: Key, _: Value.Type = Value.self) -> Value? {
    try? container?.decodeIfPresent(Value.self, forKey: key)
  }

  /// An id: a text that is whole, or the record is of no use.
  func id(_ key: Key) throws -> String {
    guard let id = text(key, .max), id.utf8.count <= Limit.idBytes else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: container?.codingPath ?? [], debugDescription: "an id is required"))
    }
    return id
  }

  /// A text whose meaning a cut would change; nil if it is longer than a number of UTF-8 bytes.
  func whole(_ key: Key, _ bytes: Int = Limit.idBytes) -> String? {
    text(key, .max).flatMap { $0.utf8.count <= bytes ? $0 : nil }
  }

  /// A list whose items are read one by one; nil if there is none.
  func list<Item>(_ key: Key, of _: Item.Type = Item.self) -> ItemList<Item>? { value(key) }

  private mutating func note(_ key: Key) {
    guard problem == nil else { return }
    let isThere = container?.contains(key) ?? false
    problem = "`\(key.stringValue)` \(isThere ? "cannot be read" : "is missing")"
  }
}

/// The items of a list that could be read, and why others could not.
public struct ItemList<Item: Decodable>: Decodable {
  /// The items that could be read; 50,000 at most.
  public private(set) var items: [Item] = []
  /// What is wrong with the items that could not be read; 100 at most.
  public private(set) var problems: [String] = []

  /// Reads each item on its own; throws if the JSON is not a list.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd, items.count < Limit.items {
      do {
        items.append(try container.decode(Item.self))
      } catch {
        let index = container.currentIndex
        // A failed attempt does not move to the next item.
        _ = try container.decode(Skipped.self)
        if problems.count < Limit.problems { problems.append("item \(index): \(Self.reason(error))") }
      }
    }
  }

  private static func reason(_ error: any Error) -> String {
    if case DecodingError.keyNotFound(let key, _) = error { return "`\(key.stringValue)` is missing" }
    return "it cannot be read"
  }

  private struct Skipped: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}

/// A value that is nil if it cannot be read.
struct Readable<Value: Decodable>: Decodable {
  let value: Value?

  init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}

extension ItemList: Sendable where Item: Sendable {}

/// The most that is taken of what a server sends.
enum Limit {
  /// Names, labels and statuses, in Unicode scalars.
  static let name = 500
  /// Messages and descriptions, in Unicode scalars.
  static let text = 4_000
  /// The instructions of a step, in Unicode scalars.
  static let instructions = 16_000
  /// Ids, values and addresses that are useless when cut, in UTF-8 bytes.
  static let idBytes = 4_096
  /// Scripts, in UTF-8 bytes.
  static let scriptBytes = 1 << 18
  /// The items of a list.
  static let items = 50_000
  /// The unreadable items of a list that are told apart.
  static let problems = 100
}

extension String {
  /// The text, or so many of its Unicode scalars followed by an ellipsis.
  package func cut(_ limit: Int) -> String {
    // A scalar has at least one byte; counting bytes is fast.
    if utf8.count <= limit { return self }
    let start = unicodeScalars.prefix(limit)
    return start.endIndex == endIndex ? self : String(start) + "…"
  }
}
