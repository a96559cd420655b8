import AsyncHTTPClient
package import BridgeModel
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The one way to a server: sends an endpoint's request, and reads its answer or its error.
///
/// The token goes to the configured address only: no redirect is followed.
package struct Transport: Sendable {
  /// The most bytes of an answer that are read: 10,000 accounts take about 6 MB.
  static let largestAnswer = 32 << 20

  /// The server's address.
  package let address: ServerAddress
  private let token: AccessToken?
  private let http: HTTPClient
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
    isReadOnly = access.isReadOnly
    timeout = access.timeout
    proxy = access.proxies.variable(for: address)
  }

  /// Performs a call.
  package func call<Answer>(_ endpoint: Endpoint<Answer>) async throws(ServiceError) -> Answer {
    // The one place that every call passes: what is refused here cannot leave.
    if isReadOnly && endpoint.changesSomething {
      throw ServiceError(
        .readOnly, message: "Only reading is allowed here: nothing was sent.", route: endpoint.route)
    }
    let request = try request(for: endpoint)
    let answer = try await exchange(request, endpoint.route, seconds: endpoint.timeout ?? timeout)
    guard (200..<300).contains(answer.status) else {
      throw ServiceError(answer: answer, route: endpoint.route)
    }
    do {
      // What has nothing to say may say nothing (204, or an empty 200).
      let body = answer.body.isEmpty ? Data("{}".utf8) : answer.body
      return try JSONDecoder().decode(Answer.self, from: body)
    } catch {
      throw ServiceError(
        .invalidAnswer,
        message:
          "The answer is not what the API describes: \((error as? DecodingError)?.place ?? "it cannot be read").",
        route: endpoint.route, status: answer.status)
    }
  }

  /// Closes the connections; no call may follow.
  package func shutdown() async {
    // The only error is that it was shut down before, which is what is wanted.
    try? await http.shutdown()
  }

  private func request<Answer>(
    for endpoint: Endpoint<Answer>
  ) throws(ServiceError) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address.description + endpoint.encodedPath)
    request.method = HTTPMethod(rawValue: endpoint.method.rawValue)
    request.headers.add(name: "Accept", value: "application/json")
    if endpoint.isAuthorized, let token {
      request.headers.add(name: "Authorization", value: "Bearer \(token.reveal())")
    }
    switch endpoint.body {
    case .none: break
    case .json(let body):
      guard let data = try? JSONEncoder().encode(body) else {
        throw ServiceError(
          .invalidRequest, message: "The request cannot be written as JSON.", route: endpoint.route)
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
    _ request: HTTPClientRequest, _ route: String, seconds: Double
  ) async throws(ServiceError) -> Answer {
    do {
      let deadline = NIODeadline.now() + .milliseconds(Int64(seconds * 1000))
      // The client's own deadline ends with the head of the answer; a body that stalls needs the same one.
      return try await withDeadline(deadline) {
        let response = try await http.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: Self.largestAnswer)
        return Answer(
          status: Int(response.status.code), headers: response.headers, body: Data(body.readableBytesView))
      }
    } catch let error as ServiceError {
      throw error
    } catch {
      throw ServiceError(transport: error, route: route, address: address, proxy: proxy, seconds: seconds)
    }
  }
}

/// A whole answer.
struct Answer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: Data
}

/// Says that the time for a call is over.
struct DeadlineExceeded: Error {}

/// Runs an operation, and cancels it when the time is over.
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
