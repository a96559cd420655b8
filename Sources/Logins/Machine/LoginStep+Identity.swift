package import BridgeModel

extension LoginStep {
  /// Whether another step has the same id and type, whatever its content.
  func isSame(as other: LoginStep) -> Bool { id == other.id && type == other.type }

  /// Whether another step asks for the same again. Some networks give it another id then.
  func asksTheSame(as other: LoginStep) -> Bool {
    if isSame(as: other) { return true }
    guard case .userInput(let mine) = self, case .userInput(let others) = other else { return false }
    return !mine.fields.isEmpty && mine.fields.map(\.id) == others.fields.map(\.id)
  }
}

extension LoginSession {
  /// Whether the session has ended.
  package var isOver: Bool { status.isOver }
}
