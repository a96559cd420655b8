public import BridgeModel
public import Imaging
public import Logins

/// Something that happened. Named after what happened, not after what to do about it.
public enum Action: Equatable, Sendable {
  /// The dashboard opened.
  case opened
  /// The terminal has another size.
  case resized(Viewport)
  /// A key or a signal asked for something.
  case asked(Request)
  /// A key moved what the context moves.
  case moved(Motion)
  /// Something was picked with the mouse.
  case picked(Pick)
  /// A key typed into the filter or the form.
  case typed(LineEditor.Edit)
  /// A timer is over.
  case fired(TimerID)
  /// An effect was answered.
  case answered(Answer)

  /// What can be picked, by its place.
  public enum Pick: Equatable, Sendable {
    /// A row of the list.
    case row(Int)
    /// A pane.
    case pane(Pane)
    /// A flow of those to choose from.
    case flow(Int)
    /// A field of the form.
    case field(Int)
    /// An answer of the question.
    case answer(Int)
    /// One of the servers, where they are listed.
    case target(Int)
  }

  /// What the user can ask for.
  public enum Request: Equatable, Hashable, Sendable {
    /// Opens what is selected, takes what is marked, goes to the next field or submits.
    case take
    /// One level back.
    case back
    /// To quit, after a question if logins are under way.
    case quit
    /// To end at once: a signal said so.
    case end
    /// To stop for now.
    case suspend
    /// To paint everything anew.
    case redraw
    /// To read everything anew.
    case refresh
    /// The next pane, or field, or answer; or the one before.
    case next, previous
    /// The next match of the filter, or account that needs the user; or the one before.
    case nextMatch, previousMatch
    /// To filter the list.
    case filter
    /// To connect a new account.
    case connect
    /// To connect the selected account again.
    case reconnect
    /// To reconnect every account that needs the user, one after the other.
    case walk
    /// To remove the selected account's login.
    case remove
    /// To try the login again, after its end.
    case retry
    /// To try the login another way, after its end, or giving up this one.
    case chooseAgain
    /// To go to the next login under way.
    case nextLogin
    /// To open what the screen names in the program for it: an address, a file.
    case open
    /// To copy what the screen names.
    case copy
    /// To have the QR code written as a picture.
    case savePicture
    /// To be shown the secret being typed for a while, or to have it masked again.
    case reveal
    /// To see the QR code alone on the screen, or with the rest again.
    case fullScreen
    /// To see the QR code in finer dots, or in the usual ones again.
    case fineDots
    /// To see the servers, and choose one.
    case targets
    /// To sign in to the server on the screen.
    case signIn
    /// The help.
    case help
    /// The log.
    case log
  }

  /// The answer to an effect.
  public enum Answer: Equatable, Sendable {
    /// Whether a target can be asked anything.
    case prepared(TargetID, Preparation)
    /// What comes of signing in to a target.
    case signIn(TargetID, SignInEvent)
    /// Who answers at a target.
    case info(TargetID, Result<ServerInfo, ServiceError>)
    /// A target's bridges.
    case bridges(TargetID, Result<[Bridge], ServiceError>)
    /// A bridge's logins.
    case logins(TargetID, bridge: String, Result<[BridgeLogin], ServiceError>)
    /// A bridge's capabilities.
    case capabilities(TargetID, bridge: String, Result<ProvisioningCapabilities, ServiceError>)
    /// A login's removal.
    case removal(TargetID, network: String, Result<LoginRemoval, ServiceError>)
    /// What earlier runs have left.
    case recalled(Recollection)
    /// A session that an earlier run left, as it is now.
    case checked(SessionNote, Result<LoginSession, ServiceError>)
    /// What came of an errand.
    case ran(ErrandReport)
    /// What is on a picture that came with a login's step.
    case picture(LoginKey, LoginAttachment, Picture)
    /// An answer for a login, of that generation.
    case login(LoginKey, generation: Int, LoginAnswer)
  }
}

/// Which timer. Setting one that is running sets it anew.
public enum TimerID: Hashable, Sendable {
  /// To read a target's bridges.
  case refresh(TargetID)
  /// A second of a wait on the screen is over.
  case tick
  /// A secret has been readable long enough.
  case mask
  /// A timer of a login, of that generation.
  case login(LoginKey, LoginTimer, generation: Int)

  /// What two timers share if one replaces the other.
  public var slot: TimerID {
    if case .login(let key, let timer, _) = self { .login(key, timer, generation: 0) } else { self }
  }
}
