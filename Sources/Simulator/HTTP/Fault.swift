import Foundation
import HTTPTypes

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
      var body = try JSONBody(Data(json.utf8))
      try self.init(&body)
    } catch {
      throw Problem(message: error.explanation)
    }
  }

  init(_ body: inout JSONBody) throws(APIError) {
    let kinds = Kind.allCases.map(\.rawValue)
    kind = body.optionalOneOf("kind", kinds).flatMap(Kind.init) ?? .status
    method = body.optionalString("method")?.uppercased()
    path = body.optionalString("path")
    times = body.optionalInteger("times", 1...1_000_000) ?? 1
    status = body.optionalInteger("status", 400...599)
    code = body.optionalString("code")
    message = body.optionalString("message")
    retryAfter = body.optionalInteger("retryAfter", 0...86_400)
    try body.checkAll()
  }

  /// Whether it is for a call.
  func matches(_ method: HTTPRequest.Method, _ path: String) -> Bool {
    (self.method == nil || self.method == method.rawValue)
      && (self.path.map { Self.matches($0, path) } ?? true)
  }

  private static func matches(_ pattern: String, _ path: String) -> Bool {
    let (wanted, parts) = (parts(of: pattern), parts(of: path))
    for (index, part) in wanted.enumerated() {
      if part == "**" { return true }
      guard index < parts.count, part == "*" || part == parts[index] else { return false }
    }
    return wanted.count == parts.count
  }

  /// The parts of a path, percent-decoded.
  private static func parts(of path: String) -> [String] {
    path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
  }
}
