public import BridgeModel

/// Something that happens to a login. Each case documents the phases in which it is valid.
public enum LoginEvent: Equatable, Sendable {
  /// The user opened the wizard. Valid once, as the first event.
  case begin
  /// A saved session of an earlier run is to be shown or cancelled. Valid once, instead of `begin`.
  case adopt(session: String, flow: LoginFlow?, Adoption)
  /// The user chose one of the offered flows. Valid in `choosingFlow`.
  case choose(LoginFlow)
  /// The user submitted the step. Valid in `editing`.
  case submit(StepValues)
  /// The user gave up. Valid in every phase but `cancelling` and `ended`.
  case cancel
  /// The user wants another flow. Valid in `starting`, `editing`, `submitting`, `waiting` and `resyncing`.
  case changeFlow
  /// The user tries the same flow again, with the bridge as it is now. Valid in `ended`.
  case retry(BridgeSnapshot)
  /// The user chooses among the flows again, with the bridge as it is now. Valid in `ended`.
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

/// The values of a step, by field id.
///
/// Printing them shows no value: they are passwords, codes and cookies.
public struct StepValues: Equatable, Sendable, CustomStringConvertible {
  /// The values by field id.
  public var fields: [String: String]

  /// Values to submit.
  public init(_ fields: [String: String]) { self.fields = fields }

  /// The number of values.
  public var description: String { "\(fields.count) values" }
}
