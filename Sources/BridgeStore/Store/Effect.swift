public import BridgeModel
public import Logins

/// Work outside the store. Its result comes back as an `Action`.
public enum Effect: Equatable, Sendable {
  /// Read a server's settings and token, and create a client for it.
  case connect(TargetID)
  /// Get a token for a server by signing in through a browser.
  case signIn(TargetID)
  /// Submit text pasted during sign-in: the address a browser ended on, or a token.
  case pasteSignIn(String)
  /// Cancel the sign-in.
  case cancelSignIn
  /// Read a server's app and version.
  case loadInfo(TargetID)
  /// Read a server's bridges.
  case loadBridges(TargetID)
  /// Read a bridge's logins.
  case loadLogins(TargetID, bridge: String)
  /// Read a bridge's capabilities.
  case loadCapabilities(TargetID, bridge: String)
  /// Remove a login.
  case remove(TargetID, bridge: String, login: String, BridgeLogin.Scope, network: String)
  /// Decode the image in a step's attachment. There is no answer if it is not an image.
  case readPicture(LoginKey, LoginAttachment)
  /// Run a job on the local machine.
  case run(HostAction)
  /// Save exactly these sessions for the next run.
  case note([SavedSession])
  /// Save the flow that created a login.
  case rememberFlow(TargetID, login: String, flow: String)
  /// Read a session left by an earlier run.
  case check(SavedSession)
  /// Make a login's call.
  case login(LoginRequest)
  /// Send `fired` after a delay.
  case schedule(TimerID, seconds: Double)
  /// Stop the process as Ctrl-Z does.
  case suspend
  /// Alert the user, who may be looking elsewhere.
  case notify
  /// Redraw the whole screen.
  case redraw
  /// Cancel these sessions, and quit within a second.
  case quit(cancelling: [LoginSessionReference])
}

/// A call of a login, and where its answer goes.
public struct LoginRequest: Equatable, Sendable {
  /// The login.
  public let key: LoginKey
  /// The machine's generation when it asked.
  public let generation: Int
  /// The server.
  public let target: TargetID
  /// The bridge.
  public let bridgeID: String
  /// The call.
  public let call: LoginCall
}

/// A session on a server.
public struct LoginSessionReference: Equatable, Sendable {
  /// The server.
  public let target: TargetID
  /// The bridge.
  public let bridgeID: String
  /// The session.
  public let sessionID: String
}
