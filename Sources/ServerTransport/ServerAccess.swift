import AsyncHTTPClient
import BridgeModel
import NIOCore
import NIOSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How a server is reached, beside its address and a token.
public struct ServerAccess: Sendable {
  /// The path of a PEM file with the certificates that the server's is to be one of, or signed by; nil for those that
  /// the system trusts.
  public var certificates: String?
  /// Whether no call that could change something leaves the process.
  public var isReadOnly: Bool
  /// The proxies for other machines than this one.
  public var proxies: ProxyTable
  /// The seconds that a call which only reads may take.
  public var timeout = 20.0

  /// Why a server cannot be reached in that way.
  public enum Problem: Error, Equatable, Sendable {
    /// The file of certificates cannot be read, or holds none.
    case certificates(path: String, reason: String)
    /// What the environment says of a proxy is not the address of one.
    case proxy(variable: String)
  }

  /// A way to reach a server.
  ///
  /// - Parameters:
  ///   - certificates: the path of a PEM file; nil for what the system trusts.
  ///   - isReadOnly: whether nothing may be changed.
  ///   - proxies: the proxies for other machines.
  public init(
    certificates: String? = nil, isReadOnly: Bool = false, proxies: ProxyTable = ProxyTable([:])
  ) {
    self.certificates = certificates
    self.isReadOnly = isReadOnly
    self.proxies = proxies
  }

  /// An HTTP client for that address; to be shut down when it is no longer needed.
  func makeClient(for address: ServerAddress) throws(Problem) -> HTTPClient {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5))
    configuration.httpVersion = .http1Only
    // Whoever calls tries again in their own time; here it would only delay the bad news.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Waits for people occupy a connection each; the polls beside them must not queue behind them.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.proxy = try proxies.proxy(for: address)
    if let certificates { configuration.tlsConfiguration = try Self.trust(certificates) }
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Whether the certificates can be used: what is wrong with their file is thrown.
  public func check() throws(Problem) {
    if let certificates { _ = try Self.trust(certificates) }
  }

  /// Trusts what is in a file, and nothing else.
  private static func trust(_ path: String) throws(Problem) -> TLSConfiguration {
    guard let file = FileManager.default.contents(atPath: path) else {
      throw .certificates(path: path, reason: "it cannot be read")
    }
    // What the library says of a file that is none is the name of a case.
    guard let trusted = try? NIOSSLCertificate.fromPEMBytes(Array(file)), !trusted.isEmpty else {
      throw .certificates(path: path, reason: "there is no certificate in it")
    }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(trusted)
    return tls
  }
}
