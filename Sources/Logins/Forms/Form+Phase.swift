import BridgeModel

extension Form {
  /// The form for a machine's current phase.
  ///
  /// Keeps everything if the step changes while the user types, or if the values were never checked. After a rejection
  /// or a restart, plain values stay and secrets are cleared.
  ///
  /// - Parameters:
  ///   - phase: the current phase.
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
      } else if let complaint {
        complaint.isAboutValues ? new.keepPlainValues(of: old) : new.keepEverything(of: old)
      } else if before == .starting {
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

extension LoginComplaint {
  /// Whether the network or the server looked at the values and did not accept them.
  fileprivate var isAboutValues: Bool {
    switch self {
    case .rejected: true
    case .refused(let error): error.concernsValues
    case .responseLost: false
    }
  }
}
