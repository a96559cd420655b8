import HTTPTypes
import Hummingbird
import NIOCore

/// The pages shown in the browser.
enum ConsentPage {
  /// Asks whether to grant a client's request. The form repeats every parameter, to be validated again.
  static func consent(client: String, scopes: Set<TokenStore.Scope>, query: [String: String]) -> Response {
    let hidden = query.sorted { $0.key < $1.key }.map { name, value in
      #"<input type="hidden" name="\#(name.escaped)" value="\#(value.escaped)">"#
    }
    let allowed =
      scopes.contains(.write) ? "see your accounts, connect them and remove them" : "see your accounts"
    return page(
      status: .ok, title: "Allow access?",
      """
      <p><strong>\(client.escaped)</strong> wants to \(allowed).</p>
      <form method="post" action="/oauth/authorize">
      \(hidden.joined(separator: "\n"))
      <button name="decision" value="allow" id="allow">Allow</button>
      <button name="decision" value="deny" id="deny">Deny</button>
      </form>
      """)
  }

  /// Shows why a request cannot be granted.
  static func problem(_ text: String) -> Response {
    page(status: .badRequest, title: "This request cannot be granted", "<p>\(text.escaped)</p>")
  }

  private static func page(status: HTTPResponse.Status, title: String, _ body: String) -> Response {
    let html = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
      <style>body { font: 16px sans-serif; max-width: 32em; margin: 4em auto; padding: 0 1em }
      button { font: inherit; padding: .5em 1.5em; margin-right: 1em }</style></head>
      <body><h1>\(title)</h1>
      \(body)
      <p><small>This is a simulated server, with no real accounts behind it.</small></p>
      </body></html>
      """
    return Response(
      status: status,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      ],
      body: .init(byteBuffer: ByteBuffer(string: html)))
  }
}

extension String {
  /// Escaped as HTML text or as an attribute value.
  fileprivate var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
