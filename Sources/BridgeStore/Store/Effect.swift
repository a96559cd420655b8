public import BridgeModel
public import Logins

/// Something to be done outside the store. What comes of it comes back as an `Action`.
public enum Effect: Equatable, Sendable {
  /// See what is set for a target, and whether there is a token; make a client of it.
  case prepare(TargetID)
  /// Get a token for a target with the user's help, in a browser.
  case signIn(TargetID)
  /// Hand over what the user pasted while signing in: the address a browser ended on, or a token.
  case pasteSignIn(String)
  /// Give the signing in up.
  case cancelSignIn
  /// Ask who answers at a target.
  case loadInfo(TargetID)
  /// Read a target's bridges.
  case loadBridges(TargetID)
  /// Read a bridge's logins.
  case loadLogins(TargetID, bridge: String)
  /// Read a bridge's capabilities.
  case loadCapabilities(TargetID, bridge: String)
  /// Remove a login.
  case remove(TargetID, bridge: String, login: String, BridgeLogin.Scope, network: String)
  /// See what is on a picture that came with a login's step. Nothing comes of what is none.
  case readPicture(LoginKey, LoginAttachment)
  /// Do something beside the terminal and the servers.
  case run(Errand)
  /// Note these sessions, and no others, for the next run.
  case note([SessionNote])
  /// Remember the flow that made a login.
  case rememberFlow(TargetID, login: String, flow: String)
  /// Read a session that an earlier run left.
  case check(SessionNote)
  /// Make a login's call.
  case login(LoginRequest)
  /// Say `fired` after so many seconds.
  case schedule(TimerID, seconds: Double)
  /// Stop the process as Ctrl-Z does.
  case suspend
  /// Tell the user that something happened, wherever they look.
  case notify
  /// Paint everything anew.
  case redraw
  /// End the program, after cancelling what is under way, within a second.
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
