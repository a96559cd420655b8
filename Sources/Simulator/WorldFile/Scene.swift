import BridgeModel

/// One step of a scripted login: its content, and the outcomes that can follow.
struct Scene: Equatable, Sendable {
  /// What a display step shows.
  enum Display: Equatable, Sendable {
    case qr(Template)
    case code(Template)
    case emoji(imageURL: Template)
    case nothing
  }

  /// A captcha attached to a form.
  struct Captcha: Equatable, Sendable {
    /// The text to type; stored as the value `captcha`.
    var text: Template
    /// Whether to attach a recording as well.
    var hasAudio = false
  }

  /// What the step asks for.
  enum Content: Equatable, Sendable {
    case form(fields: [Field], captcha: Captcha?)
    case cookies(CookiesStep)
    case display(Display)
  }

  /// A form field whose initial value is a template.
  struct Field: Equatable, Sendable {
    var field: LoginInputField
    var initialValue: Template?
  }

  /// An event, triggered by time or by the control routes.
  struct Event: Equatable, Sendable {
    /// When the simulated user triggers it, in seconds from the start of the step; nil for never. Ignored in
    /// hands-off mode.
    var after: Double?
    /// When the network triggers it, in seconds from the start of the step; nil for never.
    var expires: Double?
    var outcome: Outcome
  }

  /// A rule for a submission. The first rule that matches applies.
  struct Rule: Equatable, Sendable {
    var when = Condition()
    var unless: Condition?
    /// The network's processing time, in seconds.
    var takes = 0.0
    var outcome: Outcome
  }

  var stepID: String
  /// The step's id after a rejected submission; nil for the same as `stepID`.
  var stepIDAfterComplaint: String?
  var instructions: Template?
  var content: Content
  /// Whether the fields are shuffled each time.
  var isShuffled = false
  /// The intervals between changes of the content, in seconds.
  var rotations: [Double] = []
  /// The limit of rejected submissions; nil for no limit.
  var tries: Tries?
  var answers: [Rule] = []
  var events: [String: Event] = [:]

  /// A limit of rejected submissions, and the failure that ends the login there.
  struct Tries: Equatable, Sendable {
    var count: Int
    var failure: Failure
  }

  /// The name of the event that the simulated user triggers first.
  var userEvent: String? {
    events.filter { $0.value.after != nil }.min {
      ($0.value.after ?? 0, $0.key) < ($1.value.after ?? 0, $1.key)
    }?
    .key
  }

  /// Every outcome, by its name in the control routes.
  var outcomes: [(name: String, outcome: Outcome)] {
    answers.enumerated().map { ("answers[\($0.offset)]", $0.element.outcome) }
      + events.sorted { $0.key < $1.key }.map { ("events.\($0.key)", $0.value.outcome) }
      + (tries.map { [("tries", Outcome(end: .failed($0.failure)))] } ?? [])
  }
}

/// The result of a rule or an event.
struct Outcome: Equatable, Sendable {
  enum End: Equatable, Sendable {
    /// Goes to the scene of that name.
    case scene(String)
    /// Completes the login, as the identity that the values make.
    case complete
    /// Ends the login session without a login.
    case failed(Failure)
  }

  /// The values to set first.
  var set: [String: Template] = [:]
  /// Why the submission was rejected; the next step's instructions begin with it.
  var complaint: Template?
  var end: End
}

/// Why a login fails, in the bridge's words.
struct Failure: Equatable, Sendable {
  var code: String
  /// The bridge's HTTP status.
  var status: Int
  var message: String
}

/// A condition on a login's values.
struct Condition: Equatable, Sendable {
  /// The regular expressions to find in values, by value name. A missing value counts as empty.
  var patterns: [String: String] = [:]
  /// The names of other values to equal, by value name. Case is ignored.
  var equals: [String: String] = [:]

  var isEmpty: Bool { patterns.isEmpty && equals.isEmpty }

  func holds(_ values: [String: String]) -> Bool {
    equals.allSatisfy { (values[$0] ?? "").lowercased() == (values[$1] ?? "").lowercased() }
      && patterns.allSatisfy { name, pattern in
        // Invalid patterns were rejected when the world file was read.
        guard let regex = try? Regex(pattern) else { return false }
        return (values[name] ?? "").contains(regex)
      }
  }
}
