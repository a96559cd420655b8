/// Why a call to a server of bridges did not give what was asked for.
public struct ServiceError: Error, Equatable, Sendable {
  /// What kind of failure it is. The API's codes are an unpublished set, so the status decides.
  public enum Kind: Equatable, Hashable, Sendable {
    /// 400: the request makes no sense to the server, or the network refused it.
    case badRequest
    /// 401: the token is missing or not valid.
    case unauthorized
    /// 403: the token, or the user, may not do this.
    case forbidden
    /// 404: there is no such thing, or no longer.
    case notFound
    /// 409: it conflicts with how things are now.
    case conflict
    /// 410: it was there, and has ended.
    case gone
    /// 413: the request is too large.
    case requestTooLarge
    /// 422: the request breaks the schema; `issues` say where.
    case unprocessable
    /// 429: too many requests.
    case rateLimited
    /// 5xx: the server, or the bridge or network behind it, failed.
    case serverFailed
    /// Any other status.
    case unexpectedStatus
    /// 3xx: the server points elsewhere; the token is not sent there.
    case redirected
    /// Nobody answers at the address.
    case unreachable
    /// The connection broke before the answer was whole.
    case connectionLost
    /// No answer within the time allowed.
    case timedOut
    /// The answer is larger than is accepted.
    case answerTooLarge
    /// The answer is not what the API describes.
    case invalidAnswer
    /// The call would change something, and only reading is allowed here; it was not sent.
    case readOnly
    /// The server's certificate is not one that is trusted; nothing was sent.
    case untrusted
    /// The call cannot be made: the address is not one, or must not be used.
    case invalidRequest
  }

  /// One thing that is wrong with a request, of a 422's `details.issues`.
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

  /// What kind of failure it is.
  public var kind: Kind
  /// What happened: the server's own message where it sent one.
  public var message: String
  /// The call, such as `GET /v1/bridges`.
  public var route: String
  /// The HTTP status, where there was an answer.
  public var status: Int?
  /// The server's code, for logs.
  public var code: String?
  /// What is wrong with the request.
  public var issues: [Issue]
  /// The seconds to wait before another try, where the server says so.
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

  /// Whether the call may have taken effect all the same: its answer was lost, or never whole.
  public var isLostAnswer: Bool {
    switch kind {
    case .connectionLost, .timedOut, .serverFailed, .answerTooLarge, .invalidAnswer: true
    default: false
    }
  }

  /// Whether another try may help without anybody doing anything.
  public var isPassing: Bool { isLostAnswer || kind == .unreachable || kind == .rateLimited }
}

/// The body of an error answer, on every route.
public struct ErrorBody: Codable, Equatable, Sendable {
  /// What happened, for people.
  public var message: String
  /// A code for machines.
  public var code: String?
  /// Whatever else the server says; on a 422 an object with `issues`.
  public var details: JSONValue?

  /// A body with these properties.
  public init(message: String, code: String?, details: JSONValue? = nil) {
    self.message = message
    self.code = code
    self.details = details
  }
}
