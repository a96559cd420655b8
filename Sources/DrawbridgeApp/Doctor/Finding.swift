import Terminal

/// What one check of the doctor found.
package struct Finding: Codable, Equatable, Sendable {
  /// How it is.
  enum Verdict: String, Codable, Sendable {
    /// All is well.
    case ok
    /// Worth knowing, and nothing wrong.
    case note
    /// Something is wrong.
    case failed
    /// It could not be looked at, because something before it is wrong.
    case skipped
  }

  /// What was looked at.
  let check: String
  /// How it is.
  let verdict: Verdict
  /// What was found.
  let detail: String
  /// What to do, a line each; nil for nothing.
  let advice: String?

  /// What is wrong with what was looked at.
  init(_ check: String, _ problem: Problem) {
    self.init(
      check, .failed, problem.what, advice: problem.next.isEmpty ? nil : problem.next.joined(separator: "\n"))
  }

  /// What was not looked at, because of what is wrong before it.
  static func skipped(_ checks: [String]) -> [Finding] {
    checks.map { Finding($0, .skipped, "not looked at: see above") }
  }

  init(_ check: String, _ verdict: Verdict, _ detail: String, advice: String? = nil) {
    self.check = check
    self.verdict = verdict
    self.detail = detail
    self.advice = advice
  }
}

/// Everything that the doctor found, fit to be pasted into an issue: no token, and no name or number of a person.
package struct Diagnosis: Codable, Equatable, Sendable {
  /// The version that looked.
  let version: String
  /// What was found, in the order of the checks.
  let findings: [Finding]

  /// A diagnosis in which the user's home, which has a name in it, is a tilde.
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

  /// Whether nothing is wrong.
  package var isHealthy: Bool { findings.allSatisfy { $0.verdict == .ok || $0.verdict == .note } }

  /// The report for people.
  package var text: String {
    let width = findings.map(\.check.count).max() ?? 0
    var lines = ["drawbridge \(version)"]
    for finding in findings {
      lines.append("\(Self.mark(finding.verdict))  \(finding.check.padded(to: width))  \(finding.detail)")
      if let advice = finding.advice {
        let margin = String(repeating: " ", count: width + 10)
        let told = advice.split(separator: "\n").enumerated().map {
          "\(margin)\($0 == 0 ? "-> " : "   ")\($1)"
        }
        lines += told
      }
    }
    let failed = findings.count { $0.verdict == .failed }
    lines.append(isHealthy ? "All is well." : "\(failed) thing\(failed == 1 ? " is" : "s are") wrong.")
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
