#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A redirect address registered by a client.
struct RedirectAddress {
  private let parts: URLComponents

  /// Nil if it is not absolute, or has a fragment (RFC 6749, 3.1.2).
  init?(_ text: String) {
    guard let parts = URLComponents(string: text), parts.scheme != nil, parts.host?.isEmpty == false,
      parts.fragment == nil
    else { return nil }
    self.parts = parts
  }

  /// Whether a requested address matches this one. On loopback the port may differ (RFC 8252, 7.3).
  func allows(_ text: String) -> Bool {
    guard let other = RedirectAddress(text) else { return false }
    guard ["127.0.0.1", "[::1]", "::1", "localhost"].contains(parts.host ?? "") else {
      return parts == other.parts
    }
    var (mine, theirs) = (parts, other.parts)
    mine.port = nil
    theirs.port = nil
    return mine == theirs
  }
}
