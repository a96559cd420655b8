package import BridgeModel
package import HTTPTypes
package import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
package import NIOSSL
import Synchronization

/// A request to a stub server.
package struct Exchange: Sendable {
  package var method: String
  package var path: String
  package var authorization: String?
  package var body: String
}

/// A server on 127.0.0.1 that answers requests with one closure, and records them. Requests with a token other than
/// `swordfish` or `tok` come from another test: they get a 401, and are not recorded.
package final class StubServer: Sendable {
  private let log = Mutex<[Exchange]>([])

  /// The requests so far.
  package var exchanges: [Exchange] { log.withLock { $0 } }

  /// Runs the server while the body runs.
  ///
  /// It listens on a free port if none is given. With a certificate and its key, as PEM, it speaks TLS, up to
  /// the given version.
  package static func run<Value: Sendable>(
    port: Int = 0, tls: (certificate: String, key: String)? = nil, maxTLS: TLSVersion? = nil,
    _ answer: @escaping @Sendable (Exchange) async throws -> Response,
    _ body: @escaping @Sendable (StubServer, ServerAddress) async throws -> Value
  ) async throws -> Value {
    let server = StubServer()
    let (ports, started) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        var request = request
        let text = String(buffer: try await request.collectBody(upTo: 1 << 24))
        let exchange = Exchange(
          method: request.method.rawValue, path: request.uri.path,
          authorization: request.headers[.authorization], body: text)
        // Another test's dashboard may still be calling its own server on this port.
        guard [nil, "Bearer swordfish", "Bearer tok"].contains(exchange.authorization) else {
          return Response(status: .unauthorized)
        }
        server.log.withLock { $0.append(exchange) }
        return try await answer(exchange)
      },
      server: try tls.map { try .tls(.http1(), tlsConfiguration: configuration($0, maxTLS)) } ?? .http1(),
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "stub") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { started.finish() }
        try await application.run()
      }
      defer { group.cancelAll() }
      for await port in ports {
        return try await body(server, ServerAddress("\(tls == nil ? "http" : "https")://127.0.0.1:\(port)"))
      }
      // It ended before it listened: the group has its error.
      try await group.waitForAll()
      throw CancellationError()
    }
  }

  private static func configuration(
    _ pem: (certificate: String, key: String), _ maxVersion: TLSVersion?
  ) throws -> TLSConfiguration {
    let certificates = try NIOSSLCertificate.fromPEMBytes(Array(pem.certificate.utf8))
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(pem.key.utf8), format: .pem)))
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = maxVersion
    return configuration
  }
}

/// Waits until the request is cancelled, as it is when its client closes the connection.
package func never() async throws {
  for await _ in AsyncStream<Never>.makeStream().stream {}
  try Task.checkCancellation()
}

extension Response {
  /// A JSON answer.
  package static func json(_ text: String, status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:])
    -> Response
  {
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
