public import BridgeModel
import Logins

/// Why what a key asks for cannot be done now. The footer and the help say it, and so does the key.
public enum Refusal: Equatable, Sendable {
  /// Nothing is selected.
  case nothingSelected
  /// The selected bridge has no account.
  case noAccount
  /// The account belongs to the app itself.
  case managedByApp
  /// The bridge takes one account, and has it.
  case oneAccountOnly
  /// The bridge takes no new account now, and its status says why.
  case notNow(Bridge.Status)
  /// Which login the account belongs to has not been read yet.
  case loginNotRead
  /// The login cannot be removed from here.
  case notRemovable
  /// The server does not answer.
  case serverLost
  /// The login has ended well.
  case alreadyComplete
  /// What is being typed is no secret.
  case notSecret
  /// There is no QR code on the screen.
  case noQRCode
  /// No account waits for the user.
  case nobodyNeedsYou
  /// The bridge offers no other flow.
  case onlyWay
  /// No other login is under way.
  case noOtherLogin
  /// Nothing may be changed on this server.
  case readOnly
  /// The bridge of a session that was left is there no longer.
  case bridgeGone
  /// There is no address or file on the screen.
  case nothingToOpen
  /// There is nothing on the screen to copy.
  case nothingToCopy
  /// The server refuses the token, or there is none.
  case signInFirst
  /// The server takes the token, and it allows everything.
  case signedIn
  /// The demo's server needs no token of the user's.
  case isDemo
}

extension State {
  /// Why a request cannot be met now; nil if it can.
  public func refusal(of request: Action.Request) -> Refusal? {
    switch request {
    case .connect: return refusalOfConnect()
    case .reconnect: return refusalOfReconnect()
    case .remove: return refusalOfRemove()
    case .take: return refusalOfTake()
    case .retry, .chooseAgain:
      if case .ended(.complete) = login?.machine.phase { return .alreadyComplete }
      return request == .chooseAgain && login?.machine.flows.count == 1 ? .onlyWay : nil
    case .nextLogin: return logins.contains { $0.id != shownLogin || pane == .list } ? nil : .noOtherLogin
    case .open: return openables.isEmpty ? .nothingToOpen : nil
    case .copy: return copyables.isEmpty ? .nothingToCopy : nil
    case .walk: return refusalOfWalk()
    case .signIn: return refusalOfSignIn()
    case .fullScreen, .fineDots, .savePicture: return shownQR == nil ? .noQRCode : nil
    case .reveal:
      guard let form = login?.form, form.fields.indices.contains(form.focus) else { return .notSecret }
      return form.fields[form.focus].isSecret ? nil : .notSecret
    case .nextMatch, .previousMatch: return list.selection == nil ? .nothingSelected : nil
    default: return nil
    }
  }

  private func refusalOfWalk() -> Refusal? {
    if target?.isReadOnly == true { return .readOnly }
    if let target, target.isLost { return refusalOfLost(target) }
    return list.rows.contains { $0.section == .needsUser } ? nil : .nobodyNeedsYou
  }

  private func refusalOfSignIn() -> Refusal? {
    guard let target else { return .nothingSelected }
    if target.isDemo { return .isDemo }
    return target.needsSignIn || target.allowsWriting == false ? nil : .signedIn
  }

  private func refusalOfTake() -> Refusal? {
    switch context {
    case .list:
      guard let (_, _, account) = selected else { return .nothingSelected }
      return account == nil && login == nil ? refusalOfConnect() : nil
    case .detail:
      return refusalOfReconnect()
    default: return nil
    }
  }

  private func refusalOfConnect() -> Refusal? {
    if target?.needsSignIn == true { return .signInFirst }
    guard let (target, bridge, _) = selected else { return .nothingSelected }
    if target.isReadOnly { return .readOnly }
    if target.isLost { return refusalOfLost(target) }
    if bridge.takesNewAccount { return nil }
    switch bridge.status {
    case .limitReached, .temporarilyUnavailable, .disabled: return .notNow(bridge.status)
    default: return bridge.isBuiltIn ? .managedByApp : .oneAccountOnly
    }
  }

  private func refusalOfLost(_ target: Target) -> Refusal { target.needsSignIn ? .signInFirst : .serverLost }

  private func refusalOfReconnect() -> Refusal? {
    if target?.needsSignIn == true { return .signInFirst }
    guard let (target, bridge, account) = selected else { return .nothingSelected }
    guard account != nil else { return .noAccount }
    if target.isReadOnly { return .readOnly }
    if bridge.isBuiltIn { return .managedByApp }
    if target.isLost { return refusalOfLost(target) }
    return nil
  }

  private func refusalOfRemove() -> Refusal? {
    if let refusal = refusalOfReconnect() { return refusal }
    guard case (let target, let bridge, let account?)? = selected else { return .noAccount }
    guard target.logins[bridge.id] != nil else { return .loginNotRead }
    guard let login = target.login(account.loginID, of: bridge.id), !login.removeScopes.isEmpty else {
      return .notRemovable
    }
    return nil
  }
}

extension Bridge {
  /// Whether it is the app's own connection to Beeper, which has no logins of its own.
  public var isBuiltIn: Bool { type == "matrix" }
}
