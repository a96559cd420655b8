package import Yams

/// A value in a YAML file, with its location for error messages.
///
/// `Names` is whatever the caller needs for checking references, such as the names that the document defines; `Void` if
/// there are none. Every child has the same.
package struct Entry<Names> {
  /// The file's name, for messages.
  package let file: String
  /// The line of its key, starting at 1.
  package let line: Int?
  /// The keys from the document's root to this value.
  package let path: [String]
  /// The parsed value.
  package let node: Node
  /// The names that can be used in the document.
  package let names: Names

  /// A value at a place in a file.
  package init(file: String, line: Int?, path: [String], node: Node, names: Names) {
    self.file = file
    self.line = line
    self.path = path
    self.node = node
    self.names = names
  }

  /// An error about this value.
  package func problem(_ message: String) -> YAMLProblem {
    YAMLProblem(
      file: file, line: line, key: path.joined(separator: "."), message: message)
  }

  /// A value within this one.
  package func child(_ node: Node, line: Int?, path: [String]) -> Entry {
    Entry(file: file, line: line, path: path, node: node, names: names)
  }

  // MARK: Mappings

  /// Whether the value is a mapping.
  package var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// Whether the value is empty or null.
  package var isNothing: Bool { node.null != nil }

  /// Whether the value is a list.
  package var isList: Bool {
    if case .sequence = node { true } else { false }
  }

  /// The members of a mapping. Throws at a key that is not in `allowed`.
  package func members(_ allowed: String...) throws(YAMLProblem) -> Members<Names> { try members(allowed) }

  /// The members of a mapping. Throws at a key that is not in `allowed`.
  package func members(_ allowed: [String]) throws(YAMLProblem) -> Members<Names> {
    let members = try pairs()
    for member in members where !allowed.contains(member.path.last ?? "") {
      throw member.problem("unknown key; known keys: \(allowed.joined(separator: ", "))")
    }
    return Members(entry: self, byKey: Dictionary(members.map { ($0.path.last ?? "", $0) }) { $1 })
  }

  /// All members of a mapping with arbitrary keys.
  package func pairs() throws(YAMLProblem) -> [Entry] {
    guard case .mapping(let mapping) = node else { throw problem("must be a mapping") }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw problem("a key must be a plain string") }
      entries.append(child(value, line: key.mark?.line, path: path + [name]))
    }
    return entries
  }

  // MARK: Values

  /// The elements of a list.
  package func list() throws(YAMLProblem) -> [Entry] {
    guard case .sequence(let elements) = node else { throw problem("must be a list") }
    return elements.indices.map { element($0, elements) }
  }

  package func element(_ index: Int, _ elements: Node.Sequence) -> Entry {
    child(
      elements[index], line: elements[index].mark?.line,
      path: path.dropLast() + [(path.last ?? "") + "[\(index)]"])
  }

  package func string() throws(YAMLProblem) -> String {
    guard case .scalar(let scalar) = node else { throw problem("must be a string") }
    return scalar.string
  }

  /// A regular expression.
  package func pattern() throws(YAMLProblem) -> String {
    let text = try string()
    do { _ = try Regex(text) } catch { throw problem("invalid regular expression: \(error)") }
    return text
  }

  package func bool() throws(YAMLProblem) -> Bool {
    guard let value = node.bool else { throw problem("must be true or false") }
    return value
  }

  package func integer(_ range: ClosedRange<Int>) throws(YAMLProblem) -> Int {
    guard let value = node.int, range.contains(value) else {
      throw problem("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A time in seconds, from 0.1 to 86,400. Zero is not allowed, because timed events could then loop forever.
  package func seconds() throws(YAMLProblem) -> Double {
    guard let value = node.float, (0.1...86_400).contains(value) else {
      throw problem("must be a number of seconds from 0.1 to 86400")
    }
    return value
  }

  /// One of the given API values.
  package func oneOf<Value: RawRepresentable>(_ values: [Value]) throws(YAMLProblem) -> Value
  where Value.RawValue == String {
    let text = try string()
    guard let value = values.first(where: { $0.rawValue == text }) else {
      throw problem("\(text) is not one of \(values.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}

/// The members of a mapping, by key.
package struct Members<Names> {
  package let entry: Entry<Names>
  package let byKey: [String: Entry<Names>]

  /// An optional member.
  package subscript(key: String) -> Entry<Names>? { byKey[key] }

  /// A required member.
  package func need(_ key: String) throws(YAMLProblem) -> Entry<Names> {
    guard let member = byKey[key] else { throw entry.problem("the key \(key) is missing") }
    return member
  }

  /// The only member present of those keys. Throws unless there is exactly one.
  package func one(of keys: String...) throws(YAMLProblem) -> (key: String, entry: Entry<Names>) {
    let present = keys.filter { byKey[$0] != nil }
    guard present.count == 1, let key = present.first else {
      throw entry.problem("exactly one of \(keys.joined(separator: ", ")) is required")
    }
    return (key, try need(key))
  }
}
