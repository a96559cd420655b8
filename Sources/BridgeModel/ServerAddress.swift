/// Where a server answers: scheme, host, port and a path before its routes.
public struct ServerAddress: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// Why a string is not the address of a server.
  public enum Problem: Error, Equatable, Sendable {
    /// It is not of the form `http://host:port`.
    case malformed
    /// The scheme is neither `http` nor `https`.
    case scheme(String)
    /// It holds a user name or a password.
    case credentials
    /// It is plain http to a host that is not this machine: the token would cross the network readably.
    case insecure(host: String, port: Int)
  }

  /// Where Beeper Desktop answers unless told otherwise.
  public static let usual = "http://127.0.0.1:23373"

  /// Whether the connection is encrypted.
  public let isEncrypted: Bool
  /// The host's name or address; an IPv6 address without its brackets.
  public let host: String
  /// The port, from 1 to 65535.
  public let port: Int
  /// What stands before the routes: empty, or `/` and more without a slash at its end.
  public let path: String

  /// Reads an address such as `http://127.0.0.1:23373` or `https://beeper.example/api`.
  ///
  /// Plain http is taken only to this machine's own loopback, unless it is allowed elsewhere too.
  public init(_ string: String, isInsecureAllowed: Bool = false) throws(Problem) {
    // First of all: whatever else is wrong with it, a password must not be repeated.
    if string.contains("@") { throw .credentials }
    guard let separator = string.range(of: "://") else { throw .malformed }
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

  /// Whether the token crosses a network readably.
  public var isInsecure: Bool { !isEncrypted && !isLoopback }

  /// Whether the host is this machine itself (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3).
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts.first == 127 && !parts.contains(nil)
  }

  /// The host and port, as people write them.
  public var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The scheme, host and port: where everything of the server is, whatever its path.
  public var origin: String { "\(isEncrypted ? "https" : "http")://\(authority)" }

  /// The whole address, without a slash at its end.
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

extension String {
  /// The first place where another string stands in this one.
  fileprivate func range(of needle: String) -> Range<String.Index>? {
    ranges(of: needle).first
  }
}
