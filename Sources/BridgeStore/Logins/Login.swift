public import BridgeModel
public import Imaging
public import Logins

/// Which login, of those that live at once in this run.
public struct LoginKey: Hashable, Sendable {
  /// Counts the logins of this run.
  public let number: Int
}

/// One login as the dashboard keeps it: the machine, and what the user has typed.
public struct Login: Equatable, Identifiable, Sendable {
  /// Which one it is.
  public let id: LoginKey
  /// The server it is on.
  public let target: TargetID
  /// The bridge it is on.
  public let bridgeID: String
  /// The network's name, for people.
  public let network: String
  /// The row of the list it was begun from: the wizard is on the screen while that row is selected.
  public let row: RowID
  /// The account it reconnects; nil for a new one.
  public let reconnects: Account?
  /// Where it stands.
  public internal(set) var machine: LoginMachine
  /// The fields of the step on the screen, if it has any.
  public internal(set) var form: Form?
  /// The pictures that came with the step, as far as they have been decoded.
  public internal(set) var pictures: [StepPicture] = []
  /// The flow that is marked while the user chooses.
  public internal(set) var choice = 0
  /// When it was begun.
  public let began: Timestamp
  /// Where its QR code, or the file that came with its step, was written; nil if it was not.
  public internal(set) var savedPath: String?
  /// The session that the user chose to leave on the server, whatever ends the program.
  var keptSession: String?
  /// Whether files were written for its step.
  var hasFiles = false
  /// The QR code that was last written as a picture.
  var pictured: String?

  init(
    id: LoginKey, target: TargetID, bridge: Bridge, row: RowID, reconnects: Account?,
    snapshot: BridgeSnapshot, began: Timestamp
  ) {
    self.id = id
    self.target = target
    bridgeID = bridge.id
    network = bridge.displayName
    self.row = row
    self.reconnects = reconnects
    self.began = began
    // A login may hold several accounts; where it is known, it is what has to be renewed.
    let purpose = LoginStart(
      loginID: reconnects?.loginID,
      accountID: reconnects?.loginID == nil ? reconnects?.accountID : nil)
    machine = LoginMachine(purpose: purpose, snapshot: snapshot)
  }

  /// Whether its session is left on the server when a signal ends the program.
  var isKept: Bool { keptSession != nil && keptSession == machine.sessionID }

  /// The QR code it shows, as its text.
  var shownQR: String? {
    guard case .waiting(.displayAndWait(let step), _) = machine.phase, case .qr(let data) = step.display
    else {
      return nil
    }
    return data
  }

  /// Whether nothing goes on before the user does something.
  public var needsAnswer: Bool {
    switch machine.phase {
    case .choosingFlow, .editing: true
    case .waiting(.displayAndWait(let step), _): step.display != .nothing
    default: false
    }
  }

  /// Brings the form in step with what the machine shows now.
  mutating func refreshForm(since before: LoginPhase) {
    form = Form.next(for: machine.phase, since: before, old: form)
    if machine.phase != before, case .choosingFlow = machine.phase { choice = 0 }
    let files = form?.attachments ?? []
    pictures.removeAll { !files.contains($0.file) }
  }

  /// The attachments that nobody has decoded yet; each is returned once.
  mutating func undecodedPictures() -> [LoginAttachment] {
    let files = form?.attachments ?? []
    let new = files.filter { file in !pictures.contains { $0.file == file } }
    pictures += new.map { StepPicture(file: $0) }
    return new
  }

  mutating func take(_ picture: Picture, of file: LoginAttachment) {
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
