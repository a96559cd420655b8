public import BridgeModel
public import Imaging
public import Logins

/// An event. Cases are named after what happened, not after what to do about it.
public enum Action: Equatable, Sendable {
  /// The dashboard opened.
  case opened
  /// The terminal was resized.
  case resized(Viewport)
  /// A key or a signal requested something.
  case asked(Request)
  /// A movement key. The context decides what moves.
  case moved(Motion)
  /// A mouse click.
  case clicked(Click)
  /// An edit to the line being typed: filter, form or sign-in.
  case typed(LineEditor.Edit)
  /// A timer ran out.
  case fired(TimerID)
  /// The result of an effect.
  case answered(Answer)

  /// A click target, by index.
  public enum Click: Equatable, Sendable {
    /// A row of the list.
    case row(Int)
    /// A pane.
    case pane(Pane)
    /// A login flow on offer.
    case flow(Int)
    /// A field of the form.
    case field(Int)
    /// An answer in the dialog.
    case answer(Int)
    /// A server in the server list.
    case target(Int)
  }

  /// What the user can request.
  public enum Request: Equatable, Hashable, Sendable {
    /// Enter: open the selection, confirm the marked item, go to the next field or submit.
    case confirm
    /// Go back one level.
    case back
    /// Quit. Asks first while a login is in progress.
    case quit
    /// Quit immediately, because of a signal.
    case end
    /// Suspend the process, as Ctrl-Z does.
    case suspend
    /// Redraw the whole screen.
    case redraw
    /// Read everything from the servers again.
    case refresh
    /// Next or previous pane, field or answer.
    case next, previous
    /// Next or previous filter match; without a filter, the next or previous account that needs attention.
    case nextMatch, previousMatch
    /// Edit the list filter.
    case filter
    /// Connect a new account.
    case connect
    /// Reconnect the selected account.
    case reconnect
    /// Reconnect every account that needs attention, one after the other.
    case reconnectAll
    /// Remove the selected account's login.
    case remove
    /// Retry the login with the same flow, after it ended.
    case retry
    /// Choose another flow: after the login ended, or by cancelling this one.
    case otherFlow
    /// Go to the next login in progress.
    case nextLogin
    /// Open an address or file on the screen in its default program.
    case open
    /// Copy an address, script, code or id on the screen to the clipboard.
    case copy
    /// Save the QR code as an image.
    case saveQR
    /// Reveal the secret being typed for a few seconds, or mask it again.
    case reveal
    /// Show the QR code full-screen, or in its pane again.
    case fullScreen
    /// Draw the QR code in finer dots, or at normal size again.
    case smallerQR
    /// List the servers, to choose one.
    case targets
    /// Sign in to the shown server.
    case signIn
    /// Show the help.
    case help
    /// Show the log.
    case log
  }

  /// The result of an effect.
  public enum Answer: Equatable, Sendable {
    /// Whether a server is ready for requests.
    case connected(TargetID, ConnectResult)
    /// The progress or result of a sign-in.
    case signIn(TargetID, SignInEvent)
    /// A server's app and version.
    case info(TargetID, Result<ServerInfo, ServiceError>)
    /// A server's bridges.
    case bridges(TargetID, Result<[Bridge], ServiceError>)
    /// A bridge's logins.
    case logins(TargetID, bridge: String, Result<[BridgeLogin], ServiceError>)
    /// A bridge's capabilities.
    case capabilities(TargetID, bridge: String, Result<ProvisioningCapabilities, ServiceError>)
    /// The result of removing a login.
    case removal(TargetID, bridge: String, login: String, network: String, Result<LoginRemoval, ServiceError>)
    /// The state saved by earlier runs.
    case savedStateLoaded(SavedState)
    /// The current state of a session left by an earlier run.
    case checked(SavedSession, Result<LoginSession, ServiceError>)
    /// The result of a job on the local machine.
    case ran(HostReport)
    /// The decoded image of a login step's attachment.
    case picture(LoginProcessID, LoginAttachment, Picture)
    /// The answer to a login command that was issued in this generation.
    case login(LoginProcessID, generation: Int, LoginAnswer)
  }
}

/// Identifies a timer. Scheduling a running timer restarts it.
public enum TimerID: Hashable, Sendable {
  /// Read a server's bridges.
  case refresh(TargetID)
  /// Update the elapsed time of a wait on the screen, every second.
  case tick
  /// Mask a revealed secret again.
  case mask
  /// A login's timer, set in this generation.
  case login(LoginProcessID, LoginTimer, generation: Int)

  /// Timers with equal slots replace each other.
  public var slot: TimerID {
    if case .login(let id, let timer, _) = self { .login(id, timer, generation: 0) } else { self }
  }
}
