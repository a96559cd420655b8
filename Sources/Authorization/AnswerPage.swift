/// The page that the browser shows when it is back: whether it worked, or why not.
enum AnswerPage: Equatable, Sendable {
  /// There is a token.
  case done
  /// The code is just being exchanged, for another load of this page.
  case working
  /// The user said no.
  case denied
  /// The server refused.
  case refused(String)
  /// The address is not the answer that is waited for.
  case notThis(AnswerProblem)

  /// The page, as HTML. What the server said is a stranger's.
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
    case .working: ("One moment", "The answer is being looked at. Load this page again.")
    case .done: ("Drawbridge has its answer", "Go back to the terminal. This page can be closed.")
    case .denied:
      (
        "Access was denied",
        "Nothing was changed. To try again, go back to the terminal and type <code>drawbridge login</code>."
      )
    case .refused(let reason):
      ("The server refused", Self.escaped(reason.isEmpty ? "It does not say why." : reason))
    case .notThis(.wrongState):
      (
        "This is not the answer",
        "It belongs to another try, or somebody made it up. Nothing was taken from it. Use the page that was opened last."
      )
    case .notThis(.noAnswer):
      ("There is nothing here", "This page waits for the server's answer, and this is none.")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.filter { !$0.isNewline && !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
