import BridgeModel
import BridgeStore
import Dashboard
import Foundation
import Logins
import Terminal
import TestSupport

/// A server with a number of accounts, and the work it gives a dashboard.
@MainActor
struct Workload {
  static let size = Size(columns: 120, rows: 36)
  private static let target = TargetID("home")
  private static let theme = Theme(isUnicode: true, isColored: true)

  let accounts: Int
  private let data: Data
  /// The bridges as the next answer brings them: equal, but in memory of their own.
  private let bridgesAgain: [Bridge]
  private let state: State

  /// Distributes the accounts over twenty bridges. One account in ten needs attention.
  init(accounts: Int) throws {
    self.accounts = accounts
    let bridges = (0..<20).map { bridge in
      let id = "bridge\(bridge)"
      return Sample.bridge(
        id,
        stride(from: bridge, to: accounts, by: 20).map {
          Sample.account("\($0)", $0.isMultiple(of: 10) ? .reconnectRequired : .connected, bridge: id)
        })
    }
    data = try JSONEncoder().encode(["items": bridges])
    bridgesAgain = try Self.decode(data)
    var state = State(
      targets: [Target(id: Self.target, address: "localhost:23373", hasConnection: true)], now: Sample.now)
    for action: Action in [
      .opened, .resized(Viewport(columns: 120, rows: 36, listLines: 30, hiddenHelpLines: 0, logLines: 30)),
      .answered(.bridges(Self.target, .success(bridges))),
    ] {
      _ = reduce(&state, action)
    }
    self.state = state
  }

  /// Measures each piece of work. Without a screen, painting is left out.
  func measure(on screen: Screen?) throws -> [(name: String, Measurement)] {
    var results = [
      (
        "decode the bridges",
        try Measurement { _ = try Self.decode(data) }
      ),
      (
        "reduce an unchanged answer",
        Measurement { _ = after([.answered(.bridges(Self.target, .success(bridgesAgain)))]) }
      ),
      ("reduce a move of the selection", Measurement { _ = after([.moved(.down)]) }),
      ("filter by one letter", Measurement { _ = after([.asked(.filter), .typed(.insert("7"))]) }),
      ("compose a frame", Measurement { _ = frame(of: state) }),
    ]
    if let screen {
      let frames = [frame(of: state), frame(of: after([.moved(.down)]))]
      var next = 0
      results.append(
        (
          "paint a move of the selection",
          Measurement {
            screen.paint(frames[next])
            next = 1 - next
          }
        ))
      results.append(
        (
          "paint a whole frame",
          Measurement {
            screen.redraw()
            screen.paint(frames[0])
          }
        ))
    }
    return results
  }

  private static func decode(_ data: Data) throws -> [Bridge] {
    try JSONDecoder().decode([String: [Bridge]].self, from: data)["items"] ?? []
  }

  private func after(_ actions: [Action]) -> State {
    var state = state
    for action in actions { _ = reduce(&state, action) }
    return state
  }

  private func frame(of state: State) -> Frame {
    DashboardView.frame(of: state, size: Self.size, theme: Self.theme)
  }
}
