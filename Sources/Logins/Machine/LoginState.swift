import BridgeModel

/// The state of a login machine: one case per phase, with the data that exists only in that phase.
/// `LoginPhase` says how each is left.
enum LoginState: Equatable {
  case created
  /// A single flow is offered, not started, if the user asked for a choice.
  case loadingFlows(isChoiceWanted: Bool)
  case choosingFlow([LoginFlow])
  case starting
  case editing(Session, Editing)
  case submitting(Session, LoginStep)
  case waiting(Session, Display)
  case resyncing(Session, Resync)
  case cancelling(Cancelling)
  case ended(LoginOutcome)

  /// A session on the server, and the poll in flight for it.
  struct Session: Equatable {
    let id: String
    var poll: Poll?
  }

  /// What was on the screen when a poll was sent.
  struct Poll: Equatable {
    let generation: Int
    let rotations: Int
  }

  /// Failures in a row, and the reason of the last one.
  struct Failures: Equatable {
    var count = 0
    var last: ServiceError?

    mutating func add(_ error: ServiceError) {
      count += 1
      last = error
    }
  }

  struct Editing: Equatable {
    let step: LoginStep
    let complaint: LoginComplaint?
    var reads = Failures()
  }

  struct Display: Equatable {
    var step: LoginStep
    var wait: LoginWait
    var reads = Failures()
    var waits = Failures()
    /// The rotations when the wait in flight was sent; nil while none is.
    var rotationsAtWait: Int?
    /// Why the network refused the wait. Reported as the reason if the session turns out to be gone.
    var refusal: ServiceError?
  }

  struct Resync: Equatable {
    let step: LoginStep?
    /// What refused the submit or the wait.
    var refusal: ServiceError?
    /// Whether another run started the session, so that the age of its content is unknown.
    var isResumed = false
    /// Reads in a row that showed the step as it was submitted.
    var unchangedReads = 0
    /// Whether the session is gone, and the account is looked for.
    var isReconciling = false
    var failures = Failures()
  }

  struct Cancelling: Equatable {
    /// The session; nil while the call that starts it is in flight.
    var session: Session?
    /// The generation of the call that starts the session; nil once it was answered.
    var start: Int?
    var choosesAfterwards = false
    var failures = 0
  }

  /// Pauses, in seconds.
  enum Pause {
    static let displaying = 1.0
    static let editing = 3.0
    static let slowest = 15.0
    /// Keeps a server that answers a wait at once with the current step from being asked without end.
    static let wait = 1.5
  }

  var phase: LoginPhase {
    switch self {
    case .created, .loadingFlows: .loadingFlows
    case .choosingFlow(let flows): .choosingFlow(flows)
    case .starting: .starting
    case .editing(_, let editing): .editing(editing.step, complaint: editing.complaint)
    case .submitting(_, let step): .submitting(step)
    case .waiting(_, let display): .waiting(display.step, display.wait)
    case .resyncing(_, let resync): .resyncing(resync.step)
    case .cancelling: .cancelling
    case .ended(let outcome): .ended(outcome)
    }
  }

  /// The session; setting one where there is none changes nothing.
  var session: Session? {
    get {
      switch self {
      case .editing(let session, _), .submitting(let session, _), .waiting(let session, _),
        .resyncing(let session, _):
        session
      case .cancelling(let cancelling): cancelling.session
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .editing(_, let editing): self = .editing(newValue, editing)
      case .submitting(_, let step): self = .submitting(newValue, step)
      case .waiting(_, let display): self = .waiting(newValue, display)
      case .resyncing(_, let resync): self = .resyncing(newValue, resync)
      case .cancelling(var cancelling):
        cancelling.session = newValue
        self = .cancelling(cancelling)
      default: break
      }
    }
  }

  /// Failed reads of the session in a row; nil in a phase that is not polled.
  var reads: Failures? {
    get {
      switch self {
      case .editing(_, let editing): editing.reads
      case .waiting(_, let display): display.reads
      case .resyncing(_, let resync) where !resync.isReconciling: resync.failures
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .editing(let session, var editing):
        editing.reads = newValue
        self = .editing(session, editing)
      case .waiting(let session, var display):
        display.reads = newValue
        self = .waiting(session, display)
      case .resyncing(let session, var resync) where !resync.isReconciling:
        resync.failures = newValue
        self = .resyncing(session, resync)
      default: break
      }
    }
  }

  /// The number of times the displayed content has changed; 0 outside `waiting`.
  var rotations: Int { if case .waiting(_, let display) = self { display.wait.rotations } else { 0 } }

  /// What refused the last submit or wait.
  var refusal: ServiceError? {
    switch self {
    case .waiting(_, let display): display.refusal
    case .resyncing(_, let resync): resync.refusal
    default: nil
    }
  }

  /// Why polls or waits currently fail; nil while they succeed.
  var trouble: ServiceError? {
    switch self {
    case .editing(_, let editing): editing.reads.last
    case .waiting(_, let display):
      display.reads.last ?? (display.waits.count > 1 ? display.waits.last : nil)
    case .resyncing(_, let resync): resync.failures.last
    default: nil
    }
  }

  /// The seconds until the next poll; nil in a phase that is not polled.
  var pollPause: Double? {
    guard let reads else { return nil }
    let regular = if case .editing = self { Pause.editing } else { Pause.displaying }
    guard reads.count > 0 else { return regular }
    return max(
      regular,
      reads.last?.retryAfter ?? Backoff.seconds(after: reads.count, from: regular, to: Pause.slowest))
  }
}
