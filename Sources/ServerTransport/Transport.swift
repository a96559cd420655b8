import AsyncHTTPClient
package import BridgeModel
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Sends all requests to a server, and decodes its answers and errors.
///
/// It follows no redirects, so that the token goes only to the configured address.
package struct Transport: Sendable {
  /// The maximum size of an answer, in bytes. 10,000 accounts take about 6 MB.
  static let maxResponseBytes = 32 << 20

  /// The server's address.
  package let address: ServerAddress
  private let token: AccessToken?
  private let http: HTTPClient
  /// Waits for the user occupy their connections for minutes; other calls must not queue behind them.
  private let waitingHTTP: HTTPClient
  private let isReadOnly: Bool
  /// Deadline of calls that set none of their own, in seconds.
  private let timeout: Double
  /// The environment variable that names the proxy in use; nil for a direct connection.
  private let proxy: String?

  /// A transport to one server. Call `shutdown()` when done.
  ///
  /// - Parameters:
  ///   - address: the server's address.
  ///   - token: sent with every authorized call, to this address only.
  ///   - access: certificates, proxies, timeout, and whether writes are refused.
  /// - Throws: what is wrong with the certificates or the proxy.
  package init(
    address: ServerAddress, token: AccessToken?, access: ServerAccess = ServerAccess()
  ) throws(ServerAccess.Problem) {
    self.address = address
    self.token = token
    http = try access.makeClient(for: address)
    waitingHTTP = try access.makeClient(for: address)
    isReadOnly = access.isReadOnly
    timeout = access.timeout
    proxy = access.proxies.variable(for: address)
  }

  /// Performs a call.
  package func call<Answer>(_ endpoint: Endpoint<Answer>) async throws(ServiceError) -> Answer {
    // Every call passes here, so a call refused here is never sent.
    if isReadOnly && endpoint.isRefusedWhenReadOnly {
      throw ServiceError(
        .readOnly, message: "Read-only mode: nothing was sent.", route: endpoint.route)
    }
    let request = try request(for: endpoint)
    let seconds = endpoint.timeout ?? timeout
    let client = seconds == Timeout.userAction ? waitingHTTP : http
    let answer = try await exchange(request, client, endpoint.route, seconds: seconds)
    guard (200..<300).contains(answer.status) else {
      throw ServiceError(response: answer, route: endpoint.route)
    }
    do {
      // The body may be empty (204, or an empty 200).
      let body = answer.body.isEmpty ? Data("{}".utf8) : answer.body
      return try JSONDecoder().decode(Answer.self, from: body)
    } catch {
      throw ServiceError(
        .invalidResponse,
        message:
          "The answer does not match the API: \((error as? DecodingError)?.summary ?? "it cannot be read").",
        route: endpoint.route, status: answer.status)
    }
  }

  /// Closes the connections; no call may follow.
  package func shutdown() async {
    // The only possible error is that the client is already shut down.
    try? await http.shutdown()
    try? await waitingHTTP.shutdown()
  }

  private func request<Answer>(
    for endpoint: Endpoint<Answer>
  ) throws(ServiceError) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address.description + endpoint.encodedPath)
    request.method = HTTPMethod(rawValue: endpoint.method.rawValue)
    request.headers.add(name: "Accept", value: "application/json")
    if endpoint.sendsToken, let token {
      request.headers.add(name: "Authorization", value: "Bearer \(token.reveal())")
    }
    switch endpoint.body {
    case .none: break
    case .json(let body):
      guard let data = try? JSONEncoder().encode(body) else {
        throw ServiceError(
          .invalidRequest, message: "The request cannot be encoded as JSON.", route: endpoint.route)
      }
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(data)
    case .form(let pairs):
      let text = pairs.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(Array(text.utf8))
    }
    return request
  }

  private func exchange(
    _ request: HTTPClientRequest, _ client: HTTPClient, _ route: String, seconds: Double
  ) async throws(ServiceError) -> RawResponse {
    do {
      let deadline = NIODeadline.now() + .milliseconds(Int64(seconds * 1000))
      // The client's own deadline covers only the head of the answer; this one also covers a stalled body.
      return try await withDeadline(deadline) {
        let response = try await client.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: Self.maxResponseBytes)
        return RawResponse(
          status: Int(response.status.code), headers: response.headers, body: Data(body.readableBytesView))
      }
    } catch let error as ServiceError {
      throw error
    } catch {
      throw ServiceError(transport: error, route: route, address: address, proxy: proxy, seconds: seconds)
    }
  }
}

/// A complete answer.
struct RawResponse: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: Data
}

/// A call exceeded its deadline.
struct DeadlineExceeded: Error {}

/// Runs an operation, and cancels it at the deadline with `DeadlineExceeded`.
private func withDeadline<Value: Sendable>(
  _ deadline: NIODeadline, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: operation)
    group.addTask {
      try await Task.sleep(for: .nanoseconds((deadline - .now()).nanoseconds))
      throw DeadlineExceeded()
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw DeadlineExceeded() }
    return value
  }
}
