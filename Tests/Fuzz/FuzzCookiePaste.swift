import BridgeModel
import Foundation

/// Aborts the run with a message, which an optimized build's assertion would not print.
private func check(_ isGood: Bool, _ complaint: String) {
  if isGood { return }
  FileHandle.standardError.write(Data((complaint + "\n").utf8))
  abort()
}

/// Whether a text contains another, compared byte by byte: Foundation's search crashes on some texts.
private func holds(_ text: String, _ part: String) -> Bool {
  Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
}

/// The fuzzer's entry point, called with each input: no paste may crash the form or leave unrequested values in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCookiePaste(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let fields = [
    CookieField(
      id: "SID", pattern: "^[a-z/+=]+$",
      sources: [.init(type: "cookie", name: "SID", cookieDomain: ".google.com")]),
    CookieField(
      id: "h", sources: [.init(type: "request_header", name: "x-wanted", requestURLRegex: "^https://")]),
    CookieField(id: "b", sources: [.init(type: "request_body", name: "token")]),
    CookieField(id: "l", name: "stored", type: "local_storage"),
  ]
  guard var form = Form(.cookies(CookiesStep(stepID: "c", url: "https://x.example", fields: fields))),
    let values = CookiePaste.read(text)
  else { return 0 }
  let before = String(reflecting: form)
  form.edit(.insert(text))
  // A host named in a complaint may also be the value of a cookie.
  let hosts = form.fields.map { if case .otherDomain(let host) = $0.problem { host } else { "" } }
  let kept = form.fields.map(\.line.text) + hosts + [form.pasteNote?.otherAgent ?? ""]
  let expected = fields.map { CookieMatch($0, in: values) }
  for (index, match) in expected.enumerated() {
    let field = form.fields.first { $0.id == fields[index].id }
    switch match {
    case .found(let value), .patternMismatch(let value):
      // The field drops control characters and cuts long values.
      check(
        form.pasteNote == nil || LineEditor(value) == field?.line, "\(match) became \(field?.line as Any)")
    case .otherDomain, .missing:
      check(
        form.pasteNote == nil || field?.line.text.isEmpty == true, "\(match), and yet \(field?.line as Any)")
    }
  }
  for cookie in values.cookies where cookie.name != "SID" && form.pasteNote != nil && cookie.value.count > 8 {
    // Text that the form contains anyway is no trace of the cookie.
    let isWantedToo = (kept + [before]).contains { holds($0, cookie.value) }
    check(
      isWantedToo || !holds(String(reflecting: form), cookie.value),
      "the unwanted \(cookie) was kept in \(form)")
  }
  return 0
}
