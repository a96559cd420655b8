import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Waits on this machine for the browser's redirect (RFC 8252, 7.3: a loopback address with its own port).
struct RedirectServer: Sendable {
  /// The path of the redirect address.
  static let path = "answer"

  /// The port; 0 for a free one.
  let port: Int
  /// Handles the query of each visit. Returns the page to show, and an action to run once it is sent.
  let handle: @Sendable (_ query: String) async -> (RedirectPage, then: @Sendable () -> Void)

  /// Serves until the task is cancelled. Calls `isReady` with the port once it listens.
  func run(_ isReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
    let router = Router()
    router.get(RouterPath(Self.path)) { [handle] request, _ in
      let (page, then) = await handle(request.uri.query ?? "")
      return Response(
        status: page == .done ? .ok : .badRequest,
        headers: [
          .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .connection: "close",
          // The page loads nothing, so its address, which contains the code, is sent nowhere.
          .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'",
        ],
        body: .init { writer in
          defer { then() }
          try await writer.write(ByteBuffer(string: page.html))
          try await writer.finish(nil)
        })
    }
    let app = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in await isReady(channel.localAddress?.port ?? 0) },
      logger: Logger(label: "answer") { _ in SwiftLogNoOpLogHandler() })
    try await app.run()
  }
}
