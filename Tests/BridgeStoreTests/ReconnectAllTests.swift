import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Reconnecting all accounts that need attention")
struct WalkTests {
  private static let target = TargetID("home")

  private static func opened(_ statuses: [Account.Status]) -> State {
    let accounts = statuses.enumerated().map {
      Sample.account("\($0.offset)", $0.element, login: "l\($0.offset)")
    }
    var state = State(targets: [Target(id: target, address: "h:1", hasConnection: true)], now: Sample.now)
    _ = reduce(&state, .resized(Viewport(columns: 120, rows: 36, listLines: 9, helpLines: 0, logLines: 20)))
    _ = reduce(&state, .opened)
    _ = reduce(&state, .answered(.bridges(target, .success([Sample.bridge("wa", accounts)]))))
    return state
  }

  /// Makes the login on the screen fail at its start.
  private static func fail(_ state: inout State) {
    guard let login = state.login else { return }
    let error = ServiceError(.badRequest, message: "No.", route: "GET /x")
    _ = reduce(
      &state, .answered(.login(login.id, generation: login.machine.generation, .flows(.failure(error)))))
  }

  @Test("goes from one to the next, and back to the list at the end")
  func whole() {
    var state = Self.opened([.reconnectRequired, .connected, .attentionRequired, .connectionRequired])
    _ = reduce(&state, .asked(.reconnectAll))
    var visited: [String?] = []
    for left in [2, 1, 0] {
      visited.append(state.login?.reconnects?.accountID)
      #expect(state.reconnectQueue.count == left)
      Self.fail(&state)
      #expect(state.context == .ended)
      _ = reduce(&state, .asked(.take))
    }
    #expect(visited == ["0", "2", "3"])
    #expect(state.context == .list)
    #expect(state.logins.isEmpty)
  }

  @Test("ends with Esc, and skips accounts that no longer need attention")
  func ended() {
    var state = Self.opened([.reconnectRequired, .reconnectRequired, .reconnectRequired])
    _ = reduce(&state, .asked(.reconnectAll))
    Self.fail(&state)
    let healed = [
      Sample.account("0", .reconnectRequired, login: "l0"), Sample.account("1", login: "l1"),
      Sample.account("2", .reconnectRequired, login: "l2"),
    ]
    _ = reduce(&state, .answered(.bridges(Self.target, .success([Sample.bridge("wa", healed)]))))
    _ = reduce(&state, .asked(.take))
    #expect(state.login?.reconnects?.accountID == "2")
    Self.fail(&state)
    _ = reduce(&state, .asked(.back))
    #expect(state.context == .list)
    #expect(state.reconnectQueue.isEmpty)
  }

  @Test("is disabled if no account needs attention")
  func nobody() {
    var state = Self.opened([.connected])
    #expect(reduce(&state, .asked(.reconnectAll)) == [])
    #expect(state.notice == .disabled(.nobodyNeedsYou))
  }
}
