public import BridgeModel
public import Logins

/// How much of the dashboard there is to see.
public struct Viewport: Equatable, Sendable {
  /// The terminal's width.
  public var columns: Int
  /// The terminal's height.
  public var rows: Int
  /// The lines that the bridge list shows at once.
  public var listLines: Int
  /// The lines of the help that have no room: how far it scrolls.
  public var helpLines: Int
  /// The lines that the log shows at once.
  public var logLines: Int

  /// A view of that size.
  public init(columns: Int, rows: Int, listLines: Int, helpLines: Int, logLines: Int) {
    self.columns = columns
    self.rows = rows
    self.listLines = listLines
    self.helpLines = helpLines
    self.logLines = logLines
  }
}

/// A pane that can have the keys.
public enum Pane: Equatable, Sendable {
  /// The bridge list.
  case list
  /// The account detail, or the login wizard while one is on the screen.
  case detail
}

/// How QR codes are shown, where the usual way has no room.
public struct QRDisplay: Equatable, Sendable {
  /// Whether a code is alone on the screen.
  public internal(set) var isAlone = false
  /// Whether six modules share a cell, and not two: not every font has those glyphs.
  public internal(set) var isFine = false
}

/// Everything the dashboard knows. Only `reduce` changes it.
public struct State: Equatable, Sendable {
  /// The time of the last event.
  public var now: Timestamp
  /// The local time zone's distance from UTC, in seconds east.
  public var utcOffset: Int
  /// The seconds between two reads of a server.
  public let pollInterval: Double
  /// Whether the user hears of an account that begins to need them.
  public let notifies: Bool
  /// The servers, in the order they were given.
  public internal(set) var targets: [Target]
  /// The server whose bridges are on the screen.
  public internal(set) var shownTarget: TargetID
  /// The bridge list.
  public internal(set) var list = BridgeList()
  /// The filter's line while it is being typed.
  public internal(set) var filterLine: LineEditor?
  /// The pane that has the keys.
  public internal(set) var pane = Pane.list
  /// The logins under way, or ended and not closed yet.
  public internal(set) var logins: [Login] = []
  /// The login on the screen.
  public internal(set) var shownLogin: LoginKey?
  /// The accounts that are still to be reconnected, one after the other.
  public internal(set) var walk: [RowID] = []
  /// How QR codes are shown.
  public internal(set) var qr = QRDisplay()
  /// What lies over the panes, the last one uppermost.
  public internal(set) var overlays: [Overlay] = []
  /// What there is to say of the last key; nil once another was pressed.
  public internal(set) var notice: Notice?
  /// What has happened, the newest last.
  public internal(set) var activity: [Activity] = []
  /// How much there is to see.
  public internal(set) var viewport = Viewport(
    columns: 80, rows: 24, listLines: 18, helpLines: 0, logLines: 18)

  /// The lists of the servers that are not on the screen, as they were left.
  var hiddenLists: [TargetID: BridgeList] = [:]
  /// The servers that want a token, and that the user has not been asked about.
  var signInsToOffer: [TargetID] = []
  /// The account to go to as soon as the list has it: one that a login has just brought.
  var awaited: RowID?
  /// Sessions that earlier runs left, and that nobody has decided about yet.
  var leftBehind: [SessionNote] = []
  /// Those of them that still wait on their servers, and that the user has not been asked about.
  var undecided: [SessionNote] = []
  /// Those of them whose servers have said how they stand.
  var checkedSessions: [SessionNote] = []
  /// Whether anything can be kept for the next run.
  var isLasting = false
  /// The sessions that are noted for the next run.
  var noted: [SessionNote] = []
  /// The flow that made a login, by target name and login id.
  var flows: [String: [String: String]] = [:]
  var loginsMade = 0
  /// Whether the clock of a wait on the screen is running.
  var isTicking = false

  /// How long a secret can be read, in seconds.
  static let revealed = 8.0

  /// The most entries that the log keeps.
  static let longestLog = 1_000

  /// How many times longer than the one on the screen the other servers are left alone.
  static let hiddenPace = 6.0

  /// A dashboard of those servers, of which nothing is known yet. The first one is on the screen.
  public init(
    targets: [Target], now: Timestamp, utcOffset: Int = 0, pollInterval: Double = 5, notifies: Bool = false
  ) {
    self.pollInterval = pollInterval
    self.notifies = notifies
    self.targets = targets
    shownTarget = targets.first?.id ?? TargetID("")
    self.now = now
    self.utcOffset = utcOffset
  }

  /// The login on the screen.
  public var login: Login? { logins.first { $0.id == shownLogin } }

  /// The server on the screen.
  public var target: Target? { targets.first { $0.id == shownTarget } }

  /// The QR code on the screen, as its text.
  public var shownQR: String? { login?.shownQR }

  /// The kind of bridge that the login on the screen is on.
  public var shownBridgeType: String? {
    login.flatMap { login in
      targets.first { $0.id == login.target }?.bridge(login.bridgeID)?.type
    }
  }

  /// The logins that have not ended.
  public var liveLogins: [Login] { logins.filter { !$0.machine.phase.isEnded } }

  /// How many logins need an answer and are not what has the keys.
  public var hiddenQuestions: Int {
    logins.count { $0.needsAnswer && !(pane == .detail && $0.id == shownLogin) }
  }

  /// The account, the bridge and the target of a row; the account is nil for a bridge without one.
  public func resolve(_ row: Row) -> (target: Target, bridge: Bridge, account: Account?) {
    let target = targets[row.target]
    let bridge = target.bridges[row.bridge]
    return (target, bridge, row.account.map { bridge.accounts[$0] })
  }

  /// What is selected.
  public var selected: (target: Target, bridge: Bridge, account: Account?)? {
    list.selection.map(resolve)
  }

  /// Who has the keys.
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

  func isDemo(_ target: TargetID) -> Bool { targets.first { $0.id == target }?.isDemo ?? false }

  /// Whether the next run can be told of a login, and find it on its server: the simulator inside a demo ends with it.
  public func outlivesThisRun(_ login: Login) -> Bool { isLasting && !isDemo(login.target) }

  mutating func note(_ event: Activity.Event, on target: TargetID) {
    activity.append(Activity(at: now, target: target, event: event))
    if activity.count > Self.longestLog { activity.removeFirst(activity.count - Self.longestLog) }
  }

  func index(of target: TargetID) -> Int? { targets.firstIndex { $0.id == target } }
}
