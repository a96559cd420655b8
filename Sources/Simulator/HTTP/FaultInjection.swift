import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

/// Applies the configured latency and faults to calls.
struct FaultInjection: RouterMiddleware {
  typealias Context = SimulatorContext
  let world: World
  let faults: Faults
  let clock: any Clock<Duration>

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    // The control routes are never affected.
    if request.uri.path.hasPrefix("/simulator") { return try await next(request, context) }
    let latency = await world.settings.latency
    if latency > 0 { try await clock.sleep(for: .seconds(latency)) }
    guard let fault = faults.next(for: request) else { return try await next(request, context) }
    switch fault.kind {
    case .status:
      var error = APIError(
        .init(code: fault.status ?? 500), code: fault.code ?? "simulated",
        fault.message ?? "This error is injected by a fault.")
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
    case .truncate: return try await cut(try await next(request, context), context.channel)
    }
  }

  /// A response that declares its full length, but closes the connection halfway.
  private func cut(_ response: Response, _ channel: any Channel) async throws -> Response {
    let collector = Collector()
    try await response.body.write(collector)
    let buffer = collector.whole
    var cut = response
    cut.body = ResponseBody(contentLength: max(buffer.readableBytes, 2)) { writer in
      try await writer.write(buffer.getSlice(at: 0, length: buffer.readableBytes / 2) ?? ByteBuffer())
      try await channel.close()
      try await writer.finish(nil)
    }
    return cut
  }
}

/// Collects the body of a response.
private final class Collector: ResponseBodyWriter {
  private(set) var whole = ByteBuffer()

  func write(_ buffer: ByteBuffer) { whole.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
