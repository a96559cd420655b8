import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Something that is to go wrong with the next calls of a route.
struct Fault: Codable, Equatable, Sendable {
  enum Kind: String, CaseIterable, Codable, Sendable {
    /// An error answer.
    case status
    /// The connection closes without an answer.
    case drop
    /// The connection closes in the middle of the answer.
    case truncate
    /// The answer is not JSON.
    case malformed
  }

  var id: Int
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

  func matches(_ request: HTTPRequest.Method, _ path: String) -> Bool {
    guard method == nil || method == request.rawValue, let pattern = self.path else {
      return method == nil || method == request.rawValue
    }
    let (wanted, parts) = (pattern.split(separator: "/"), path.split(separator: "/"))
    for (index, part) in wanted.enumerated() {
      if part == "**" { return true }
      guard index < parts.count, part == "*" || part == parts[index] else { return false }
    }
    return wanted.count == parts.count
  }
}

/// What is to go wrong, in the order it was asked for.
final class Faults: Sendable {
  private struct State {
    var faults: [Fault] = []
    var lastID = 0
  }

  private let state = Mutex(State())

  var all: [Fault] { state.withLock { $0.faults } }

  func add(_ fault: Fault) -> Fault {
    state.withLock { state in
      state.lastID += 1
      var fault = fault
      fault.id = state.lastID
      state.faults.append(fault)
      return fault
    }
  }

  func clear() { state.withLock { $0.faults = [] } }

  /// The fault for a call, if there is one; counted.
  func next(for request: Request) -> Fault? {
    state.withLock { state in
      guard let index = state.faults.firstIndex(where: { $0.matches(request.method, request.uri.path) })
      else { return nil }
      let fault = state.faults[index]
      state.faults[index].times -= 1
      if state.faults[index].times <= 0 { state.faults.remove(at: index) }
      return fault
    }
  }
}

/// Makes calls slow and wrong as the settings and the faults want.
struct FaultInjection: RouterMiddleware {
  typealias Context = SimulatorContext
  let world: World
  let faults: Faults
  let clock: any Clock<Duration>

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    // The controls themselves always work.
    if request.uri.path.hasPrefix("/simulator") { return try await next(request, context) }
    let latency = await world.settings.latency
    if latency > 0 { try await clock.sleep(for: .seconds(latency)) }
    guard let fault = faults.next(for: request) else { return try await next(request, context) }
    switch fault.kind {
    case .status:
      var error = APIError(
        .init(code: fault.status ?? 500), code: fault.code ?? "simulated",
        fault.message ?? "This call was told to fail.")
      error.retryAfter = fault.retryAfter
      throw error
    case .drop:
      try await context.channel.close()
      throw CancellationError()
    case .malformed:
      _ = try await next(request, context)
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: .init(byteBuffer: ByteBuffer(string: "{\"items\": [}")))
    case .truncate: return cut(try await next(request, context), context.channel)
    }
  }

  /// An answer that announces its whole length, and ends in the middle with the connection.
  private func cut(_ response: Response, _ channel: any Channel) -> Response {
    var cut = response
    let length = response.body.contentLength ?? 0
    cut.body = ResponseBody(contentLength: max(length, 2)) { writer in
      try await writer.write(ByteBuffer(string: "{"))
      try await channel.close()
      try await writer.finish(nil)
    }
    return cut
  }
}
