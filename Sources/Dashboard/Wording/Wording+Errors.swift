import BridgeModel
import BridgeStore
import Logins

extension Wording {
  /// What went wrong.
  static func error(_ error: ServiceError) -> String {
    let server = error.message.sentence
    switch error.kind {
    case .unauthorized: return "The server refuses the access token: \(server)"
    case .forbidden: return "The access token does not permit this: \(server)"
    case .rateLimited: return "Too many requests: \(server)"
    case .serverFailed: return "The server, or the network behind it, failed: \(server)"
    case .unprocessable:
      let issues = error.issues.map { "\($0.path): \($0.message)" }.joined(separator: "; ")
      return issues.isEmpty ? server : "\(server) (\(issues))"
    case .redirected: return "The server redirects to another address, where the token is not sent."
    default: return server
    }
  }

  /// Why a key is disabled. Reads well in brackets and, capitalized, as a sentence.
  static func disabledReason(_ reason: DisabledReason) -> String {
    switch reason {
    case .nothingSelected: "nothing is selected"
    case .noAccount: "no account here yet"
    case .managedByApp: "this account is managed in Beeper itself"
    case .oneAccountOnly: "this bridge supports only one account"
    case .notNow(.limitReached): "account limit reached"
    case .notNow(.temporarilyUnavailable): "this bridge is temporarily unavailable"
    case .notNow: "this bridge is disabled"
    case .loginNotRead: "still loading"
    case .removing: "it is being removed"
    case .notRemovable: "this login cannot be removed from here"
    case .unreadable: "the server's record of it cannot be read"
    case .serverLost: "the server is unavailable"
    case .alreadyComplete: "this login is complete"
    case .notSecret: "this field isn't hidden"
    case .noQRCode: "there is no QR code here"
    case .noneNeedsAttention: "no account needs you"
    case .onlyFlow: "this bridge offers no other way"
    case .noOtherLogin: "no other login is in progress"
    case .readOnly: "read-only mode"
    case .bridgeGone: "that bridge no longer exists"
    case .nothingToOpen: "there is nothing to open here"
    case .nothingToCopy: "there is nothing to copy here"
    case .signInFirst: "sign in first"
    case .signedIn: "you are already signed in"
    case .isDemo: "the demo needs no token"
    }
  }

  static func event(_ event: Activity.Event) -> String {
    switch event {
    case .connected(let accounts):
      return "connected to the server: \(accounts) account\(accounts == 1 ? "" : "s")"
    case .serverLost(let error): return self.error(error)
    case .serverBack: return "the server answers again"
    case .misconfigured(let what): return what
    case .signedIn(let confirmation): return "signed in. \(confirmation)"
    case .statusChanged(let account, let network, let from):
      return
        "\(network) \(identity(account)) went from \(plain(from.rawValue)) to \(plain(account.status.rawValue))"
    case .accountAppeared(let account, let network): return "\(network) \(identity(account)) is new"
    case .accountGone(let account, let network): return "\(network) \(identity(account)) is gone"
    case .loginEnded(let network, let outcome): return "\(network): \(self.outcome(outcome))"
    case .removed(let network, let removal):
      return "\(network): the login was removed from \(scope(removal.scope))"
    case .removalFailed(let network, let error):
      return error.mayHaveTakenEffect
        ? "\(network): it is unknown whether the login was removed: \(self.error(error))"
        : "\(network): the login could not be removed: \(self.error(error))"
    case .detailsMissing(let network, let error):
      return "\(network): details could not be loaded: \(self.error(error))"
    }
  }

  private static func outcome(_ outcome: LoginOutcome) -> String {
    switch outcome {
    case .complete(let completion):
      "logged in" + (completion.account.map { " as \(identity($0))" } ?? "")
    case .failed(let failure): "the login failed: \(self.failure(failure))"
    case .cancelled: "the login was cancelled"
    case .lost: "the login ended for an unknown reason"
    case .noFlows: "the bridge offers no way to log in"
    }
  }
}
