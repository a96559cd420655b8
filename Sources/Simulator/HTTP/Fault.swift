import Foundation
import HTTPTypes

/// A fault to inject into the next calls of a route.
public struct Fault: Encodable, Equatable, Sendable {
  enum Kind: String, CaseIterable, Encodable, Sendable {
    /// An error response.
    case status
    /// The connection closes without a response.
    case drop
    /// The connection closes in the middle of the response.
    case truncate
    /// The response is not JSON.
    case malformed
  }

  /// Why the JSON of a fault is invalid.
  public struct Problem: Error, Equatable, Sendable {
    /// The issues, each with its key.
    public var message: String
  }

  /// A unique number, assigned by `Faults.add`.
  var id = 0
  var kind: Kind
  /// The method to match; nil for any.
  var method: String?
  /// The path to match, where `*` matches one component and a final `**` all the rest; nil for any.
  var path: String?
  /// The number of calls left to affect.
  var times: Int
  /// The status of the error response.
  var status: Int?
  var code: String?
  var message: String?
  /// The value of the `Retry-After` header, in seconds.
  var retryAfter: Int?

  /// Reads a fault in the format of the control routes (docs/simulator.md).
  ///
  /// - Parameter json: the JSON object.
  /// - Throws: `Problem` if the JSON is not a valid fault.
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

  /// Whether the fault applies to a call.
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

  /// The components of a path, percent-decoded.
  private static func parts(of path: String) -> [String] {
    path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
  }
}
