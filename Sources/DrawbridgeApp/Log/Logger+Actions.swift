import BridgeModel
import BridgeStore
import Logging
import Logins

/// The log entries for actions and effects. Only the values listed here are logged: names of
/// servers, ids, request paths, kinds, statuses and codes. Some ids are phone numbers or user names.
extension Logger {
  /// Logs an effect that is worth a line.
  func log(_ effect: Effect) {
    switch effect {
    // Polls come every second; their answers are logged instead.
    case .server(.login(let request)) where !request.call.isPoll:
      info(
        "login.\(request.call.name)",
        metadata: ["login": "\(request.id.number)", "bridge": "\(request.bridgeID)"])
    case .server(.removeLogin(_, let bridge, _, let scope, _)):
      info(
        "login.remove",
        metadata: ["bridge": "\(bridge)", "scope": "\(scope.rawValue)"])
    case .server(.checkSession(let saved)): info("session.check", metadata: ["session": "\(saved.sessionID)"])
    case .signIn(.begin(let target)): info("signIn.begin", metadata: ["target": "\(target.name)"])
    case .quit(let sessions): info("quit", metadata: ["cancelling": "\(sessions.count)"])
    case .server, .signIn, .host, .storage, .timer, .screen, .cancel: break
    }
  }

  /// Logs an answer from a server. Successful reads are not worth a line.
  func log(_ action: Action) {
    guard case .answered(let answer) = action else { return }
    switch answer {
    case .connected(let target, .unavailable(let reason)):
      info(
        "target.unavailable",
        metadata: ["target": "\(target.name)", "reason": reason == .noToken ? "noToken" : "misconfigured"])
    case .connected: break
    case .signIn(let target, .done): info("signIn.done", metadata: ["target": "\(target.name)"])
    case .signIn(let target, .failed): warning("signIn.failed", metadata: ["target": "\(target.name)"])
    case .signIn: break
    case .info(let target, let result): failure(result, "info", ["target": "\(target.name)"])
    case .bridges(let target, let result): failure(result, "bridges", ["target": "\(target.name)"])
    case .logins(_, let bridge, let result): failure(result, "logins", ["bridge": "\(bridge)"])
    case .capabilities(_, let bridge, let result): failure(result, "capabilities", ["bridge": "\(bridge)"])
    case .removal(_, _, _, _, let result): failure(result, "login.removed", [:])
    case .savedStateLoaded(let found):
      if !found.sessions.isEmpty { info("session.orphaned", metadata: ["count": "\(found.sessions.count)"]) }
    case .checked(let saved, let result):
      session(result, "session.checked", ["session": "\(saved.sessionID)"])
    case .login(let id, _, let answer): self.answer(answer, ["login": "\(id.number)"])
    case .ran, .picture: break
    }
  }

  private func answer(_ answer: LoginAnswer, _ metadata: Metadata) {
    switch answer {
    case .flows(let result): failure(result, "login.flows", metadata)
    case .started(let result): session(result, "login.started", metadata)
    case .submitted(let result): session(result, "login.submitted", metadata)
    case .waited(let result): session(result, "login.waited", metadata)
    // One per second: only failures are worth a line.
    case .polled(let result): failure(result, "login.polled", metadata)
    case .cancelled(nil): info("login.cancelled", metadata: metadata)
    case .cancelled(let error?): failure(Result<Void, _>.failure(error), "login.cancelled", metadata)
    case .reconciled(let result): failure(result, "login.reconciled", metadata)
    }
  }

  private func session(_ result: Result<LoginSession, ServiceError>, _ what: Message, _ metadata: Metadata) {
    guard case .success(let session) = result else { return failure(result, what, metadata) }
    var metadata = metadata
    metadata["session"] = "\(session.loginSessionID)"
    metadata["status"] = "\(session.status.rawValue)"
    if let step = session.currentStep?.id { metadata["step"] = "\(step)" }
    if let code = session.error?.code { metadata["code"] = "\(code)" }
    info(what, metadata: metadata)
  }

  private func failure<Value>(_ result: Result<Value, ServiceError>, _ what: Message, _ metadata: Metadata) {
    guard case .failure(let error) = result else { return }
    var metadata = metadata
    metadata["error"] = "\(error.kind)"
    metadata["route"] = "\(error.route.replacing(" ", with: ":"))"
    if let status = error.status { metadata["status"] = "\(status)" }
    if let code = error.code { metadata["code"] = "\(code)" }
    warning(what, metadata: metadata)
  }
}

extension LoginCall {
  fileprivate var isPoll: Bool { if case .poll = self { true } else { false } }

  fileprivate var name: Logger.Message {
    switch self {
    case .loadFlows: "loadFlows"
    case .start: "start"
    case .submit: "submit"
    case .wait: "wait"
    case .poll: "poll"
    case .cancel: "cancel"
    case .reconcile: "reconcile"
    }
  }
}
