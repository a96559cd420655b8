import BridgeModel
import BridgeStore
import Dashboard
import Foundation
import Settings
import Terminal
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("The event loop", .timeLimit(.minutes(1)))
@MainActor
struct EventLoopTests {
  private static let home = TargetID("home")

  private static let whatsApp = Bridge(
    id: "wa", displayName: "WhatsApp", provider: .local, status: .available, supportsMultipleAccounts: true,
    type: "whatsapp")
  private static let telegram = Bridge(
    id: "tg", displayName: "Telegram", provider: .local, status: .available, supportsMultipleAccounts: true,
    type: "telegram")

  /// A dashboard that runs on a fake screen, with one server that has two bridges.
  @MainActor
  private struct Dashboard {
    let screen: FakeScreen
    let service: FakeService
    let home: String
    let status: Task<Int32, Never>

    /// Quits by key, and expects that to succeed.
    func quit() async {
      await screen.press(.character("q"))
      #expect(await status.value == 0)
    }
  }

  private func withDashboard(
    _ change: (inout UserSettings) -> Void = { _ in }, _ body: @MainActor (Dashboard) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let service = FakeService()
      service.serve([Self.whatsApp, Self.telegram])
      let entry = TargetEntry(name: "home", address: "http://127.0.0.1:23373")
      let connector = Connector(
        [ResolvedTarget(entry: entry, isStored: true, isExplicit: true)],
        tokens: [Self.home: try #require(AccessToken("t"))], environment,
        backend: .fake { _, _ in service })
      _ = await connector.connect(to: Self.home)
      var settings = UserSettings()
      change(&settings)
      let screen = FakeScreen()
      let loop = EventLoop(
        screen, [Target(id: Self.home, address: "127.0.0.1:23373", hasConnection: true)], connector,
        environment, settings, .standard, log: LogFile.logger(environment))
      let status = Task { await loop.run([.bridges(Self.home, .success([Self.whatsApp, Self.telegram]))]) }
      try await body(
        Dashboard(screen: screen, service: service, home: environment["HOME"] ?? "", status: status))
      await connector.shutdown()
    }
  }

  @Test("the first frame has what is known at the start; q gives the terminal back and ends with status 0")
  func opensAndQuits() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      #expect(dashboard.screen.frames.first?.size == Size(columns: 80, rows: 24))
      #expect(dashboard.screen.frames.first?.lines.contains { $0.contains("WhatsApp") } == true)
      await dashboard.quit()
      #expect(dashboard.screen.calls == ["close"])
    }
  }

  @Test("after the end nothing is painted, and keys and signals do nothing")
  func afterEnd() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.press(.character("q"), .character("?"), .character("j"))
      _ = await dashboard.status.value
      let frames = dashboard.screen.frames.count
      await dashboard.screen.press(.character("?"))
      await dashboard.screen.send(.resized)
      #expect(dashboard.screen.frames.count == frames)
      #expect(dashboard.screen.calls == ["close"])
    }
  }

  @Test("a signal to end is the exit status", arguments: [Signal.terminate(15), .hungUp(1)])
  func signals(_ signal: Signal) async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.send(signal)
      let expected: Int32 = signal == .hungUp(1) ? 129 : 143
      #expect(await dashboard.status.value == expected && dashboard.screen.calls == ["close"])
    }
  }

  @Test("in one batch of keys each has the meaning that the one before it leaves")
  func batch() async throws {
    try await withDashboard { dashboard in
      // The letters are the filter's text, not commands; the last one is a command again.
      await dashboard.screen.press(
        .character("/"), .character("q"), .character("r"), .escape, .character("/"), .paste("tele"), .enter)
      #expect(dashboard.screen.text.contains("Telegram"))
      #expect(!dashboard.screen.text.contains("WhatsApp"))
      #expect(dashboard.screen.frames.count(where: { $0.lines.joined().contains("tele") }) == 1)
      await dashboard.quit()
    }
  }

  @Test("a new size is adopted before the next frame")
  func resized() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      dashboard.screen.size = Size(columns: 60, rows: 20)
      await dashboard.screen.send(.resized)
      #expect(dashboard.screen.frames.last?.size == Size(columns: 60, rows: 20))
      #expect(dashboard.screen.calls == ["resize"])
      await dashboard.quit()
    }
  }

  @Test("a stop gives the terminal to the shell; being continued takes it over again, in its current size")
  func stopped() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      await dashboard.screen.send(.stopped)
      #expect(dashboard.screen.calls == ["suspend", "resize"])
      dashboard.screen.size = Size(columns: 100, rows: 30)
      await dashboard.screen.send(.continued)
      #expect(dashboard.screen.calls == ["suspend", "resize", "resume"])
      #expect(dashboard.screen.frames.last?.size == Size(columns: 100, rows: 30))
      await dashboard.quit()
    }
  }

  @Test("a click is for what the last frame shows there")
  func click() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      let lines = dashboard.screen.frames.last?.lines ?? []
      let row = try #require(lines.firstIndex { $0.contains("Telegram") })
      await dashboard.screen.press(.mouse(.press, Point(column: 4, row: row)))
      // The detail shows the selected bridge's name as its heading.
      let detail = dashboard.screen.frames.last?.lines.map { String($0.dropFirst(36)) }.joined() ?? ""
      #expect(detail.contains("Telegram") && !detail.contains("WhatsApp"))
      await dashboard.screen.press(.mouse(.press, Point(column: 79, row: 23)))
      await dashboard.quit()
    }
  }

  @Test("copying without a clipboard program goes to the terminal; Ctrl-L draws everything again")
  func screenEffects() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      await dashboard.screen.press(.character("y"), .control("l"))
      await until { dashboard.screen.calls.count >= 2 }
      #expect(dashboard.screen.calls.sorted() == ["copy wa", "redraw"])
      await dashboard.quit()
    }
  }

  @Test("without Unicode or colours by setting, frames have neither")
  func ascii() async throws {
    try await withDashboard({ $0.look = .ascii }) { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      let frame = try #require(dashboard.screen.frames.last)
      #expect(frame.lines.joined().unicodeScalars.allSatisfy { $0.isASCII })
      let cells = (0..<frame.size.rows).flatMap { frame.row($0) }
      #expect(cells.allSatisfy { $0.style.foreground == .terminal && $0.style.background == .terminal })
      await dashboard.quit()
    }
  }

  @Test(
    "quitting during a login asks first; then its session is cancelled on the server, and none is left behind"
  )
  func quitsDuringLogin() async throws {
    try await withDashboard { dashboard in
      await dashboard.screen.until(showing: "Telegram")
      await dashboard.screen.press(.enter)
      await until { dashboard.service.calls.contains("start") }
      await until { dashboard.service.calls.contains { $0.hasPrefix("poll") } }
      await dashboard.screen.press(.character("q"))
      #expect(dashboard.screen.calls.isEmpty && dashboard.screen.text.contains("Quit?"))
      // The first answer stays; the last one cancels.
      await dashboard.screen.press(.up, .enter)
      #expect(await dashboard.status.value == 0)
      #expect(dashboard.screen.calls == ["close"])
      #expect(dashboard.service.calls.last == "cancel made")
      let runs = "\(dashboard.home)/.local/state/drawbridge/runs"
      #expect((try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? [] == [])
      let log = try #require(contents(of: "\(dashboard.home)/.local/state/drawbridge/drawbridge.log"))
      #expect(log.contains("login.start") && log.contains("quit cancelling=1"))
    }
  }
}
