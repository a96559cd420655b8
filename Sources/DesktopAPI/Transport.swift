import AsyncHTTPClient
import BridgeModel
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
struct Transport: Sendable {
  /// The most bytes of an answer that are read: 10,000 accounts take about 6 MB.
  static let largestAnswer = 32 << 20

  let address: ServerAddress
  let token: AccessToken?
  let http: HTTPClient
  /// Whether no call that could change something leaves the process.
  var isReadOnly = false
  /// The seconds that a call which only reads may take.
  var timeout = ServerAccess().timeout
  /// The environment's variable with the proxy that is in between; nil for none.
  var proxy: String?

  /// Performs a call.
  func call<Answer>(_ endpoint: Endpoint<Answer>) async throws(ServiceError) -> Answer {
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
  func shutdown() async {
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
      request.headers.add(name: "Authorization", value: "Bearer \(token.value)")
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
