import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Reconnecting all accounts that need attention")
struct ReconnectAllTests {
  private static let target = TargetID("home")

  private static func opened(_ statuses: [Account.Status]) -> State {
    let accounts = statuses.enumerated().map {
      Sample.account("\($0.offset)", $0.element, login: "l\($0.offset)")
    }
    var state = State(targets: [Target(id: target, address: "h:1", hasConnection: true)], now: Sample.now)
    send(
      &state, .resized(Viewport(columns: 120, rows: 36, listLines: 9, hiddenHelpLines: 0, logLines: 20)),
      changes: ["list", "viewport"])
    send(&state, .opened, effects: ["loadInfo home", "loadBridges home"], changes: ["targets"])
    send(
      &state, .answered(.bridges(target, .success([Sample.bridge("wa", accounts)]))),
      effects: ["loadLogins home wa", "loadCapabilities home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "activity"])
    return state
  }

  /// Makes the login on the screen fail at its start.
  private static func fail(_ state: inout State) {
    guard let login = state.login else { return }
    let error = ServiceError(.badRequest, message: "No.", route: "GET /x")
    let effects = reduce(
      &state, .answered(.login(login.id, generation: login.machine.generation, .flows(.failure(error)))))
    #expect(effects.allSatisfy { $0.summary == "loadBridges home" })
  }

  @Test("goes from one to the next, and back to the list at the end")
  func whole() {
    var state = Self.opened([.reconnectRequired, .connected, .attentionRequired, .connectionRequired])
    send(
      &state, .asked(.reconnectAll), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "reconnectQueue", "loginsMade"])
    var visited: [String?] = []
    for left in [2, 1, 0] {
      visited.append(state.login?.accountToReconnect?.accountID)
      #expect(state.reconnectQueue.count == left)
      Self.fail(&state)
      #expect(state.context == .ended)
      let number = state.login?.id.number ?? 0
      let next = left > 0 ? ["login \(number + 1) loadFlows"] : []
      #expect(reduce(&state, .asked(.confirm)).map(\.summary) == ["cancel login \(number)"] + next)
    }
    #expect(visited == ["0", "2", "3"])
    #expect(state.context == .list)
    #expect(state.loginProcesses.isEmpty)
  }

  @Test("ends with Esc, and skips accounts that no longer need attention")
  func ended() {
    var state = Self.opened([.reconnectRequired, .reconnectRequired, .reconnectRequired])
    send(
      &state, .asked(.reconnectAll), effects: ["login 1 loadFlows"],
      changes: ["pane", "loginProcesses", "frontLogins", "reconnectQueue", "loginsMade"])
    Self.fail(&state)
    let healed = [
      Sample.account("0", .reconnectRequired, login: "l0"), Sample.account("1", login: "l1"),
      Sample.account("2", .reconnectRequired, login: "l2"),
    ]
    send(
      &state, .answered(.bridges(Self.target, .success([Sample.bridge("wa", healed)]))),
      effects: ["loadLogins home wa", "refresh home in 5.0 s"],
      changes: ["targets", "list", "loginProcesses", "activity"])
    send(
      &state, .asked(.confirm), effects: ["cancel login 1", "login 2 loadFlows"],
      changes: ["list", "loginProcesses", "frontLogins", "reconnectQueue", "loginsMade"])
    #expect(state.login?.accountToReconnect?.accountID == "2")
    Self.fail(&state)
    send(
      &state, .asked(.back), effects: ["cancel login 2"], changes: ["pane", "loginProcesses", "frontLogins"])
    #expect(state.context == .list)
    #expect(state.reconnectQueue.isEmpty)
  }

  @Test("is disabled if no account needs attention")
  func nobody() {
    var state = Self.opened([.connected])
    #expect(reduce(&state, .asked(.reconnectAll)) == [])
    #expect(state.notice == .disabled(.noneNeedsAttention))
  }
}
