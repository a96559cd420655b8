import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The proof that a code is exchanged by the client that requested it (PKCE, RFC 7636). Sent only to the server that
/// issued the code.
struct CodeVerifier: Sendable {
  /// 43 characters, from 32 random bytes (RFC 7636, 4.1).
  var value = randomText(bytes: 32)

  /// The verifier's S256 hash, sent through the browser (RFC 7636, 4.2).
  var challenge: String { Data(SHA256.hash(data: Data(value.utf8))).base64URL }
}

/// That many random bytes in base64url (RFC 4648, section 5).
func randomText(bytes count: Int) -> String {
  // The system's generator is cryptographically secure.
  var generator = SystemRandomNumberGenerator()
  return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64URL
}

extension Data {
  fileprivate var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
