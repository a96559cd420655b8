/// Why a call to a bridge server failed.
public struct ServiceError: Error, Equatable, Sendable {
  /// The kind of failure. For an error response it follows from the HTTP status, not from the body's `code`, because the
  /// API does not document its error codes.
  public enum Kind: Equatable, Hashable, Sendable {
    /// 400: the server did not understand the request, or the network rejected it.
    case badRequest
    /// 401: the token is missing or not valid.
    case unauthorized
    /// 403: the token or the user lacks the right to do this.
    case forbidden
    /// 404: the object does not exist, or no longer.
    case notFound
    /// 409: the request conflicts with the current state.
    case conflict
    /// 410: the object existed, and has ended.
    case gone
    /// 413: the request is too large.
    case requestTooLarge
    /// 422: the request violates the schema; `issues` say where.
    case unprocessable
    /// 429: too many requests.
    case rateLimited
    /// 5xx: the server, or the bridge or network behind it, failed.
    case serverFailed
    /// Any other status.
    case unexpectedStatus
    /// 3xx: the server points elsewhere; the token is not sent there.
    case redirected
    /// No server is reachable at the address.
    case unreachable
    /// The connection broke before the response was complete.
    case connectionLost
    /// 408, or no response within the timeout.
    case timedOut
    /// The response exceeds the size limit.
    case responseTooLarge
    /// The response does not match the API.
    case invalidResponse
    /// The call would change something in read-only mode; it was not sent.
    case readOnly
    /// The server's certificate is not trusted; nothing was sent.
    case untrustedCertificate
    /// The request cannot be encoded as JSON; it was not sent.
    case invalidRequest
  }

  /// One issue with a request, from the `details.issues` of a 422.
  public struct Issue: Equatable, Sendable {
    /// What is wrong.
    public var message: String
    /// Where: keys and indexes, joined by dots.
    public var path: String

    /// An issue with these properties.
    public init(message: String, path: String) {
      self.message = message
      self.path = path
    }
  }

  /// The kind of failure.
  public var kind: Kind
  /// What happened: the server's own message, if it sent one.
  public var message: String
  /// The call, such as `GET /v1/bridges`.
  public var route: String
  /// The HTTP status, if there was a response.
  public var status: Int?
  /// The server's code, for logs.
  public var code: String?
  /// The issues with the request.
  public var issues: [Issue]
  /// The seconds to wait before a retry, from 0 to 60, if the server gives them.
  public var retryAfter: Double?

  /// A failure with these properties.
  public init(
    _ kind: Kind, message: String, route: String, status: Int? = nil, code: String? = nil,
    issues: [Issue] = [], retryAfter: Double? = nil
  ) {
    self.kind = kind
    self.message = message
    self.route = route
    self.status = status
    self.code = code
    self.issues = issues
    self.retryAfter = retryAfter
  }

  /// Whether the call may have taken effect despite the error: its response was lost or incomplete.
  public var mayHaveTakenEffect: Bool {
    switch kind {
    case .connectionLost, .timedOut, .serverFailed, .responseTooLarge, .invalidResponse: true
    default: false
    }
  }

  /// Whether the server refused what was sent, and not the call as such: other values may be accepted.
  public var concernsValues: Bool { kind == .badRequest || kind == .unprocessable }

  /// Whether a retry may succeed without any action by the user.
  public var isTransient: Bool { mayHaveTakenEffect || kind == .unreachable || kind == .rateLimited }
}

/// The body of an error response, on every route.
public struct ErrorBody: Codable, Equatable, Sendable {
  /// A description, for people; empty if there is none.
  public var message: String
  /// A machine-readable code.
  public var code: String?
  /// Any further details from the server; for a 422, an object with `issues`.
  public var details: JSONValue?

  /// A body with these properties.
  public init(message: String, code: String?, details: JSONValue? = nil) {
    self.message = message
    self.code = code
    self.details = details
  }
}

extension ErrorBody {
  /// Reads what can be read.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    message = record.text(.message, Limit.text) ?? ""
    code = record.text(.code)
    details = record.value(.details)
  }
}
