import AsyncHTTPClient
import BridgeModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ServiceError {
  /// The error in an answer with an error status.
  init(response: RawResponse, route: String) {
    let body = try? JSONDecoder().decode(ErrorBody.self, from: response.body)
    self.init(
      Kind(status: response.status),
      message: body.flatMap { $0.message.isEmpty ? nil : $0.message }
        ?? "The server answered with status \(response.status) and no message.",
      route: route, status: response.status, code: body?.code,
      issues: Self.issues(in: body?.details), retryAfter: Self.retryAfter(response.headers))
  }

  /// The error of a call that got no answer.
  init(
    transport error: any Error, route: String, address: ServerAddress, proxy: String?, seconds: Double
  ) {
    let kind: Kind
    var message: String
    let client = error as? HTTPClientError
    if error is DeadlineExceeded || client == .deadlineExceeded || client == .readTimeout {
      kind = .timedOut
      message = "\(address.authority) did not answer within \(Int(seconds)) seconds."
    } else if let client,
      [.invalidProxyResponse, .proxyAuthenticationRequired, .httpProxyHandshakeTimeout].contains(client)
    {
      kind = .unreachable
      message = "The proxy did not connect to \(address.authority)."
    } else if error.isDistrust {
      kind = .untrustedCertificate
      message = "The certificate of \(address.authority) is not trusted on this machine."
    } else if case .handshakeFailed? = error as? NIOSSLError {
      kind = .unreachable
      message =
        "The TLS handshake with \(address.authority) failed. If the server does not use TLS, "
        + "its address begins with http://."
    } else if error.isRefusal || client == .connectTimeout {
      kind = .unreachable
      message = "No server answers at \(address.authority)."
    } else if error is NIOTooManyBytesError {
      kind = .responseTooLarge
      message = "The answer is larger than \(Transport.maxResponseBytes >> 20) MiB."
    } else {
      kind = .connectionLost
      message = "The connection to \(address.authority) was lost before the answer was complete."
    }
    if let proxy { message += " (Through the proxy in \(proxy).)" }
    self.init(kind, message: message, route: route)
  }

  private static func issues(in details: JSONValue?) -> [Issue] {
    guard case .array(let issues) = details?["issues"] else { return [] }
    return issues.prefix(maxIssues).map { issue in
      var path: [String] = []
      if case .array(let parts) = issue["path"] {
        path = parts.map { part in
          if case .number(let index) = part {
            Int(exactly: index).map(String.init) ?? "\(index)"
          } else {
            part.string ?? "?"
          }
        }
      }
      return Issue(
        message: (issue["message"]?.string ?? "").cut(maxIssueLength),
        path: path.joined(separator: ".").cut(maxIssueLength))
    }
  }

  /// The most issues kept of an answer.
  private static let maxIssues = 50
  /// The longest message and path of an issue, in Unicode scalars.
  private static let maxIssueLength = 500

  /// The requested delay in seconds, at most 60: `retry-after-ms`, or `retry-after` (RFC 9110, 10.2.3).
  private static func retryAfter(_ headers: HTTPHeaders) -> Double? {
    let seconds =
      headers.first(name: "retry-after-ms").flatMap(Double.init).map { $0 / 1000 }
      ?? headers.first(name: "retry-after").flatMap(Double.init)
    return seconds.flatMap { $0.isFinite && $0 >= 0 ? min($0, 60) : nil }
  }
}

extension Error {
  /// Whether the server's certificate is not trusted, or belongs to another host.
  fileprivate var isDistrust: Bool {
    if let extra = self as? NIOSSLExtraError { return extra == .failedToValidateHostname }
    guard case .handshakeFailed? = self as? NIOSSLError else { return false }
    // Only this text in the library's error says what failed in the handshake.
    return "\(self)".contains("CERTIFICATE_VERIFY_FAILED")
  }

  /// Whether no connection could be made, so that nothing was sent.
  fileprivate var isRefusal: Bool {
    if self is NIOConnectionError { return true }
    // Connecting to a numeric address fails with the system's own error.
    let code = (self as? IOError)?.errnoCode
    return code == ECONNREFUSED || code == EHOSTUNREACH || code == ENETUNREACH || code == EADDRNOTAVAIL
  }
}

extension ServiceError.Kind {
  fileprivate init(status: Int) {
    self =
      switch status {
      case 300..<400: .redirected
      case 400: .badRequest
      case 401: .unauthorized
      case 403: .forbidden
      case 404: .notFound
      case 408: .timedOut
      case 409: .conflict
      case 410: .gone
      case 413: .requestTooLarge
      case 422: .unprocessable
      case 429: .rateLimited
      case 500..<600: .serverFailed
      default: .unexpectedStatus
      }
  }
}
