import BridgeModel

/// The value that a paste holds for one field.
enum CookieMatch: Equatable {
  case found(String)
  /// A value that does not match the field's pattern.
  case patternMismatch(String)
  /// Cookies of the right name, but for this domain.
  case otherDomain(String)
  case missing

  /// Looks for a field's value in each of its possible locations.
  init(_ field: CookieField, in values: PastedValues) {
    var best = CookieMatch.missing
    let pattern = field.pattern.flatMap(Pattern.init)
    for source in field.effectiveSources {
      let match = Self.look(at: source, for: field, in: values)
      switch match {
      case .found(let value):
        best = Self.fit(value, to: pattern)
        if case .found = best {
          self = best
          return
        }
      case .otherDomain where best == .missing: best = match
      default: break
      }
    }
    self = best
  }

  private static func look(
    at source: CookieField.Source, for field: CookieField, in values: PastedValues
  ) -> CookieMatch {
    if source.type == "cookie" { return cookie(source, in: values) }
    let address = source.requestURLRegex.flatMap(Pattern.init)
    if let value = value(at: source, for: field, in: values, with: address) { return .found(value) }
    for request in values.requests {
      if let value = value(at: source, for: field, in: request, with: address) { return .found(value) }
    }
    return .missing
  }

  /// A request's value, if it may be taken from this request: one to a matching address.
  private static func value(
    at source: CookieField.Source, for field: CookieField, in request: PastedValues, with address: Pattern?
  ) -> String? {
    switch source.type {
    case "header", "request_header":
      return isRequest(request.url, address) ? request.header(source.name) : nil
    case "request_body":
      return isRequest(request.url, address) ? request.others[source.name] : nil
    default:
      // Discord's page stores the token that authorizes its requests.
      let isDiscord = request.host.map { Domain($0).matches(Domain("discord.com")) } ?? true
      if source.name == "fi.mau.discord.token", isDiscord, let token = request.header("authorization") {
        return token
      }
      // Values stored in a page are not part of a request to it.
      if request.url != nil { return nil }
      return request.others[source.name] ?? request.others[field.id]
        ?? field.name.flatMap { request.others[$0] }
    }
  }

  private static func cookie(_ source: CookieField.Source, in values: PastedValues) -> CookieMatch {
    let named = values.cookies.filter { $0.name == source.name }
    for cookie in named {
      guard let expected = source.cookieDomain else { return .found(cookie.value) }
      if let domain = cookie.domain {
        if Domain(domain).matches(Domain(expected)) { return .found(cookie.value) }
      } else if values.host.map({ Domain($0).matches(Domain(expected)) }) ?? true {
        return .found(cookie.value)
      }
    }
    if let other = named.first { return .otherDomain(other.domain ?? values.host ?? "") }
    // A plain object of values has no cookies or domains.
    return values.others[source.name].map(CookieMatch.found) ?? .missing
  }

  /// Whether a value may be taken from a request; yes if the request's address is unknown.
  private static func isRequest(_ url: String?, _ address: Pattern?) -> Bool {
    guard let url, let address else { return true }
    return address.matches(url)
  }

  /// The value that matches the pattern: verbatim, or percent-decoded.
  static func fit(_ value: String, to pattern: Pattern?) -> CookieMatch {
    guard let pattern, !pattern.matches(value) else { return .found(value) }
    let decoded = value.percentDecoded
    return pattern.matches(decoded) ? .found(decoded) : .patternMismatch(value)
  }
}

/// A cookie's domain, with or without a leading dot.
private struct Domain {
  private let name: String

  init(_ text: String) {
    let lower = text.lowercased()
    name = lower.hasPrefix(".") ? String(lower.dropFirst()) : lower
  }

  /// Whether cookies of this domain, or sent to this host, count as cookies of `other`: the same domain, or a
  /// subdomain of it.
  func matches(_ other: Domain) -> Bool { name == other.name || name.hasSuffix("." + other.name) }
}
