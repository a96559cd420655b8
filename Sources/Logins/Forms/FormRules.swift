import BridgeModel

/// Field values as they are sent, and their validation.
extension Form.Field {
  /// The value as sent, stripped of human formatting. Passwords are sent verbatim.
  var value: String {
    let text = line.text
    switch kind {
    case .password: return text
    case .phoneNumber, .phone:
      // People write +1 (415) 555-0100 and 0044 20 7946 0000.
      let number = text.filter { !$0.isWhitespace && !"-.()/".contains($0) }
      return number.hasPrefix("00") ? "+" + number.dropFirst(2) : number
    case .twoFactorCode:
      // Apps show codes as 123 456.
      let joined = text.filter { !$0.isWhitespace }
      return joined.allSatisfy { $0.isASCII && $0.isNumber } ? joined : text.trimmed
    case .domain:
      let text = text.trimmed
      let host = text.firstRange(of: "://").map { String(text[$0.upperBound...]) } ?? text
      return host.hasSuffix("/") ? String(host.dropLast()) : host
    default:
      guard cookieField != nil,
        case .found(let value) = CookieMatch.fit(text.trimmed, to: pattern.flatMap(Pattern.init))
      else { return text.trimmed }
      return value
    }
  }

  /// The validation problem; nil if the value is valid.
  func check() -> Form.Problem? {
    let value = value
    if value.isEmpty {
      // The problem found by a paste explains more than "missing".
      if isOptional { return nil }
      if case .otherDomain = problem { return problem }
      return .missing
    }
    switch kind {
    case .phoneNumber, .phone:
      guard value.hasPrefix("+") else { return .phoneWithoutPlus }
      if !value.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) { return .phoneDigits }
      if !(7...15).contains(value.count - 1) { return .phoneLength }
    case .email:
      let parts = value.split(separator: "@", omittingEmptySubsequences: false)
      if parts.count != 2 || parts.contains(where: \.isEmpty) || value.contains(where: \.isWhitespace) {
        return .email
      }
    case .url:
      let host = value.firstRange(of: "://").map { value[$0.upperBound...] } ?? ""
      if !["https://", "http://"].contains(where: value.hasPrefix) || host.isEmpty { return .url }
    case .domain:
      if value.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" }) { return .domain }
    default: break
    }
    guard let pattern = pattern.flatMap(Pattern.init) else { return nil }
    return pattern.matches(value) ? nil : .pattern
  }
}
