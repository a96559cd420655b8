import BridgeModel

/// The value that a paste holds for one field.
enum CookieMatch: Equatable {
  case found(String)
  /// A value that does not match the field's pattern.
  case unfit(String)
  /// Cookies of the right name, but for this domain.
  case otherDomain(String)
  case missing

  /// Looks for a field's value in each of its possible locations.
  init(_ field: CookieField, in values: PastedValues) {
    var best = CookieMatch.missing
    for place in field.places {
      let match = Self.look(at: place, for: field, in: values)
      switch match {
      case .found(let value):
        best = Self.fit(value, to: field.pattern)
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
    at place: CookieField.Source, for field: CookieField, in values: PastedValues
  ) -> CookieMatch {
    if place.type == "cookie" { return cookie(place, in: values) }
    for request in [values] + values.requests {
      if let value = value(at: place, for: field, in: request) { return .found(value) }
    }
    return .missing
  }

  /// A request's value, if it may be taken from this request.
  private static func value(
    at place: CookieField.Source, for field: CookieField, in request: PastedValues
  ) -> String? {
    switch place.type {
    case "header", "request_header":
      return isRequest(request.url, place.requestURLRegex) ? request.header(place.name) : nil
    case "request_body":
      return isRequest(request.url, place.requestURLRegex) ? request.others[place.name] : nil
    default:
      // Discord's page stores the token that authorizes its requests.
      let isDiscord = request.host.map { Domain($0).isKept(for: Domain("discord.com")) } ?? true
      if place.name == "fi.mau.discord.token", isDiscord, let token = request.header("authorization") {
        return token
      }
      // Values stored in a page are not part of a request to it.
      if request.url != nil { return nil }
      return request.others[place.name] ?? request.others[field.id]
        ?? field.name.flatMap { request.others[$0] }
    }
  }

  private static func cookie(_ place: CookieField.Source, in values: PastedValues) -> CookieMatch {
    let named = values.cookies.filter { $0.name == place.name }
    for cookie in named {
      guard let wanted = place.cookieDomain else { return .found(cookie.value) }
      if let domain = cookie.domain {
        if Domain(domain).isKept(for: Domain(wanted)) { return .found(cookie.value) }
      } else if values.host.map({ Domain($0).isKept(for: Domain(wanted)) }) ?? true {
        return .found(cookie.value)
      }
    }
    if let other = named.first { return .otherDomain(other.domain ?? values.host ?? "") }
    // A plain object of values has no cookies or domains.
    return values.others[place.name].map(CookieMatch.found) ?? .missing
  }

  /// Whether a value may be taken from a request; yes if the request's address is unknown.
  private static func isRequest(_ url: String?, _ pattern: String?) -> Bool {
    guard let url, let pattern, let regex = try? Regex(pattern) else { return true }
    return url.contains(regex)
  }

  /// The value that matches the pattern: verbatim, or percent-decoded.
  static func fit(_ value: String, to pattern: String?) -> CookieMatch {
    guard let pattern, let regex = try? Regex(pattern) else { return .found(value) }
    if value.contains(regex) { return .found(value) }
    let decoded = value.percentDecoded
    return decoded.contains(regex) ? .found(decoded) : .unfit(value)
  }
}

/// A cookie's domain, with or without a leading dot.
private struct Domain {
  private let name: String

  init(_ text: String) {
    let lower = text.lowercased()
    name = lower.hasPrefix(".") ? String(lower.dropFirst()) : lower
  }

  /// Whether cookies of this domain, or sent to this host, count as cookies of `wanted`: the same domain, or a
  /// subdomain of it.
  func isKept(for wanted: Domain) -> Bool { name == wanted.name || name.hasSuffix("." + wanted.name) }
}
