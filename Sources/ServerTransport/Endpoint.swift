import BridgeModel

/// One call of the API as a value: method, path, body and the type of its answer.
package struct Endpoint<Answer: Decodable & Sendable>: Sendable {
  /// The HTTP method.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  /// The body of a request.
  package enum Body: Sendable {
    case json(any Encodable & Sendable)
    case form([(String, String)])
  }

  /// The method.
  package var method: Method
  /// The path's components, not yet percent-encoded: ids contain `:`, `@`, `/` and `!`.
  package var path: [String]
  /// The body; nil for none.
  package var body: Body?
  /// Whether the call sends the token.
  package var sendsToken: Bool
  /// The timeout in seconds; nil for that of the `ServerAccess`.
  package var timeout: Double?

  /// A call with these properties.
  package init(
    method: Method = .get, path: [String], body: Body? = nil, sendsToken: Bool = true,
    timeout: Double? = nil
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.sendsToken = sendsToken
    self.timeout = timeout
  }

  /// Whether read-only mode refuses the call. OAuth calls, which carry no token, are always allowed: signing in and
  /// out must work in it.
  var isRefusedWhenReadOnly: Bool { method != .get && sendsToken }

  /// The path with every component percent-encoded (RFC 3986, 2.3).
  var encodedPath: String { path.map { "/" + $0.percentEncoded }.joined() }
  /// The call for messages and logs, such as `GET /v1/bridges`.
  package var route: String { "\(method.rawValue) \(encodedPath)" }
}

/// Timeouts by kind of call, in seconds.
package enum Timeout {
  /// A call that involves the network behind the bridge: starting a login may take 30 seconds.
  package static let network: Double = 120
  /// A wait for the user. Servers may hold it for 300 seconds or more; parallel polls show whether the server is
  /// still there.
  package static let userAction: Double = 900
}
