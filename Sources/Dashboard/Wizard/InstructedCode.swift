/// A PIN or code within instructions: some networks have no other field for what to type on the phone.
enum InstructedCode {
  /// The only code in a text; nil if there is none, or if there are several candidates.
  static func find(in text: String) -> String? {
    let marked = Set(
      text.matches(of: /(?:\*\*|`)([A-Z0-9][A-Z0-9 -]{2,10}[A-Z0-9])(?:\*\*|`)/).map { String($0.1) }
    )
    .filter { code in
      // Phone numbers are longer.
      code.contains(where: \.isNumber) && code.count { $0.isLetter || $0.isNumber } <= 8
    }
    if !marked.isEmpty { return marked.count == 1 ? marked.first : nil }
    let codes = Set(
      text.matches(of: /\b(?i:pin|code|number)(?:\W{1,3}|\W+is\W{1,3})(\d{4,8})\b/).map { String($0.1) })
    return codes.count == 1 ? codes.first : nil
  }
}
