import BridgeModel
import Foundation

/// Ends the run with what is wrong, which a build with optimizations would not say.
private func check(_ isGood: Bool, _ complaint: String) {
  if isGood { return }
  FileHandle.standardError.write(Data((complaint + "\n").utf8))
  abort()
}

/// Whether a text stands in another, byte by byte: Foundation's own search crashes on some texts.
private func holds(_ text: String, _ part: String) -> Bool {
  Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
}

/// What the fuzzer calls with each input: no paste may crash the form, or leave anything in it that is not wanted.
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
  // The host that a complaint names may be the value of a cookie too.
  let hosts = form.fields.map { if case .otherDomain(let host) = $0.problem { host } else { "" } }
  let kept = form.fields.map(\.line.text) + hosts + [form.pasteNote?.otherAgent ?? ""]
  let wanted = fields.map { CookieMatch($0, in: values) }
  for (index, match) in wanted.enumerated() {
    let field = form.fields.first { $0.id == fields[index].id }
    switch match {
    case .found(let value), .unfit(let value):
      // The line keeps no control characters, and no more than its length.
      check(
        form.pasteNote == nil || LineEditor(value) == field?.line, "\(match) became \(field?.line as Any)")
    case .otherDomain, .missing:
      check(
        form.pasteNote == nil || field?.line.text.isEmpty == true, "\(match), and yet \(field?.line as Any)")
    }
  }
  for cookie in values.cookies where cookie.name != "SID" && form.pasteNote != nil && cookie.value.count > 8 {
    // What the form says anyway, or has from elsewhere, is no trace of the cookie.
    let isWantedToo = (kept + [before]).contains { holds($0, cookie.value) }
    check(
      isWantedToo || !holds(String(reflecting: form), cookie.value),
      "the unwanted \(cookie) was kept in \(form)")
  }
  return 0
}
