public import BridgeModel
public import Logins

/// The visible size of the dashboard.
public struct Viewport: Equatable, Sendable {
  /// The terminal's width in columns.
  public var columns: Int
  /// The terminal's height in rows.
  public var rows: Int
  /// The number of lines visible in the bridge list.
  public var listLines: Int
  /// The number of help lines that do not fit: how far the help scrolls.
  public var hiddenHelpLines: Int
  /// The number of lines visible in the log.
  public var logLines: Int

  /// A view of that size.
  public init(columns: Int, rows: Int, listLines: Int, hiddenHelpLines: Int, logLines: Int) {
    self.columns = columns
    self.rows = rows
    self.listLines = listLines
    self.hiddenHelpLines = hiddenHelpLines
    self.logLines = logLines
  }
}

/// A pane that can have keyboard focus.
public enum Pane: Equatable, Sendable {
  /// The bridge list.
  case list
  /// The account detail, or the login wizard while one is on the screen.
  case detail
}

/// How to draw QR codes.
public struct QRDisplay: Equatable, Sendable {
  /// Whether to show a code full-screen.
  public internal(set) var isFullScreen = false
  /// Whether a cell holds six modules instead of two. Not every font has these glyphs.
  public internal(set) var isFine = false
}

/// Everything the dashboard knows. Only `reduce` changes it, except for `now` and `utcOffset`, which the event loop
/// sets before each action.
public struct State: Equatable, Sendable {
  /// The time of the last event.
  public var now: Timestamp
  /// The local time zone's offset from UTC, in seconds east.
  public var utcOffset: Int
  /// Seconds between two reads of the shown server.
  public let pollInterval: Double
  /// Whether to alert the user when an account starts to need attention.
  public let notifies: Bool
  /// The servers, in the order they were given.
  public internal(set) var targets: Keyed<Target>
  /// The server whose bridges are shown.
  public internal(set) var shownTarget: TargetID
  /// The bridge list.
  public internal(set) var list = BridgeList()
  /// The filter line, while it is being edited.
  public internal(set) var filterLine: LineEditor?
  /// The pane with keyboard focus.
  public internal(set) var pane = Pane.list
  /// The logins in progress, and those that ended but are not closed yet.
  public internal(set) var loginProcesses = Keyed<LoginProcess>()
  /// The login in front, where several belong to one row.
  var frontLogins: [RowID: LoginProcessID] = [:]
  /// The accounts still to be reconnected, in order.
  public internal(set) var reconnectQueue: [RowID] = []
  /// How to draw QR codes.
  public internal(set) var qr = QRDisplay()
  /// The overlays on the panes, the topmost last.
  public internal(set) var overlays: [Overlay] = []
  /// The response to the last key; nil once another one was pressed.
  public internal(set) var notice: Notice?
  /// The log, the newest entry last.
  public internal(set) var activity: [Activity] = []
  /// The visible size.
  public internal(set) var viewport = Viewport(
    columns: 80, rows: 24, listLines: 18, hiddenHelpLines: 0, logLines: 18)

  /// The lists of the hidden servers, as last seen.
  var hiddenLists: [TargetID: BridgeList] = [:]
  /// The servers without a valid token that the user has yet to be asked about.
  var signInsToOffer: [TargetID] = []
  /// The account that a login has just connected; selected as soon as the list has it.
  var awaited: RowID?
  /// Sessions that earlier runs left.
  var savedSessions: [TrackedSession] = []
  /// Whether anything can be saved for the next run.
  var canSave = false
  /// The sessions as they were last saved for the next run.
  var lastSaved: [SavedSession] = []
  /// The flow that created each login, by server name and login id.
  var rememberedFlows: [String: [String: String]] = [:]
  var loginsMade = 0
  /// Whether the timer of a wait on the screen is running.
  var isTicking = false

  /// How long a revealed secret stays readable, in seconds.
  static let revealDuration = 8.0

  /// The maximum number of log entries.
  static let maxLogEntries = 1_000

  /// Hidden servers are polled this many times less often.
  static let hiddenPollFactor = 6.0

  /// A dashboard of these servers, none of them read yet. The first one is shown.
  public init(
    targets: [Target], now: Timestamp, utcOffset: Int = 0, pollInterval: Double = 5, notifies: Bool = false
  ) {
    self.pollInterval = pollInterval
    self.notifies = notifies
    self.targets = Keyed(targets)
    shownTarget = targets.first?.id ?? TargetID("")
    self.now = now
    self.utcOffset = utcOffset
  }

  /// The login on the screen.
  public var login: LoginProcess? { shownLoginID.flatMap { loginProcesses[id: $0] } }

  /// The login on the screen: the one in front of those that belong to the selected row. The selection alone
  /// decides, so that the wizard and the list never show different accounts.
  public var shownLoginID: LoginProcessID? {
    guard let row = list.selection?.id else { return nil }
    if let front = frontLogins[row], loginProcesses[id: front]?.row == row { return front }
    return loginProcesses.first { $0.row == row }?.id
  }

  /// The shown server.
  public var target: Target? { targets[id: shownTarget] }

  /// The text of the QR code on the screen.
  public var shownQR: String? { login?.shownQR }

  /// The bridge type of the login on the screen.
  public var shownBridgeType: String? {
    login.flatMap { login in
      targets[id: login.target]?.bridge(login.bridgeID)?.type
    }
  }

  /// The logins that have not ended.
  public var liveLogins: [LoginProcess] { loginProcesses.filter { !$0.machine.phase.isEnded } }

  /// The number of logins that need input and do not have keyboard focus.
  public var hiddenLoginsNeedingInput: Int {
    loginProcesses.count { $0.needsInput && !(pane == .detail && $0.id == shownLoginID) }
  }

  /// The server, bridge and account of a row; the account is nil for a bridge without one.
  public func resolve(_ row: Row) -> (target: Target, bridge: Bridge, account: Account?) {
    let target = targets[row.targetIndex]
    let bridge = target.bridges[row.bridgeIndex]
    return (target, bridge, row.accountIndex.map { bridge.accounts[$0] })
  }

  /// The selected row's server, bridge and account.
  public var selected: (target: Target, bridge: Bridge, account: Account?)? {
    list.selection.map(resolve)
  }

  /// What has keyboard focus.
  public var context: Context {
    switch overlays.last {
    case .help: return .help
    case .log: return .log
    case .targets: return .targets
    case .signIn: return .signIn
    case .dialog: return .dialog
    case nil: break
    }
    if filterLine != nil { return .filter }
    guard pane == .detail else { return .list }
    guard let login else { return .detail }
    switch login.machine.phase {
    case .choosingFlow: return .choice
    case .editing: return .form
    case .waiting: return .display
    case .ended: return .ended
    default: return .working
    }
  }

  func isDemo(_ target: TargetID) -> Bool { targets[id: target]?.isDemo ?? false }

  /// Whether the next run will know a login and find it on its server. A demo's simulator ends with this run.
  public func outlivesThisRun(_ login: LoginProcess) -> Bool { canSave && !isDemo(login.target) }

  mutating func note(_ event: Activity.Event, on target: TargetID) {
    activity.append(Activity(at: now, target: target, event: event))
    if activity.count > Self.maxLogEntries { activity.removeFirst(activity.count - Self.maxLogEntries) }
  }

}
