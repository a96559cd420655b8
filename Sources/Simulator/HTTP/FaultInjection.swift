import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

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
    case .truncate: return try await cut(try await next(request, context), context.channel)
    }
  }

  /// An answer that announces its whole length, and ends in the middle with the connection.
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

/// Gathers the body of an answer.
private final class Collector: ResponseBodyWriter {
  private(set) var whole = ByteBuffer()

  func write(_ buffer: ByteBuffer) { whole.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
