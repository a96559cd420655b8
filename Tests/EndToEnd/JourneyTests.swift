import BridgeModel
import DesktopAPI
import Simulator
import TerminalHarness
import Testing

@Suite("Every flow of every network by keyboard: cancelled, rejected, failed, completed")
struct JourneyTests {
  @Test("the table contains every flow of the simulator")
  func table() async throws {
    try await withServer { environment, _ in
      let flows = try await withClient(environment) { client in
        var flows: Set<String> = []
        for bridge in try await client.bridges() {
          for flow in try await client.loginFlows(of: bridge.id) { flows.insert("\(bridge.id) \(flow.id)") }
        }
        return flows
      }
      #expect(Set(Journey.all.map(\.testDescription)) == flows)
    }
  }

  /// One at a time: forty dashboards at once would starve other tests.
  @Test("each outcome of a flow", .serialized, arguments: Journey.all)
  func ends(_ journey: Journey) async throws {
    var options = SimulatorOptions()
    options.isHandsOff = true
    options.speed = journey.speed
    try await withServer(options) { environment, sent in
      let (name, place) = try await withClient(environment) { client in
        let flows = try await client.loginFlows(of: journey.bridge)
        let place = flows.firstIndex { $0.id == journey.flow }
        return (try await client.bridge(journey.bridge).displayName, flows.count > 1 ? place : nil)
      }
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.press("/")
      try await terminal.type(name.lowercased())
      try await terminal.wait("the filter shows no number of matches") { $0.contains(/\d+ of \d+/) }
      try await terminal.press("Enter")
      let traveller = Traveller(
        terminal: terminal, environment: environment, sent: sent, journey: journey, place: place)
      if journey.finish != nil {
        try await cancelled(traveller)
        try await refused(traveller)
      }
      try await failed(traveller)
      if let finish = journey.finish { try await finished(traveller, finish) }
    }
  }

  private func cancelled(_ traveller: Traveller) async throws {
    try await traveller.begin()
    try await traveller.cancel()
    let session = try #require(traveller.sent.sessions.last)
    let now = try await withClient(traveller.environment) {
      try await $0.loginSession(session.loginSessionID, of: session.bridgeID)
    }
    #expect(now.status == .cancelled)
  }

  /// The network rejects the answers or, if it never does, the server rejects the call. Typed values stay, except
  /// secrets.
  private func refused(_ traveller: Traveller) async throws {
    try await traveller.begin()
    if case .displayAndWait? = traveller.sent.sessions.last?.currentStep, traveller.journey.refuse.isEmpty {
      // A display step sends nothing that could be rejected.
      return try await traveller.cancel()
    }
    for move in traveller.journey.refuse { try await traveller.make(move) }
    if traveller.journey.refuse.isEmpty, let first = traveller.journey.finish?.first {
      let fault = #"{"method": "POST", "path": "/v1/bridges/*/login-sessions/*/steps/*", "status": 400}"#
      try await control(traveller.environment, "faults", fault)
      try await traveller.make(first)
      try await traveller.terminal.wait(for: "Correct it and send it again")
    } else {
      try await traveller.terminal.wait(for: "Rejected. See below")
    }
    try await traveller.cancel()
  }

  private func failed(_ traveller: Traveller) async throws {
    try await traveller.begin()
    for move in traveller.journey.fail { try await traveller.make(move) }
    // The screen says what happened and what to do next.
    try await traveller.terminal.wait("the login never failed") {
      $0.contains("! The login failed") && $0.contains("What to do")
        || $0.contains("! The login ended") && $0.contains("start again")
    }
    try await traveller.terminal.press("Enter")
    try await traveller.terminal.waitGone("! The login")
  }

  private func finished(_ traveller: Traveller, _ moves: [Move]) async throws {
    try await traveller.begin()
    for move in moves { try await traveller.make(move) }
    try await traveller.terminal.wait(for: "is connected")
    try await traveller.terminal.press("Enter")
    try await traveller.terminal.wait(for: "● Connected")
  }
}
