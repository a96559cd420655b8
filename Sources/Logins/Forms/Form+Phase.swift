import BridgeModel

extension Form {
  /// The form for a machine's present phase.
  ///
  /// A step that changes under the user's hands, and one whose answers nobody looked at, keep everything. A rejection
  /// keeps plain values and clears secrets.
  ///
  /// - Parameters:
  ///   - phase: the present phase.
  ///   - before: the phase before it.
  ///   - old: the form of the phase before.
  /// - Returns: the form; nil where the phase has none.
  package static func next(for phase: LoginPhase, since before: LoginPhase, old: Form?) -> Form? {
    guard phase != before else { return old }
    switch phase {
    case .editing(let step, let complaint):
      guard var new = Form(step) else { return old }
      guard let old else { return new }
      if case .editing(let shown, _) = before, shown.isSame(as: step) {
        new.keepEverything(of: old)
      } else if case .refused(let error) = complaint, error.kind == .unauthorized {
        new.keepEverything(of: old)
      } else if complaint != nil || before == .starting {
        new.keepPlainValues(of: old)
      }
      return new
    case .submitting, .resyncing, .starting, .loadingFlows: return old
    case .ended:
      var form = old
      form?.dropSecrets()
      return form
    default: return nil
    }
  }
}
