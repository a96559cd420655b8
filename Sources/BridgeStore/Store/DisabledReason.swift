public import BridgeModel
import Logins

/// Why a request is disabled now. Shown beside the account's actions, and when its key is pressed.
public enum DisabledReason: Equatable, Sendable {
  /// Nothing is selected.
  case nothingSelected
  /// The selected bridge has no account.
  case noAccount
  /// Beeper itself manages the account.
  case managedByApp
  /// The bridge supports one account, and has it.
  case oneAccountOnly
  /// The bridge accepts no new account now; its status says why.
  case notNow(Bridge.Status)
  /// The account's login is not loaded yet.
  case loginNotRead
  /// The login is being removed.
  case removing
  /// The login cannot be removed from here.
  case notRemovable
  /// The server's record of the selection cannot be read.
  case unreadable
  /// The server does not answer.
  case serverLost
  /// The login has already succeeded.
  case alreadyComplete
  /// The field being edited is not a secret.
  case notSecret
  /// There is no QR code on the screen.
  case noQRCode
  /// No account needs attention.
  case noneNeedsAttention
  /// The bridge offers no other flow.
  case onlyFlow
  /// No other login is in progress.
  case noOtherLogin
  /// The server is read-only.
  case readOnly
  /// The bridge of a session from an earlier run no longer exists.
  case bridgeGone
  /// There is no address or file on the screen.
  case nothingToOpen
  /// There is nothing on the screen to copy.
  case nothingToCopy
  /// The server refuses the token, or there is none.
  case signInFirst
  /// Already signed in, with full permissions.
  case signedIn
  /// The demo server needs no token.
  case isDemo
}

extension State {
  /// Why a request is disabled now; nil if it is not.
  public func disabledReason(for request: Action.Request) -> DisabledReason? {
    switch request {
    case .connect: return reasonAgainstConnect()
    case .reconnect: return reasonAgainstReconnect()
    case .remove: return reasonAgainstRemove()
    case .confirm: return reasonAgainstConfirm()
    case .retry, .otherFlow:
      if case .ended(.complete) = login?.machine.phase { return .alreadyComplete }
      return request == .otherFlow && login?.machine.flows.count == 1 ? .onlyFlow : nil
    case .nextLogin:
      return loginProcesses.contains { $0.id != shownLoginID || pane == .list } ? nil : .noOtherLogin
    case .open: return openables.isEmpty ? .nothingToOpen : nil
    case .copy: return copyables.isEmpty ? .nothingToCopy : nil
    case .reconnectAll: return reasonAgainstReconnectAll()
    case .signIn: return reasonAgainstSignIn()
    case .fullScreen, .smallerQR, .saveQR: return shownQR == nil ? .noQRCode : nil
    case .reveal:
      guard let form = login?.form, form.fields.indices.contains(form.focus) else { return .notSecret }
      return form.fields[form.focus].isSecret ? nil : .notSecret
    case .nextMatch, .previousMatch: return list.selection == nil ? .nothingSelected : nil
    default: return nil
    }
  }

  private func reasonAgainstReconnectAll() -> DisabledReason? {
    if target?.isReadOnly == true { return .readOnly }
    if let target, target.isLost { return reasonAgainstLost(target) }
    return list.rows.contains { $0.section == .needsAttention } ? nil : .noneNeedsAttention
  }

  private func reasonAgainstSignIn() -> DisabledReason? {
    guard let target else { return .nothingSelected }
    if target.isDemo { return .isDemo }
    if case .stale(_, let error, _) = target.reachability, error.kind == .forbidden { return nil }
    return target.needsSignIn || target.allowsWriting == false ? nil : .signedIn
  }

  private func reasonAgainstConfirm() -> DisabledReason? {
    switch context {
    case .list:
      guard let (_, _, account) = selected else { return .nothingSelected }
      return account == nil && login == nil ? reasonAgainstConnect() : nil
    case .detail:
      return reasonAgainstReconnect()
    case .choice:
      return login?.chosenFlow?.isStandIn == true ? .unreadable : nil
    default: return nil
    }
  }

  private func reasonAgainstConnect() -> DisabledReason? {
    if target?.needsSignIn == true { return .signInFirst }
    guard let (target, bridge, _) = selected else { return .nothingSelected }
    if target.isReadOnly { return .readOnly }
    if target.isLost { return reasonAgainstLost(target) }
    if bridge.isStandIn { return .unreadable }
    if bridge.takesNewAccount { return nil }
    switch bridge.status {
    case .limitReached, .temporarilyUnavailable, .disabled: return .notNow(bridge.status)
    default: return bridge.isBuiltIn ? .managedByApp : .oneAccountOnly
    }
  }

  private func reasonAgainstLost(_ target: Target) -> DisabledReason {
    target.needsSignIn ? .signInFirst : .serverLost
  }

  private func reasonAgainstReconnect() -> DisabledReason? {
    if target?.needsSignIn == true { return .signInFirst }
    guard let (target, bridge, account) = selected else { return .nothingSelected }
    guard let account else { return .noAccount }
    if target.isReadOnly { return .readOnly }
    if account.isStandIn { return .unreadable }
    if target.isRemoving(account, of: bridge.id) { return .removing }
    if bridge.isBuiltIn { return .managedByApp }
    if target.isLost { return reasonAgainstLost(target) }
    return nil
  }

  private func reasonAgainstRemove() -> DisabledReason? {
    if let reason = reasonAgainstReconnect() { return reason }
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
