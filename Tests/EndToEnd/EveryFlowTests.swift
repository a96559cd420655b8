import BridgeModel
import DesktopAPI
import Simulator
import TerminalHarness
import Testing

@Suite(
  "Every flow of every network by keyboard: cancelled, rejected, failed, completed", .timeLimit(.minutes(5)))
struct EveryFlowTests {
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
      #expect(Set(LoginScript.all.map(\.testDescription)) == flows)
    }
  }

  /// One at a time: forty dashboards at once would starve other tests.
  @Test("each outcome of a flow", .serialized, arguments: LoginScript.all)
  func ends(_ script: LoginScript) async throws {
    var options = SimulatorOptions()
    options.settings.isHandsOff = true
    options.settings.speed = script.speed
    try await withServer(options) { environment, sent in
      let (name, place) = try await withClient(environment) { client in
        let flows = try await client.loginFlows(of: script.bridge)
        let place = flows.firstIndex { $0.id == script.flow }
        return (try await client.bridge(script.bridge).displayName, flows.count > 1 ? place : nil)
      }
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.press("/")
      try await terminal.type(name.lowercased())
      try await terminal.wait("the filter shows no number of matches") { $0.contains(/\d+ of \d+/) }
      try await terminal.press("Enter")
      let driver = LoginDriver(
        terminal: terminal, environment: environment, sent: sent, script: script, place: place)
      if script.toSuccess != nil {
        try await cancelled(driver)
        try await refused(driver)
      }
      try await failed(driver)
      if let moves = script.toSuccess { try await finished(driver, moves) }
    }
  }

  private func cancelled(_ driver: LoginDriver) async throws {
    try await driver.begin()
    try await driver.cancel()
    let session = try #require(driver.sent.sessions.last)
    let now = try await withClient(driver.environment) {
      try await $0.loginSession(session.loginSessionID, of: session.bridgeID)
    }
    #expect(now.status == .cancelled)
  }

  /// The network rejects the answers or, if it never does, the server rejects the call. Typed values stay, except
  /// secrets.
  private func refused(_ driver: LoginDriver) async throws {
    try await driver.begin()
    if case .displayAndWait? = driver.sent.sessions.last?.currentStep, driver.script.toRejection.isEmpty {
      // A display step sends nothing that could be rejected.
      return try await driver.cancel()
    }
    for move in driver.script.toRejection { try await driver.perform(move) }
    if driver.script.toRejection.isEmpty, let first = driver.script.toSuccess?.first {
      let fault = #"{"method": "POST", "path": "/v1/bridges/*/login-sessions/*/steps/*", "status": 400}"#
      try await control(driver.environment, "faults", fault)
      try await driver.perform(first)
      try await driver.terminal.wait(for: "Correct it and send it again")
    } else {
      try await driver.terminal.wait(for: "Rejected. See below")
    }
    try await driver.cancel()
  }

  private func failed(_ driver: LoginDriver) async throws {
    try await driver.begin()
    for move in driver.script.toFailure { try await driver.perform(move) }
    // The screen says what happened and what to do next.
    try await driver.terminal.wait("the login never failed") {
      $0.contains("! The login failed") && $0.contains("What to do")
        || $0.contains("! The login ended") && $0.contains("Start again")
    }
    try await driver.terminal.press("Enter")
    try await driver.terminal.wait(untilGone: "! The login")
  }

  private func finished(_ driver: LoginDriver, _ moves: [Move]) async throws {
    try await driver.begin()
    for move in moves { try await driver.perform(move) }
    try await driver.terminal.wait(for: "is connected")
    try await driver.terminal.press("Enter")
    try await driver.terminal.wait(for: "● Connected")
  }
}
