public import BridgeModel

/// Something that happens to a login. The case says in which phases it can come.
public enum LoginEvent: Equatable, Sendable {
  /// The user opened the wizard. Comes once, first.
  case begin
  /// A saved session of an earlier run is to be shown or cancelled. Comes once, instead of `begin`.
  case adopt(session: String, flow: LoginFlow?, Adoption)
  /// The user chose one of the offered flows. Comes in `choosingFlow`.
  case choose(LoginFlow)
  /// The user answered the step. Comes in `editing`.
  case submit(StepValues)
  /// The user gave up. Comes in every phase but `cancelling` and `ended`.
  case cancel
  /// The user wants another flow. Comes in `starting`, `editing`, `submitting`, `waiting` and `resyncing`.
  case changeFlow
  /// The user tries the same flow again, with the bridge as it is now. Comes in `ended`.
  case retry(BridgeSnapshot)
  /// The user chooses among the flows again, with the bridge as it is now. Comes in `ended`.
  case otherFlow(BridgeSnapshot)
  /// A call was answered. `generation` is the machine's generation when it asked.
  case answered(LoginAnswer, generation: Int)
  /// A timer fired. `generation` is the machine's generation when it set the timer.
  case fired(LoginTimer, generation: Int)

  /// What happens to a saved session.
  public enum Adoption: Equatable, Sendable {
    /// Show its current step.
    case resume
    /// Cancel it without reading it.
    case cancel
  }
}

/// The values of a step, by field id, and where they come from.
///
/// Printing them shows no value: they are passwords, codes and cookies.
public struct StepValues: Equatable, Sendable, CustomStringConvertible {
  /// The values by field id.
  public var fields: [String: String]
  /// How cookies were obtained; ignored for other steps.
  public var source: StepSubmission.Source
  /// The last page the browser reached; nil where no browser of ours was involved.
  public var lastURL: String?

  /// Values to submit.
  public init(
    _ fields: [String: String], source: StepSubmission.Source = .api, lastURL: String? = nil
  ) {
    self.fields = fields
    self.source = source
    self.lastURL = lastURL
  }

  /// The number of values.
  public var description: String { "\(fields.count) values" }
}
