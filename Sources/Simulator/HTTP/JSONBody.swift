import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The JSON object of a request. The issues of its members are collected and thrown together.
struct JSONBody {
  /// The maximum size of a body, in bytes.
  static let largest = 1 << 20

  private let members: [String: JSONValue]
  private var asked: Set<String> = []
  private var issues: [(message: String, path: [APIError.PathPart])] = []

  /// Reads a request's body; an empty one counts as `{}`.
  init(_ request: Request) async throws { try self.init(await request.body()) }

  init(_ data: Data) throws(APIError) {
    if data.isEmpty {
      members = [:]
      return
    }
    guard let json = try? JSONDecoder().decode(JSONValue.self, from: data) else {
      throw APIError.badRequest("The body is not JSON.")
    }
    guard case .object(let members) = json else {
      throw APIError.invalid([("The body must be an object.", [])])
    }
    self.members = members
  }

  /// Throws the issues of the members read so far.
  func check() throws(APIError) {
    if !issues.isEmpty { throw .invalid(issues) }
  }

  /// Throws the issues of the members read so far, and of members never read.
  mutating func checkAll() throws(APIError) {
    for key in members.keys.sorted() where !asked.contains(key) { complain("Unknown key.", key) }
    try check()
  }

  private mutating func member(_ key: String) -> JSONValue? {
    asked.insert(key)
    return members[key]
  }

  mutating func optionalString(_ key: String) -> String? {
    guard let value = member(key) else { return nil }
    if let text = value.string { return text }
    complain("Must be a string.", key)
    return nil
  }

  mutating func string(_ key: String) -> String {
    if members[key] == nil { complain("Required.", key) }
    return optionalString(key) ?? ""
  }

  mutating func optionalNumber(_ key: String, _ range: ClosedRange<Double>) -> Double? {
    guard let value = member(key) else { return nil }
    if case .number(let number) = value, range.contains(number) { return number }
    complain("Must be a number from \(range.lowerBound.plain) to \(range.upperBound.plain).", key)
    return nil
  }

  mutating func optionalInteger(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let value = member(key) else { return nil }
    if case .number(let number) = value, let whole = Int(exactly: number), range.contains(whole) {
      return whole
    }
    complain("Must be a whole number from \(range.lowerBound) to \(range.upperBound).", key)
    return nil
  }

  mutating func optionalBool(_ key: String) -> Bool? {
    guard let value = member(key) else { return nil }
    if case .bool(let bool) = value { return bool }
    complain("Must be true or false.", key)
    return nil
  }

  /// Whether a member is present and null.
  mutating func isNull(_ key: String) -> Bool { member(key) == .null }

  mutating func optionalOneOf(_ key: String, _ values: [String]) -> String? {
    guard let text = optionalString(key) else { return nil }
    if values.contains(text) { return text }
    complain("Must be one of \(values.joined(separator: ", ")).", key)
    return nil
  }

  mutating func oneOf(_ key: String, _ values: [String]) -> String {
    if members[key] == nil { complain("Required.", key) }
    return optionalOneOf(key, values) ?? ""
  }

  /// An object of strings.
  mutating func optionalStringMap(_ key: String) -> [String: String]? {
    guard let value = member(key) else { return nil }
    guard case .object(let object) = value else {
      complain("Must be an object.", key)
      return nil
    }
    for (name, value) in object.sorted(by: { $0.key < $1.key }) where value.string == nil {
      issues.append(("Must be a string.", [.key(key), .key(name)]))
    }
    return object.compactMapValues(\.string)
  }

  /// A list of strings.
  mutating func optionalStringList(_ key: String) -> [String]? {
    guard let value = member(key) else { return nil }
    guard case .array(let elements) = value else {
      complain("Must be a list.", key)
      return nil
    }
    for (index, element) in elements.enumerated() where element.string == nil {
      issues.append(("Must be a string.", [.key(key), .index(index)]))
    }
    return elements.compactMap(\.string)
  }

  mutating func complain(_ message: String, _ key: String) { issues.append((message, [.key(key)])) }
}

extension Double {
  /// Without a fraction for whole numbers.
  fileprivate var plain: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}

extension Request {
  /// The raw body. Throws if it is larger than `JSONBody.largest`.
  func body() async throws -> Data {
    var request = self
    do {
      return Data((try await request.collectBody(upTo: JSONBody.largest)).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw APIError(
        .contentTooLarge, code: "payload_too_large",
        "The body is larger than \(JSONBody.largest) bytes.")
    }
  }

  /// The fields of a form.
  func form() async throws -> [String: String] {
    Self.fields(String(decoding: try await body(), as: UTF8.self))
  }

  /// The fields of the query.
  var query: [String: String] { uri.query.map(Self.fields) ?? [:] }

  /// Parses `application/x-www-form-urlencoded`, where a plus is a space; empty if malformed.
  private static func fields(_ text: String) -> [String: String] {
    (try? URLEncodedFormDecoder().decode([String: String].self, from: text)) ?? [:]
  }
}
