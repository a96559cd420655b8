import BridgeModel
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOSSL
import StubServer
import SwiftASN1
import Testing
import X509

@testable import ServerTransport

/// A self-signed certificate, in a temporary file.
private struct SelfSigned {
  let certificate: Certificate
  let key: Certificate.PrivateKey
  let file: String

  init(for name: GeneralName) throws {
    key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let subject = try DistinguishedName { CommonName("Drawbridge test") }
    certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key.publicKey,
      notValidBefore: .now.addingTimeInterval(-60),
      notValidAfter: .now.addingTimeInterval(3_600), issuer: subject, subject: subject,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        SubjectAlternativeNames([name])
      }, issuerPrivateKey: key)
    file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pem").path
    try certificate.serializeAsPEM().pemString.write(toFile: file, atomically: true, encoding: .utf8)
  }

  static let loopback = GeneralName.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))
}

@Suite("Server access", .timeLimit(.minutes(1)))
struct AccessTests {
  private func failure(_ address: ServerAddress, _ access: ServerAccess) async throws -> ServiceError? {
    let client = try Transport(address: address, token: AccessToken("swordfish"), access: access)
    let result: ServiceError?
    do throws(ServiceError) {
      _ = try await client.call(Endpoint<EmptyResponse>(path: ["v1", "bridges"]))
      result = nil
    } catch {
      result = error
    }
    await client.shutdown()
    return result
  }

  @Test("a certificate file is trusted, and then nothing else")
  func certificates() async throws {
    let ours = try SelfSigned(for: SelfSigned.loopback)
    let others = try SelfSigned(for: SelfSigned.loopback)
    defer { for file in [ours.file, others.file] { try? FileManager.default.removeItem(atPath: file) } }
    let pem = (try ours.certificate.serializeAsPEM().pemString, try ours.key.serializeAsPEM().pemString)
    try await StubServer.run(tls: pem, { _ in .json(#"{"items": []}"#) }) { server, address in
      #expect(address.isEncrypted)
      #expect(try await failure(address, ServerAccess(certificates: ours.file)) == nil)
      #expect(server.exchanges.count == 1)
      for access in [ServerAccess(), ServerAccess(certificates: others.file)] {
        let error = try await failure(address, access)
        #expect(error?.kind == .untrustedCertificate)
      }
      // Untrusted servers received nothing.
      #expect(server.exchanges.count == 1)
    }
  }

  @Test(
    "faults M4: TLS before 1.2 is not spoken, with and without a certificate file",
    arguments: [TLSVersion.tlsv1, .tlsv11, .tlsv12, .tlsv13])
  func versions(_ version: TLSVersion) async throws {
    let ours = try SelfSigned(for: SelfSigned.loopback)
    defer { try? FileManager.default.removeItem(atPath: ours.file) }
    let pem = (try ours.certificate.serializeAsPEM().pemString, try ours.key.serializeAsPEM().pemString)
    try await StubServer.run(tls: pem, maxTLS: version, { _ in .json(#"{"items": []}"#) }) {
      server, address in
      let error = try await failure(address, ServerAccess(certificates: ours.file))
      let isSpoken = version == .tlsv12 || version == .tlsv13
      #expect((error == nil) == isSpoken && server.exchanges.count == (isSpoken ? 1 : 0), "\(error as Any)")
    }
    #expect(try ServerAccess.tls(nil).minimumTLSVersion == .tlsv12)
  }

  @Test("another host's certificate is not trusted, even from the certificate file")
  func otherHost() async throws {
    let other = try SelfSigned(for: .dnsName("beeper.example"))
    defer { try? FileManager.default.removeItem(atPath: other.file) }
    let pem = (try other.certificate.serializeAsPEM().pemString, try other.key.serializeAsPEM().pemString)
    try await StubServer.run(tls: pem, { _ in .json(#"{"items": []}"#) }) { server, address in
      let error = try await failure(address, ServerAccess(certificates: other.file))
      #expect(error?.kind == .untrustedCertificate)
      #expect(server.exchanges.isEmpty)
    }
  }

  @Test("a certificate file that is missing or contains no certificate is an error")
  func badFile() throws {
    let address = try ServerAddress("https://127.0.0.1:1")
    for path in ["/nowhere.pem", "/etc/passwd"] {
      #expect(throws: ServerAccess.Problem.self) {
        _ = try Transport(address: address, token: nil, access: ServerAccess(certificates: path))
      }
    }
  }

  @Test("the environment's proxy is used for other machines, never for this one")
  func proxy() async throws {
    try await StubServer.run({ _ in Response(status: .forbidden) }) { server, proxy in
      let remote = try ServerAddress("https://beeper.example")
      let table = ["https_proxy": "\(proxy)", "http_proxy": "\(proxy)"]
      let refused = try await failure(remote, ServerAccess(proxies: ProxyTable(table)))
      #expect(refused?.kind == .unreachable)
      #expect(refused?.message.contains("proxy") == true)
      // The proxy receives only the address, not the token.
      #expect(server.exchanges.map(\.method) == ["CONNECT"])
      #expect(server.exchanges.allSatisfy { $0.authorization == nil })
      let here = try await failure(
        try ServerAddress("http://127.0.0.1:1"), ServerAccess(proxies: ProxyTable(table)))
      #expect(here?.kind == .unreachable)
      #expect(server.exchanges.count == 1)
    }
  }

  @Test(
    "an invalid proxy is reported with the variable's name",
    arguments: ["socks5://x:1", "http://", "a b", "http://x/path"])
  func badProxy(value: String) throws {
    let remote = try ServerAddress("https://beeper.example")
    #expect(throws: ServerAccess.Problem.proxy(variable: "https_proxy")) {
      _ = try Transport(
        address: remote, token: nil, access: ServerAccess(proxies: ProxyTable(["https_proxy": value])))
    }
  }
}
