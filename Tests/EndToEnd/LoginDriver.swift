import BridgeModel
import Foundation
import TerminalHarness
import Testing

/// Drives logins of one network through the screen, as a user at the keyboard would.
///
/// Before it presses keys, it waits until the log says that an answer has arrived and the screen shows its effect.
struct LoginDriver: Sendable {
  let terminal: Tmux
  let environment: [String: String]
  let sent: Sent
  let script: LoginScript
  /// The index of the flow among those offered; nil if there is no choice.
  let place: Int?

  /// Starts the login, and waits for its first step or its end.
  func begin() async throws {
    let before = answers("started")
    try await terminal.press(script.key)
    if let place {
      try await terminal.wait(for: "How do you want to log in?")
      for _ in 0..<place { try await terminal.press("Down") }
      try await terminal.press("Enter")
    }
    try await terminal.wait("the login never started") { _ in answers("started") > before }
  }

  /// The step that the server sent last.
  private var step: LoginStep? { sent.sessions.last?.currentStep }

  func perform(_ move: Move) async throws {
    switch move {
    case .fill(let values): try await fill(values)
    case .captcha: try await fill(["captcha_code": try await captcha()])
    case .act:
      try await terminal.wait(for: "Waiting for you")
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(untilGone: "Waiting for you")
    case .event(let name): try await control(environment, "login-sessions/latest/events/\(name)")
    case .expire: try await control(environment, "login-sessions/latest/expire")
    }
  }

  /// Fills in the form and sends it. Fields without a value stay as they are.
  private func fill(_ values: [String: String]) async throws {
    try await terminal.wait(for: "Next, send")
    let before = answers("submitted")
    switch step {
    case .userInput(let step):
      if step.fields.isEmpty { try await terminal.press("Enter") }
      for field in step.fields {
        if let value = values[field.id] { try await enter(value, field) }
        try await terminal.press("Enter")
      }
    case .cookies(let step):
      for field in step.fields.sorted(by: { $0.id < $1.id }) {
        if let value = values[field.id] { try await terminal.type(value) }
        try await terminal.press("Enter")
      }
    default: throw Failure(description: "there is no form: \(String(describing: step))")
    }
    try await terminal.wait("the answers were never sent") { _ in answers("submitted") > before }
  }

  private func enter(_ value: String, _ field: LoginInputField) async throws {
    // The form sorts them, and chooses none.
    guard let options = field.options?.sorted(by: { $0.lowercased() < $1.lowercased() }), !options.isEmpty
    else {
      try await terminal.press("C-e", "C-u")
      return try await terminal.type(value)
    }
    let from = options.firstIndex(of: field.initialValue ?? "") ?? (options.count == 1 ? 0 : -1)
    let to = try #require(options.firstIndex(of: value))
    for _ in 0..<(from < 0 ? to + 1 : (to - from + options.count) % options.count) {
      try await terminal.press("Right")
    }
    try await terminal.wait(for: value)
  }

  /// The solution of the captcha, from the simulator's control routes.
  private func captcha() async throws -> String {
    struct View: Decodable { let values: [String: String] }
    let view = try await ask(environment, "login-sessions/latest", as: View.self)
    return try #require(view.values["captcha"])
  }

  /// Cancels the login, whatever its step.
  func cancel() async throws {
    let before = answers("cancelled")
    try await terminal.press("Escape")
    try await terminal.wait(for: "Cancel the login to")
    try await terminal.press("Up", "Enter")
    try await terminal.wait("the login was never cancelled") { _ in answers("cancelled") > before }
    try await terminal.wait(for: "the login was cancelled")
  }

  /// How many answers of a kind the program has logged.
  private func answers(_ kind: String) -> Int {
    let log = terminal.stateFolder.appendingPathComponent("drawbridge/drawbridge.log")
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").count { $0.contains(" login.\(kind) ") }
  }
}
