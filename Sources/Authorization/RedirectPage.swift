/// The page that the browser shows after the redirect: success, or the reason for the failure.
enum RedirectPage: Equatable, Sendable {
  /// A token was issued.
  case done
  /// The code is still being exchanged; shown if the page is loaded again meanwhile.
  case working
  /// The user denied access.
  case denied
  /// There is no token, for this reason.
  case failed(String)
  /// The address is not the expected answer.
  case unexpected(RedirectProblem)

  /// The page as HTML. The server's text is untrusted, so it is escaped.
  var html: String {
    let (title, text) = words
    return """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
      <style>body { font: 16px/1.5 sans-serif; max-width: 32em; margin: 4em auto; padding: 0 1em }</style></head>
      <body><h1>\(title)</h1><p>\(text)</p></body></html>
      """
  }

  private var words: (title: String, text: String) {
    switch self {
    case .working: ("One moment", "The answer is being processed. Reload this page.")
    case .done: ("Signed in", "You can close this page and go back to the terminal.")
    case .denied:
      (
        "Access was denied",
        "Nothing was changed. To try again, go back to the terminal."
      )
    case .failed(let reason):
      ("Sign-in failed", Self.escaped(reason.isEmpty ? "The server gave no reason." : reason))
    case .unexpected(.wrongState):
      (
        "This answer does not match",
        "It belongs to another attempt, or is forged. It was ignored. Use the page that was opened last."
      )
    case .unexpected(.noAnswer):
      ("No answer", "This page waits for the server's answer, but the address contains none.")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.filter { !$0.isNewline && !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
