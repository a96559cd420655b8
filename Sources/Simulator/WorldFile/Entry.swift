import Yams

/// A value in a world file, with where it stands: what is read of it is checked, and complained of there.
struct Entry {
  let file: String
  /// The line of its key, from 1.
  let line: Int?
  /// The keys from the document's top to here.
  let path: [String]
  let node: Node
  /// The names that can be used.
  let vocabulary: Vocabulary

  /// An error about this value.
  func problem(_ message: String) -> WorldError {
    WorldError(
      file: file, line: line, key: path.joined(separator: "."), message: message)
  }

  /// A value within this one.
  func child(_ node: Node, line: Int?, path: [String]) -> Entry {
    Entry(file: file, line: line, path: path, node: node, vocabulary: vocabulary)
  }

  // MARK: Mappings

  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// The members of a mapping, of which there may be only these.
  func members(_ allowed: String...) throws(WorldError) -> Members {
    let members = try pairs()
    for member in members where !allowed.contains(member.path.last ?? "") {
      throw member.problem("this key is unknown; known here: \(allowed.joined(separator: ", "))")
    }
    return Members(entry: self, byKey: Dictionary(members.map { ($0.path.last ?? "", $0) }) { $1 })
  }

  /// All members of a mapping whose keys are names of the author's own.
  func pairs() throws(WorldError) -> [Entry] {
    guard case .mapping(let mapping) = node else { throw problem("this has to be a mapping of keys") }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw problem("a key has to be a plain text") }
      entries.append(child(value, line: key.mark?.line, path: path + [name]))
    }
    return entries
  }

  // MARK: Values

  /// The elements of a list.
  func list() throws(WorldError) -> [Entry] {
    guard case .sequence(let elements) = node else { throw problem("this has to be a list") }
    return elements.indices.map { element($0, elements) }
  }

  func element(_ index: Int, _ elements: Node.Sequence) -> Entry {
    child(
      elements[index], line: elements[index].mark?.line,
      path: path.dropLast() + [(path.last ?? "") + "[\(index)]"])
  }

  func string() throws(WorldError) -> String {
    guard case .scalar(let scalar) = node else { throw problem("this has to be a text") }
    return scalar.string
  }

  func template() throws(WorldError) -> Template {
    let text = try string()
    let template: Template
    do throws(Template.Problem) { template = try Template(text) } catch { throw problem(error.message) }
    for name in template.names { try checkValue(name) }
    return template
  }

  /// A regular expression.
  func pattern() throws(WorldError) -> String {
    let text = try string()
    do { _ = try Regex(text) } catch { throw problem("this is no regular expression: \(error)") }
    return text
  }

  func bool() throws(WorldError) -> Bool {
    guard let value = node.bool else { throw problem("this has to be true or false") }
    return value
  }

  func integer(_ range: ClosedRange<Int>) throws(WorldError) -> Int {
    guard let value = node.int, range.contains(value) else {
      throw problem("this has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A time in seconds, up to a day. What happens by itself takes a moment, or it would never end.
  func seconds() throws(WorldError) -> Double {
    guard let value = node.float, (0.1...86_400).contains(value) else {
      throw problem("this has to be a number of seconds from 0.1 to 86400")
    }
    return value
  }

  /// A value of a set that the API knows.
  func oneOf<Value: RawRepresentable>(_ values: [Value]) throws(WorldError) -> Value
  where Value.RawValue == String {
    let text = try string()
    guard let value = values.first(where: { $0.rawValue == text }) else {
      throw problem("\(text) is none of \(values.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}

/// The members of a mapping, by key.
struct Members {
  let entry: Entry
  let byKey: [String: Entry]

  /// A member that may be left out.
  subscript(key: String) -> Entry? { byKey[key] }

  /// A member that has to be there.
  func need(_ key: String) throws(WorldError) -> Entry {
    guard let member = byKey[key] else { throw entry.problem("the key \(key) is missing") }
    return member
  }

  /// The one member of several of which just one has to be there.
  func one(of keys: String...) throws(WorldError) -> (key: String, entry: Entry) {
    let present = keys.filter { byKey[$0] != nil }
    guard present.count == 1, let key = present.first else {
      throw entry.problem("just one of \(keys.joined(separator: ", ")) has to be here")
    }
    return (key, try need(key))
  }
}
