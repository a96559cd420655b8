import HTTPTypes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Something that is to go wrong with the next calls of a route.
public struct Fault: Encodable, Equatable, Sendable {
  enum Kind: String, CaseIterable, Encodable, Sendable {
    /// An error answer.
    case status
    /// The connection closes without an answer.
    case drop
    /// The connection closes in the middle of the answer.
    case truncate
    /// The answer is not JSON.
    case malformed
  }

  /// What is wrong with the JSON of a fault.
  public struct Problem: Error, Equatable, Sendable {
    /// What is wrong, by key.
    public var message: String
  }

  /// Tells faults apart; given when one is added.
  var id = 0
  var kind: Kind
  /// The method it is for; nil for any.
  var method: String?
  /// The path it is for, where `*` stands for any one part and `**` at the end for the rest; nil for any.
  var path: String?
  /// How many calls it is still for.
  var times: Int
  /// The status of the error answer.
  var status: Int?
  var code: String?
  var message: String?
  /// The seconds that the error answer asks to wait.
  var retryAfter: Int?

  /// Reads a fault as the control routes take it (docs/simulator.md).
  ///
  /// - Parameter json: the JSON object.
  /// - Throws: `Problem`, which says what is wrong.
  public init(json: String) throws(Problem) {
    do throws(APIError) {
      var body = try RequestBody(Data(json.utf8))
      try self.init(&body)
    } catch {
      throw Problem(message: error.explanation)
    }
  }

  init(_ body: inout RequestBody) throws(APIError) {
    let kinds = Kind.allCases.map(\.rawValue)
    kind = body.optionalOneOf("kind", kinds).flatMap(Kind.init) ?? .status
    method = body.optionalString("method")
    path = body.optionalString("path")
    times = Int(body.optionalNumber("times", 1...1_000_000) ?? 1)
    status = body.optionalNumber("status", 400...599).map { Int($0) }
    code = body.optionalString("code")
    message = body.optionalString("message")
    retryAfter = body.optionalNumber("retryAfter", 0...86_400).map { Int($0) }
    try body.check()
  }

  /// Whether it is for a call.
  func matches(_ method: HTTPRequest.Method, _ path: String) -> Bool {
    (self.method == nil || self.method == method.rawValue)
      && (self.path.map { Self.matches($0, path) } ?? true)
  }

  private static func matches(_ pattern: String, _ path: String) -> Bool {
    let (wanted, parts) = (pattern.split(separator: "/"), path.split(separator: "/"))
    for (index, part) in wanted.enumerated() {
      if part == "**" { return true }
      guard index < parts.count, part == "*" || part == parts[index] else { return false }
    }
    return wanted.count == parts.count
  }
}
