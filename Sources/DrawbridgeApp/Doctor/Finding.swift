import BridgeModel
import Terminal

/// The result of one check.
package struct Finding: Codable, Equatable, Sendable {
  /// The outcome of a check.
  enum Verdict: String, Codable, Sendable {
    /// No problem.
    case ok
    /// Worth knowing, but not a problem.
    case note
    /// A problem.
    case failed
    /// Not checked, because an earlier check failed.
    case skipped
  }

  /// The name of the check.
  let check: String
  /// The outcome.
  let verdict: Verdict
  /// The finding, in words.
  let detail: String
  /// What to do, one step per line; nil for nothing.
  let advice: String?

  /// A failed check.
  init(_ check: String, _ problem: Problem) {
    self.init(
      check, .failed, problem.what, advice: problem.next.isEmpty ? nil : problem.next.joined(separator: "\n"))
  }

  /// The checks that cannot run because an earlier one failed.
  static func skipped(_ checks: [String]) -> [Finding] {
    checks.map { Finding($0, .skipped, "not checked: see above") }
  }

  init(_ check: String, _ verdict: Verdict, _ detail: String, advice: String? = nil) {
    self.check = check
    self.verdict = verdict
    self.detail = detail
    self.advice = advice
  }
}

/// The doctor's report. It contains no tokens, account names or phone numbers, but servers' addresses and the user's
/// names for them.
package struct Diagnosis: Codable, Equatable, Sendable {
  /// The version of Drawbridge.
  let version: String
  /// The findings, in the order of the checks.
  let findings: [Finding]

  /// Creates a report, replacing the user's home folder, which contains a name, with a tilde.
  package init(version: String, findings: [Finding], home: String?) {
    self.version = version
    func hidden(_ text: String) -> String {
      guard let home, home.count > 1 else { return text }
      return text.replacing(home, with: "~")
    }
    self.findings = findings.map {
      Finding($0.check, $0.verdict, hidden($0.detail), advice: $0.advice.map(hidden))
    }
  }

  /// Whether no check failed or was skipped.
  package var isHealthy: Bool { findings.allSatisfy { $0.verdict == .ok || $0.verdict == .note } }

  /// The report as plain text.
  package var text: String {
    let width = findings.map(\.check.count).max() ?? 0
    var lines = ["drawbridge \(version)"]
    for finding in findings {
      lines.append("\(Self.mark(finding.verdict))  \(finding.check.padded(to: width))  \(finding.detail)")
      if let advice = finding.advice {
        let margin = String(repeating: " ", count: width + 10)
        let adviceLines = advice.split(separator: "\n").enumerated().map {
          "\(margin)\($0 == 0 ? "-> " : "   ")\($1)"
        }
        lines += adviceLines
      }
    }
    let failed = findings.count { $0.verdict == .failed }
    lines.append(isHealthy ? "No problems found." : "\(failed) problem\(failed == 1 ? "" : "s") found.")
    return lines.joined(separator: "\n")
  }

  private static func mark(_ verdict: Finding.Verdict) -> String {
    switch verdict {
    case .ok: "ok    "
    case .note: "note  "
    case .failed: "FAILED"
    case .skipped: "-     "
    }
  }
}
