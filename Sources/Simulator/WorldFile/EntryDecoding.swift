import BridgeModel
import YAMLEntries
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Entry {
  /// Decodes the value as an API object, written with the API's own keys. `extra` supplies members given elsewhere in
  /// the file.
  func decoded<Value: Codable>(
    as type: Value.Type = Value.self, with extra: [String: String] = [:]
  ) throws(WorldError) -> Value {
    guard case .object(let members) = try json() else { throw problem("must be a mapping") }
    let json = JSONValue.object(members.merging(extra.mapValues(JSONValue.string)) { $1 })
    let value: Value
    let understood: JSONValue
    do {
      value = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(json))
      understood = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
    } catch let error as DecodingError {
      throw problem(error)
    } catch {
      throw problem("does not match the API: \(error)")
    }
    try check(json, understood)
    return value
  }

  /// Throws where the API's object is not what the file says: answers of servers are read leniently, but a mistake in
  /// a world file has to be found.
  private func check(_ json: JSONValue, _ understood: JSONValue) throws(WorldError) {
    switch (json, understood) {
    case (.object(let members), .object(let known)):
      if let missing = known.keys.sorted().first(where: { members[$0] == nil }) {
        throw problem("the key \(missing) is missing")
      }
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        let member = child(key)
        guard let counterpart = known[key] else {
          throw member.problem("the API has no such key here, or another type for it")
        }
        try member.check(value, counterpart)
      }
    case (.array(let elements), .array(let known)) where elements.count == known.count:
      for (index, (element, counterpart)) in zip(elements, known).enumerated() {
        try child(String(index)).check(element, counterpart)
      }
    case (let written, let read) where written == read: break
    default:
      throw problem("wrong type for the API; quote only strings that look like numbers or booleans")
    }
  }

  private func problem(_ error: DecodingError) -> WorldError {
    switch error {
    case .keyNotFound(let key, let context):
      at(context.codingPath).problem("the key \(key.stringValue) is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      at(context.codingPath).problem(
        "wrong type for the API; quote only strings that look like numbers or booleans"
      )
    @unknown default: problem("does not match the API")
    }
  }

  private func at(_ codingPath: [any CodingKey]) -> Entry {
    codingPath.reduce(self) { $0.child($1.intValue.map(String.init) ?? $1.stringValue) }
  }

  /// A member or element; this entry itself if it has none of that key, as for `extra` members.
  private func child(_ key: String) -> Entry {
    switch node {
    case .mapping(let mapping):
      let member = mapping.first { $0.key.scalar?.string == key }
      return member.map {
        child($0.value, line: $0.key.mark?.line, path: path + [key])
      } ?? self
    case .sequence(let elements):
      guard let index = Int(key), elements.indices.contains(index) else { return self }
      return element(index, elements)
    default: return self
    }
  }

  /// The value as JSON. An unquoted scalar that looks like a number, boolean or null becomes one.
  func json() throws(WorldError) -> JSONValue {
    switch node {
    case .mapping:
      var members = try dictionary { entry throws(WorldError) in try entry.json() }
      // A merge key (yaml.org/type/merge): adds the members of another mapping; the mapping's own members win.
      if case .object(let merged)? = members.removeValue(forKey: "<<") {
        members.merge(merged) { own, _ in own }
      }
      return .object(members)
    case .sequence:
      return .array(try map { entry throws(WorldError) in try entry.json() })
    case .scalar(let scalar):
      guard scalar.style == .any || scalar.style == .plain else { return .string(scalar.string) }
      if let value = node.bool { return .bool(value) }
      if let value = node.float { return .number(value) }
      return node.null == nil ? .string(scalar.string) : .null
    case .alias: throw problem("an alias cannot be used here")
    }
  }
}
