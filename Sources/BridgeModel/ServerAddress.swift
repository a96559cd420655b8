/// The address of a server: scheme, host, port and an optional path prefix.
public struct ServerAddress: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// Why a string is not a valid server address.
  public enum Problem: Error, Equatable, Sendable {
    /// It is not of the form `scheme://host[:port][/path]`, or the port is not from 1 to 65535.
    case malformed
    /// The scheme is neither `http` nor `https`.
    case scheme(String)
    /// It contains a user name or a password.
    case credentials
    /// It is plain http to another machine: the token would be sent unencrypted.
    case insecure(host: String, port: Int)
  }

  /// The default address of Beeper Desktop.
  public static let defaultText = "http://127.0.0.1:23373"

  /// Whether the connection is encrypted.
  public let isEncrypted: Bool
  /// The host's name or address; an IPv6 address without its brackets.
  public let host: String
  /// The port, from 1 to 65535.
  public let port: Int
  /// Path prefix of all routes, without trailing slash.
  public let path: String

  /// Parses an address such as `http://127.0.0.1:23373` or `https://beeper.example/api`.
  ///
  /// Plain http is accepted only for loopback hosts, unless `isInsecureAllowed`.
  public init(_ string: String, isInsecureAllowed: Bool = false) throws(Problem) {
    // Check this first: whatever else is wrong, no error may repeat a password.
    if string.contains("@") { throw .credentials }
    guard let separator = string.firstRange(of: "://") else { throw .malformed }
    let scheme = string[..<separator.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { throw .scheme(scheme) }
    let rest = string[separator.upperBound...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash]

    guard !rest.contains("?"), !rest.contains("#"),
      let (host, port) = Self.split(authority, standard: scheme == "https" ? 443 : 80)
    else { throw .malformed }
    isEncrypted = scheme == "https"
    self.host = host
    self.port = port
    path = rest[slash...].split(separator: "/").map { "/" + $0 }.joined()
    if isInsecure && !isInsecureAllowed { throw .insecure(host: host, port: port) }
  }

  /// Whether the token is sent unencrypted over a network.
  public var isInsecure: Bool { !isEncrypted && !isLoopback }

  /// Whether the host is a loopback address (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3).
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts.first == 127 && !parts.contains(nil)
  }

  /// `host:port`, with brackets around an IPv6 address.
  public var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// `scheme://host:port`, without the path prefix.
  public var origin: String { "\(isEncrypted ? "https" : "http")://\(authority)" }

  /// The whole address, without a trailing slash.
  public var description: String { origin + path }

  private static func split(_ authority: Substring, standard: Int) -> (String, Int)? {
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[authority.index(after: end)...]
      if !after.isEmpty {
        guard after.first == ":" else { return nil }
        port = after.dropFirst()
      }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    let allowed = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) }
    guard !host.isEmpty, allowed else { return nil }
    guard let port else { return (host.lowercased(), standard) }
    guard let number = Int(port), (1...65535).contains(number) else { return nil }
    return (host.lowercased(), number)
  }
}
