import AsyncHTTPClient
import BridgeModel
import NIOCore
import NIOSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How to reach a server, apart from its address and the token.
public struct ServerAccess: Sendable {
  /// PEM file of trusted certificates (the server's own or its CA's); nil for the system's.
  public var certificates: String?
  /// Whether to refuse all calls that could change something.
  public var isReadOnly: Bool
  /// The proxies for servers on other machines.
  public var proxies: ProxyTable
  /// The timeout in seconds of calls that set none of their own.
  public var timeout = 20.0

  /// Why this configuration cannot be used.
  public enum Problem: Error, Equatable, Sendable {
    /// The certificate file cannot be read or contains no certificate.
    case certificates(path: String, reason: String)
    /// An environment variable contains no valid proxy address.
    case proxy(variable: String)
  }

  /// A configuration with the default timeout.
  ///
  /// - Parameters:
  ///   - certificates: the path of a PEM file; nil for the system's trusted certificates.
  ///   - isReadOnly: whether to refuse all calls that could change something.
  ///   - proxies: the proxies for other machines.
  public init(
    certificates: String? = nil, isReadOnly: Bool = false, proxies: ProxyTable = ProxyTable([:])
  ) {
    self.certificates = certificates
    self.isReadOnly = isReadOnly
    self.proxies = proxies
  }

  /// An HTTP client for that address. The caller has to shut it down.
  func makeClient(for address: ServerAddress) throws(Problem) -> HTTPClient {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5))
    configuration.httpVersion = .http1Only
    // Callers retry on their own schedule; retrying here would only delay the error.
    configuration.connectionPool.retryConnectionEstablishment = false
    // As many logins as a user may have in progress; the library's default is 8.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
    configuration.proxy = try proxies.proxy(for: address)
    configuration.tlsConfiguration = try Self.tls(certificates)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Throws if the certificate file cannot be used.
  public func check() throws(Problem) {
    _ = try Self.tls(certificates)
  }

  /// A TLS configuration that trusts the system's certificates, or only those in a file.
  static func tls(_ certificates: String?) throws(Problem) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    // Earlier versions have known weaknesses (RFC 8996); the library would accept them.
    tls.minimumTLSVersion = .tlsv12
    if let certificates { tls.trustRoots = .certificates(try trusted(certificates)) }
    return tls
  }

  private static func trusted(_ path: String) throws(Problem) -> [NIOSSLCertificate] {
    guard let file = FileManager.default.contents(atPath: path) else {
      throw .certificates(path: path, reason: "it cannot be read")
    }
    // The library's own error is only the name of an enum case.
    guard let trusted = try? NIOSSLCertificate.fromPEMBytes(Array(file)), !trusted.isEmpty else {
      throw .certificates(path: path, reason: "it contains no certificate")
    }
    return trusted
  }
}
