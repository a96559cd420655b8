import BridgeModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Cookies as JSON: an object of values, an array exported by a cookie editor, or a HAR.
enum JSONPaste {
  static func read(_ text: String) -> PastedValues? {
    guard text.hasPrefix("{") || text.hasPrefix("[") else { return nil }
    switch parse(text) {
    case .array(let elements)?: return cookies(elements)
    case .object(let members)?:
      if case .array(let entries)? = members["log"]?["entries"] { return archive(entries) }
      // Some editors wrap the array.
      if case .array(let elements)? = members["cookies"], let values = cookies(elements) { return values }
      if case .object(let cookies)? = members["cookies"] { return PastedValues(others: strings(cookies)) }
      return PastedValues(others: strings(members))
    default: return nil
    }
  }

  /// The string and number members of a JSON object; nil if the text is not a JSON object.
  static func object(_ text: String) -> [String: String]? {
    guard text.trimmed.hasPrefix("{"), case .object(let members)? = parse(text) else { return nil }
    return strings(members)
  }

  private static func parse(_ text: String) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  private static func strings(_ members: [String: JSONValue]) -> [String: String] {
    members.compactMapValues { value in
      switch value {
      case .string(let text): text
      // A larger number may have lost its last digits (RFC 8259, 6).
      case .number(let number):
        abs(number) < 9_007_199_254_740_992 ? Int(exactly: number).map(String.init) : nil
      default: nil
      }
    }
  }

  /// Objects with name, value and domain, as exported by Cookie-Editor and EditThisCookie.
  private static func cookies(_ elements: [JSONValue]) -> PastedValues? {
    var values = PastedValues()
    for element in elements {
      guard let name = element["name"]?.string, let value = element["value"]?.string else { return nil }
      values.cookies.append(.init(name: name, value: value, domain: element["domain"]?.string))
    }
    return values
  }

  /// The requests of a HAR (HTTP Archive 1.2). The newest cookie of each name and host counts; all other values stay
  /// with their request.
  private static func archive(_ entries: [JSONValue]) -> PastedValues {
    var values = PastedValues()
    var seen: Set<[String]> = []
    for entry in entries.reversed() {
      guard let request = entry["request"] else { continue }
      let one = self.request(request)
      let host = one.host
      for cookie in one.cookies {
        let cookie = PastedValues.Cookie(
          name: cookie.name, value: cookie.value, domain: cookie.domain ?? host)
        if seen.insert([cookie.name, cookie.domain ?? ""]).inserted { values.cookies.append(cookie) }
      }
      values.requests.append(one)
    }
    return values
  }

  private static func request(_ request: JSONValue) -> PastedValues {
    var one = PastedValues(url: request["url"]?.string)
    for header in array(request["headers"]) {
      guard let name = header["name"]?.string, let value = header["value"]?.string else { continue }
      one.add(header: name, value)
    }
    for cookie in array(request["cookies"]) {
      guard let name = cookie["name"]?.string, let value = cookie["value"]?.string else { continue }
      one.cookies.append(.init(name: name, value: value, domain: cookie["domain"]?.string))
    }
    if let body = request["postData"]?["text"]?.string { one.add(body: body) }
    return one
  }

  private static func array(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let elements)? = value { elements } else { [] }
  }
}
