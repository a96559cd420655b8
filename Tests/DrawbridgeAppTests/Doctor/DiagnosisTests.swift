import BridgeModel
import Foundation
import Testing

@testable import DrawbridgeApp

@Suite("The doctor's report")
struct DiagnosisTests {
  private let findings = [
    Finding("settings", .ok, "1 target"),
    Finding("token", .note, "valid (read-only)", advice: "drawbridge login home"),
    Finding(
      "server",
      Problem("cannot read /home/alice/ca.pem", next: "Make it readable:", "  chmod 600 /home/alice/ca.pem")),
    Finding("bridges", .skipped, "not checked: see above"),
  ]

  @Test("a line each, and what to do under it, one step a line")
  func text() {
    let report = Diagnosis(version: "1.2", findings: findings, home: nil)
    #expect(
      report.text == """
        drawbridge 1.2
        ok      settings  1 target
        note    token     valid (read-only)
                          -> drawbridge login home
        FAILED  server    cannot read /home/alice/ca.pem
                          -> Make it readable:
                               chmod 600 /home/alice/ca.pem
        -       bridges   not checked: see above
        1 problem found.
        """)
  }

  @Test("the home folder, which has a name in it, becomes a tilde, in advice too")
  func home() {
    let report = Diagnosis(version: "1.2", findings: findings, home: "/home/alice")
    #expect(!report.text.contains("alice"))
    #expect(report.text.contains("~/ca.pem") && report.text.contains("chmod 600 ~/ca.pem"))
    // A home of / would turn every path into nonsense.
    #expect(Diagnosis(version: "1.2", findings: findings, home: "/").text.contains("/home/alice/ca.pem"))
  }

  @Test("notes are no problem; failed and skipped checks are")
  func health() {
    func isHealthy(_ verdicts: Finding.Verdict...) -> Bool {
      Diagnosis(version: "1", findings: verdicts.map { Finding("x", $0, "") }, home: nil).isHealthy
    }
    #expect(isHealthy() && isHealthy(.ok, .note))
    #expect(!isHealthy(.ok, .failed) && !isHealthy(.skipped))
    #expect(Diagnosis(version: "1", findings: [findings[0]], home: nil).text.hasSuffix("No problems found."))
    let two = Diagnosis(version: "1", findings: [findings[2], findings[2]], home: nil)
    #expect(two.text.hasSuffix("2 problems found."))
  }

  @Test("as JSON it has the same facts, with names that do not change")
  func json() throws {
    let report = Diagnosis(version: "1.2", findings: [findings[1]], home: nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(report), as: UTF8.self)
    #expect(
      text
        == #"{"findings":[{"advice":"drawbridge login home","check":"token","detail":"valid (read-only)","verdict":"note"}],"version":"1.2"}"#
    )
    #expect(try JSONDecoder().decode(Diagnosis.self, from: Data(text.utf8)) == report)
  }

  @Test("checks that an earlier failure prevents are listed as not checked")
  func skipped() {
    let skipped = Finding.skipped(["bridges", "accounts"])
    #expect(skipped.map(\.check) == ["bridges", "accounts"] && skipped.allSatisfy { $0.verdict == .skipped })
  }
}
