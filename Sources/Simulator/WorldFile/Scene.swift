import BridgeModel

/// One step of a scripted login: what it shows, and what follows.
struct Scene: Equatable, Sendable {
  /// What a display step shows.
  enum Display: Equatable, Sendable {
    case qr(Template)
    case code(Template)
    case emoji(imageURL: Template)
    case nothing
  }

  /// A captcha that comes with a form.
  struct Captcha: Equatable, Sendable {
    /// What it says; kept as the value `captcha`.
    var text: Template
    /// Whether there is a recording of it too.
    var hasAudio = false
  }

  /// What the step asks for.
  enum Content: Equatable, Sendable {
    case form(fields: [Field], captcha: Captcha?)
    case cookies(CookiesStep)
    case display(Display)
  }

  /// A field of a form, whose initial value is not known yet.
  struct Field: Equatable, Sendable {
    var field: LoginInputField
    var initialValue: Template?
  }

  /// Something that happens by itself, or when the control routes say so.
  struct Event: Equatable, Sendable {
    /// When the simulated person does it, in seconds from the step's beginning; never if nil, or while the
    /// simulator is told to keep its hands off.
    var after: Double?
    /// When the network does it, in seconds from the step's beginning; never if nil.
    var expires: Double?
    var outcome: Outcome
  }

  /// A rule for what was typed. The first that holds counts.
  struct Rule: Equatable, Sendable {
    var when = Condition()
    var unless: Condition?
    /// How long the network thinks, in seconds.
    var takes = 0.0
    var outcome: Outcome
  }

  var stepID: String
  /// The step's id once an answer was refused; nil for the same.
  var stepIDAfterComplaint: String?
  var instructions: Template?
  var content: Content
  /// Whether the fields come in another order each time.
  var isShuffled = false
  /// The seconds after which the content changes, one after the other.
  var rotations: [Double] = []
  /// How many answers may be refused before the last rule's failure counts; nil for any number.
  var tries: Tries?
  var answers: [Rule] = []
  var events: [String: Event] = [:]

  /// A limit of wrong answers.
  struct Tries: Equatable, Sendable {
    var count: Int
    var failure: Failure
  }

  /// What the simulated person does if left alone.
  var personsEvent: String? {
    events.filter { $0.value.after != nil }.min {
      ($0.value.after ?? 0, $0.key) < ($1.value.after ?? 0, $1.key)
    }?
    .key
  }

  /// Every outcome by the name that the control routes give it.
  var outcomes: [(name: String, outcome: Outcome)] {
    answers.enumerated().map { ("answers[\($0.offset)]", $0.element.outcome) }
      + events.sorted { $0.key < $1.key }.map { ("events.\($0.key)", $0.value.outcome) }
      + (tries.map { [("tries", Outcome(end: .failed($0.failure)))] } ?? [])
  }
}

/// Where a login goes.
struct Outcome: Equatable, Sendable {
  enum End: Equatable, Sendable {
    /// To that scene.
    case scene(String)
    /// To its end, as whom the values make.
    case complete
    /// To its end, without a login.
    case failed(Failure)
  }

  /// Values that are set before.
  var set: [String: Template] = [:]
  /// What the next step's instructions begin with: why the answer was refused.
  var complaint: Template?
  var end: End
}

/// Why a login fails, as the bridge says it.
struct Failure: Equatable, Sendable {
  var code: String
  /// The HTTP status that the bridge answers with.
  var status: Int
  var message: String
}

/// What values have to be like.
struct Condition: Equatable, Sendable {
  /// A regular expression that is found in the value of that name, which is empty if there is none.
  var patterns: [String: String] = [:]
  /// The name of another value that it is the same as, but for the case of letters.
  var equals: [String: String] = [:]

  var isEmpty: Bool { patterns.isEmpty && equals.isEmpty }

  func holds(_ values: [String: String]) -> Bool {
    equals.allSatisfy { (values[$0] ?? "").lowercased() == (values[$1] ?? "").lowercased() }
      && patterns.allSatisfy { name, pattern in
        // The world file was refused if it held a pattern that is none.
        guard let regex = try? Regex(pattern) else { return false }
        return (values[name] ?? "").contains(regex)
      }
  }
}
