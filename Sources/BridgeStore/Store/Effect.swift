public import BridgeModel
public import Logins

/// Work outside the store, nested by who performs it. Its result comes back as an `Action`.
public enum Effect: Equatable, Sendable {
  /// Calls a server.
  case server(ServerEffect)
  /// Gets a token with the user's help.
  case signIn(SignInEffect)
  /// Does a job on the local machine.
  case host(HostAction)
  /// Keeps something for later runs.
  case storage(StorageEffect)
  /// Sends `fired` after that many seconds. A timer that is set again starts over.
  case timer(TimerID, seconds: Double)
  /// Does something to the terminal.
  case screen(ScreenEffect)
  /// Cancels effects in progress; their answers are not delivered.
  case cancel(EffectID)
  /// Cancels these sessions, and quits within a second.
  case quit(cancelling: [LoginSessionReference])
}

/// A call to a server.
public enum ServerEffect: Equatable, Sendable {
  /// Reads the server's settings and token, and makes a connection.
  case connect(TargetID)
  /// Reads the server's app and version.
  case loadInfo(TargetID)
  /// Reads the server's bridges.
  case loadBridges(TargetID)
  /// Reads a bridge's logins.
  case loadLogins(TargetID, bridge: String)
  /// Reads a bridge's capabilities.
  case loadCapabilities(TargetID, bridge: String)
  /// Removes a login.
  case removeLogin(TargetID, bridge: String, login: String, BridgeLogin.Scope, network: String)
  /// Reads a session that an earlier run left.
  case checkSession(SavedSession)
  /// Makes a login's call.
  case login(LoginRequest)
}

/// Getting a token, one server at a time.
public enum SignInEffect: Equatable, Sendable {
  /// Starts in a browser. Abandons the previous attempt.
  case begin(TargetID)
  /// Submits pasted text: the address a browser ended on, or a token.
  case paste(String)
}

/// Keeping something for later runs.
public enum StorageEffect: Equatable, Sendable {
  /// Saves exactly these sessions.
  case saveSessions([SavedSession])
  /// Saves the flow that created a login.
  case rememberFlow(TargetID, login: String, flow: String)
}

/// Something to do to the terminal.
public enum ScreenEffect: Equatable, Sendable {
  /// Stops the process as Ctrl-Z does.
  case suspend
  /// Draws every cell again.
  case redraw
  /// Alerts the user, who may be looking elsewhere.
  case ring
}

/// Effects that last, and can be cancelled.
public enum EffectID: Hashable, Sendable {
  /// The sign-in.
  case signIn
  /// A timer.
  case timer(TimerID)
  /// A login's timers and reads. A start, a submit and a wait continue: aborting them may end the login.
  case login(LoginProcessID)
}

/// A call of a login, and where its answer goes.
public struct LoginRequest: Equatable, Sendable {
  /// The login.
  public let id: LoginProcessID
  /// The machine's generation when it asked.
  public let generation: Int
  /// The server.
  public let target: TargetID
  /// The bridge.
  public let bridgeID: String
  /// The call.
  public let call: LoginCall

  /// A call for a login.
  package init(id: LoginProcessID, generation: Int, target: TargetID, bridgeID: String, call: LoginCall) {
    self.id = id
    self.generation = generation
    self.target = target
    self.bridgeID = bridgeID
    self.call = call
  }
}

/// A session on a server.
public struct LoginSessionReference: Hashable, Sendable {
  /// The server.
  public let target: TargetID
  /// The bridge.
  public let bridgeID: String
  /// The session.
  public let sessionID: String

  /// A session.
  public init(target: TargetID, bridgeID: String, sessionID: String) {
    self.target = target
    self.bridgeID = bridgeID
    self.sessionID = sessionID
  }
}
