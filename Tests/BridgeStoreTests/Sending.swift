import BridgeModel
import Logins
import Testing

@testable import BridgeStore

/// Sends an action, and fails on any effect or change that is not expected.
///
/// - Parameters:
///   - state: the state.
///   - action: the action.
///   - expected: the effects, in order, by what they do and to whom.
///   - changes: the properties of the state that are other than before, in the order of their declarations.
///   - location: where failures are shown.
/// - Returns: the effects.
@discardableResult
func send(
  _ state: inout State, _ action: Action, effects expected: [String] = [], changes: [String] = [],
  at location: SourceLocation = #_sourceLocation
) -> [Effect] {
  let before = properties(of: state)
  let effects = reduce(&state, action)
  let changed = zip(before, properties(of: state)).filter { !isEqual($0.value, $1.value) }.map(\.0.name)
  #expect(effects.map(\.summary) == expected, sourceLocation: location)
  #expect(changed == changes, sourceLocation: location)
  return effects
}

/// The stored properties of a state, except the time.
private func properties(of state: State) -> [(name: String, value: Any)] {
  Mirror(reflecting: state).children.compactMap { child in
    child.label.flatMap { $0 == "now" ? nil : ($0, child.value) }
  }
}

/// Whether two values of a property are equal; a property whose values cannot be compared counts as changed.
private func isEqual(_ one: Any, _ other: Any) -> Bool {
  func isEqual<Value: Equatable>(_ one: Value) -> Bool { one == other as? Value }
  return (one as? any Equatable).map { isEqual($0) } ?? false
}

extension Effect {
  /// What the effect does, in a word, and to whom.
  var summary: String {
    switch self {
    case .server(let effect): effect.summary
    case .signIn(.begin(let target)): "signIn \(target.name)"
    case .signIn(.paste): "pasteSignIn"
    case .host(.open): "open"
    case .host(.copy): "copy"
    case .host(.saveQR): "saveQR"
    case .host(.removeFiles): "removeFiles"
    case .host(.decodePicture): "decodePicture"
    case .storage(.saveSessions(let sessions)): "saveSessions \(sessions.count)"
    case .storage(.rememberFlow(_, let login, let flow)): "rememberFlow \(flow) of \(login)"
    case .timer(let id, let seconds): "\(id.summary) in \(seconds) s"
    case .screen(let effect): "\(effect)"
    case .cancel(.signIn): "cancel signIn"
    case .cancel(.timer(let id)): "cancel \(id.summary)"
    case .cancel(.login(let id)): "cancel login \(id.number)"
    case .quit(let sessions): "quit, cancelling \(sessions.count)"
    }
  }
}

extension ServerEffect {
  fileprivate var summary: String {
    switch self {
    case .connect(let id): "connect \(id.name)"
    case .loadInfo(let id): "loadInfo \(id.name)"
    case .loadBridges(let id): "loadBridges \(id.name)"
    case .loadLogins(let id, let bridge): "loadLogins \(id.name) \(bridge)"
    case .loadCapabilities(let id, let bridge): "loadCapabilities \(id.name) \(bridge)"
    case .removeLogin(_, let bridge, let login, let scope, _): "remove \(bridge) \(login) \(scope.rawValue)"
    case .checkSession(let session): "checkSession \(session.sessionID)"
    case .login(let request): "login \(request.id.number) \(request.call.summary)"
    }
  }
}

extension LoginCall {
  fileprivate var summary: String {
    switch self {
    case .loadFlows: "loadFlows"
    case .start(let start): "start \(start.flowID ?? "")"
    case .submit(_, let stepID, _): "submit \(stepID)"
    case .wait(let stepID, _): "wait \(stepID)"
    case .poll: "poll"
    case .cancel: "cancel"
    case .reconcile: "reconcile"
    }
  }
}

extension TimerID {
  fileprivate var summary: String {
    switch self {
    case .refresh(let id): "refresh \(id.name)"
    case .tick: "tick"
    case .mask: "mask"
    case .login(let id, let timer, _): "login \(id.number) \(timer)"
    }
  }
}
