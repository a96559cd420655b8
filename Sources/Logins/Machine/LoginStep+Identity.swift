package import BridgeModel

extension LoginStep {
  /// Whether another step has the same id and type, whatever its content.
  func isSame(as other: LoginStep) -> Bool { id == other.id && type == other.type }

  /// Whether another step asks for the same again: Telegram's bridge gives it another id then. The same fields under
  /// any other id are a new question.
  func asksTheSame(as other: LoginStep) -> Bool {
    if isSame(as: other) { return true }
    guard case .userInput(let mine) = self, case .userInput(let others) = other else { return false }
    return others.stepID == mine.stepID + ".incorrect" && mine.fields.map(\.id) == others.fields.map(\.id)
  }
}

extension LoginSession {
  /// Whether the session has ended.
  package var isOver: Bool { status.isOver }
}
