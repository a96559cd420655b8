public import BridgeModel
public import Imaging
public import Logins

/// Identifies a login within this run.
public struct LoginProcessID: Hashable, Sendable {
  /// A sequence number, counted per run.
  public let number: Int

  /// The login of that number.
  package init(number: Int) { self.number = number }
}

/// A login: its state machine, and what the user has typed.
public struct LoginProcess: Equatable, Identifiable, Sendable {
  /// Unique within this run.
  public let id: LoginProcessID
  /// The server it is on.
  public let target: TargetID
  /// The bridge it is on.
  public let bridgeID: String
  /// The network's display name.
  public let network: String
  /// The list row it was started from. The wizard is on the screen while this row is selected.
  public internal(set) var row: RowID
  /// The account to reconnect; nil for a new one.
  public let accountToReconnect: Account?
  /// The login's state machine.
  public internal(set) var machine: LoginMachine
  /// The fields of the current step, if it has any.
  public internal(set) var form: Form?
  /// The pictures that came with the step, as far as they have been decoded.
  public internal(set) var pictures: [StepPicture] = []
  /// Index of the marked flow, while the user chooses.
  public internal(set) var choice = 0
  /// When it was started.
  public let began: Timestamp
  /// The path of the saved QR code or attachment; nil if none was saved.
  public internal(set) var savedPath: String?
  /// Whether the server's accounts have been read since the login ended.
  var isEndRead = false
  /// The number of reads in flight when it ended; their answers may be older.
  var olderReads = 0
  /// The session that the user chose to keep on the server; a signal that ends the program does not cancel it.
  var keptSession: String?
  /// Whether files were written for its step.
  var hasFiles = false
  /// The QR code that was last saved as an image.
  var savedQR: String?

  init(
    id: LoginProcessID, target: TargetID, bridge: Bridge, row: RowID, accountToReconnect: Account?,
    snapshot: BridgeSnapshot, began: Timestamp
  ) {
    self.id = id
    self.target = target
    bridgeID = bridge.id
    network = bridge.displayName
    self.row = row
    self.accountToReconnect = accountToReconnect
    self.began = began
    // A login may have several accounts. If the login is known, renew the login.
    let purpose = LoginStart(
      loginID: accountToReconnect?.loginID,
      accountID: accountToReconnect?.loginID == nil ? accountToReconnect?.accountID : nil)
    machine = LoginMachine(purpose: purpose, snapshot: snapshot)
  }

  /// Whether its session stays on the server when a signal ends the program.
  var isKept: Bool { keptSession != nil && keptSession == machine.sessionID }

  /// The text of the QR code on display.
  var shownQR: String? {
    guard case .waiting(.displayAndWait(let step), _) = machine.phase, case .qr(let data) = step.display
    else {
      return nil
    }
    return data
  }

  /// The flow marked in the choice; nil in any other phase.
  var chosenFlow: LoginFlow? {
    guard case .choosingFlow(let flows) = machine.phase else { return nil }
    return flows.indices.contains(choice) ? flows[choice] : flows.last
  }

  /// Whether it cannot continue without the user.
  public var needsInput: Bool {
    switch machine.phase {
    case .choosingFlow, .editing: true
    case .waiting(.displayAndWait(let step), _): step.display != .nothing
    default: false
    }
  }

  /// Updates the form to match the machine's current step.
  mutating func refreshForm(since before: LoginPhase) {
    form = Form.next(for: machine.phase, since: before, old: form)
    if machine.phase != before, case .choosingFlow = machine.phase { choice = 0 }
    let files = form?.attachments ?? []
    pictures.removeAll { !files.contains($0.file) }
  }

  /// The attachments not passed to the decoder yet; each is returned once.
  mutating func undecodedPictures() -> [LoginAttachment] {
    let files = form?.attachments ?? []
    let new = files.filter { file in !pictures.contains { $0.file == file } }
    pictures += new.map { StepPicture(file: $0) }
    return new
  }

  mutating func receive(_ picture: Picture, of file: LoginAttachment) {
    for index in pictures.indices where pictures[index].file == file { pictures[index].picture = picture }
  }
}

/// A file that came with a step, and the picture in it.
public struct StepPicture: Equatable, Sendable {
  /// The file.
  public let file: LoginAttachment
  /// The picture; nil while it is being decoded, and for other files.
  public internal(set) var picture: Picture?
}
