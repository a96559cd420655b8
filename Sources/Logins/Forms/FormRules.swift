import BridgeModel

/// What is sent of a field, and what is wrong with it before.
extension Form.Field {
  /// What is sent: what was typed, without what only people write. A password goes as it is.
  var value: String {
    let text = line.text
    switch kind {
    case .password: return text
    case .phoneNumber, .phone:
      // +1 (415) 555-0100 and 0044 20 7946 0000, as they are written on paper.
      let number = text.filter { !$0.isWhitespace && !"-.()/".contains($0) }
      return number.hasPrefix("00") ? "+" + number.dropFirst(2) : number
    case .twoFactorCode:
      // 123 456, as apps show them.
      let joined = text.filter { !$0.isWhitespace }
      return joined.allSatisfy { $0.isASCII && $0.isNumber } ? joined : text.trimmed
    case .domain:
      let text = text.trimmed
      let host = text.firstRange(of: "://").map { String(text[$0.upperBound...]) } ?? text
      return host.hasSuffix("/") ? String(host.dropLast()) : host
    default:
      guard wanted != nil, case .found(let value) = CookieMatch.fit(text.trimmed, to: pattern) else {
        return text.trimmed
      }
      return value
    }
  }

  /// What is wrong with it; nil for nothing.
  func check() -> Form.Problem? {
    let value = value
    if value.isEmpty {
      // What a paste said of it explains more than that it is empty.
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
    guard let pattern, let regex = try? Regex(pattern) else { return nil }
    return value.contains(regex) ? nil : .pattern
  }
}
