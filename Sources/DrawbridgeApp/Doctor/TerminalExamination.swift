import BridgeModel
import Dashboard
import Terminal

/// Checks what the terminal can display.
struct TerminalExamination {
  private let environment: [String: String]
  private let keymap: Keymap

  init(_ environment: [String: String], _ keymap: Keymap) {
    self.environment = environment
    self.keymap = keymap
  }

  @MainActor
  private var capabilities: Result<Screen.Capabilities, TerminalError> {
    do throws(TerminalError) { return .success(try Screen.capabilities()) } catch { return .failure(error) }
  }

  @MainActor
  var findings: [Finding] {
    let capabilities: Screen.Capabilities
    switch self.capabilities {
    case .success(let found): capabilities = found
    case .failure(.notATerminal):
      return [Finding("terminal", .note, "not checked: the output is not a terminal")]
    case .failure(let error): return [Finding("terminal", Problem(error, term: environment["TERM"]))]
    }
    let size = capabilities.size
    let tmux = environment["TMUX"]?.isEmpty == false ? ", in tmux" : ""
    var findings = [
      Finding("terminal", .ok, "\(environment["TERM"] ?? ""), \(capabilities.colors) colours\(tmux)"),
      capabilities.isUTF8
        ? Finding("characters", .ok, "UTF-8")
        : Finding(
          "characters", .note, "not UTF-8: borders and QR codes are drawn in ASCII",
          advice: "export LC_ALL=C.UTF-8"),
    ]
    let isSmall = size.columns < Layout.splitColumns || size.rows < 20
    findings.append(
      Finding(
        "size", isSmall ? .note : .ok, "\(size.columns) by \(size.rows)",
        advice: isSmall ? "From 80 by 24 on, the list and an account fit side by side." : nil))
    findings.append(
      Finding("QR codes", .ok, QRFitReport.text(in: size, isUnicode: capabilities.isUTF8, keymap)))
    return findings
  }
}
