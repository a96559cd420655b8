import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What proves that whoever exchanges a code is who asked for it (PKCE, RFC 7636). Never leaves the process but to
/// the server that the code is from.
struct CodeVerifier: Sendable {
  /// 43 characters, of 32 random bytes (RFC 7636, 4.1).
  let value = randomText(bytes: 32)

  /// What the browser takes along: the verifier's hash, by the method S256 (RFC 7636, 4.2).
  var challenge: String { Data(SHA256.hash(data: Data(value.utf8))).base64URL }
}

/// Random characters of base64url (RFC 4648, 5), of so many bytes.
func randomText(bytes count: Int) -> String {
  // The system's generator is one for secrets.
  var generator = SystemRandomNumberGenerator()
  return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64URL
}

extension Data {
  fileprivate var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
