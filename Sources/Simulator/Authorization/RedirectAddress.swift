#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An address that a client registered to have the browser sent back to.
struct RedirectAddress {
  private let parts: URLComponents

  /// Nil if it is not absolute, or has a fragment (RFC 6749, 3.1.2).
  init?(_ text: String) {
    guard let parts = URLComponents(string: text), parts.scheme != nil, parts.host?.isEmpty == false,
      parts.fragment == nil
    else { return nil }
    self.parts = parts
  }

  /// Whether a client may ask to be sent back there: the same address, but for the port where that is on
  /// loopback (RFC 8252, 7.3).
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
