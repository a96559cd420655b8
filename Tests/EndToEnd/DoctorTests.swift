import Foundation
import Simulator
import TerminalHarness
import Testing

@Suite("The doctor", .timeLimit(.minutes(5)))
struct DoctorTests {
  private struct Report: Decodable {
    struct Finding: Decodable {
      let check, verdict, detail: String
      let advice: String?
    }
    let findings: [Finding]

    subscript(check: String) -> Finding? { findings.first { $0.check == check } }
  }

  /// Runs the doctor without a terminal, and returns its report and exit status.
  private func report(
    _ environment: [String: String], _ options: String = "", targets: String? = nil, settings: String? = nil
  ) async throws -> (Report, Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "drawbridge-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = folder.appendingPathComponent(".config/drawbridge")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    try targets.map { try Data($0.utf8).write(to: files.appendingPathComponent("targets.json")) }
    try settings.map { try Data($0.utf8).write(to: files.appendingPathComponent("config.yaml")) }
    let variables = environment.merging(["HOME": folder.path]) { $1 }
    let command = "'\(products.path)/drawbridge' doctor --json \(options); echo $?"
    let output = try await blocking { try run(["sh", "-c", command], environment: variables) }
    let lines = String(decoding: output, as: UTF8.self)
      .split(separator: "\n")
    let json = Data(lines.dropLast().joined(separator: "\n").utf8)
    return (try JSONDecoder().decode(Report.self, from: json), Int(lines.last ?? "") ?? -1)
  }

  /// A server with one network and no accounts, so that nothing needs attention.
  private func quietServer() throws -> SimulatorOptions {
    var options = SimulatorOptions()
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    options.world = try SimulatedWorld(
      file: source.appendingPathComponent("../../Sources/Simulator/Networks/line.yaml").path)
    return options
  }

  @Test("reports no problems if there are none, and exits with 0 only then")
  func healthy() async throws {
    try await withServer(try quietServer()) { environment, _ in
      let (report, status) = try await report(environment)
      #expect(status == 0, "\(report)")
      #expect(report["token"]?.detail == "valid, scopes: read write")
      #expect(report["server"]?.detail.hasPrefix("Beeper Simulator") == true)
      try await control(environment, "faults", #"{"path": "/v1/bridges/line/**", "status": 502, "times": 2}"#)
      let (broken, failed) = try await self.report(environment)
      #expect(failed == 1)
      #expect(broken["bridge line"]?.verdict == "failed")
      #expect(broken["bridge line"]?.detail.contains("status 502") == true)
      #expect(broken["bridge line"]?.advice != nil)
    }
  }

  @Test("lists accounts that need attention by network only, without tokens, names or numbers")
  func needingAttention() async throws {
    try await withServer { environment, _ in
      let terminal = try await Tmux(columns: 100, rows: 40, environment: environment)
      try await terminal.command("drawbridge doctor; echo status-$?")
      let screen = try await terminal.wait(for: "status-1")
      for expected in [
        "UTF-8", "100 by 40", "in tmux", "WhatsApp fits", "account local-whatsapp", "press r on it",
      ] {
        #expect(screen.contains(expected), "\(screen)")
      }
      for secret in [environment["BEEPER_ACCESS_TOKEN"] ?? "", "1415555", "alice"] {
        #expect(!screen.contains(secret))
      }
    }
  }

  @Test("a failed check comes with advice, and the checks that depend on it are skipped")
  func order() async throws {
    let (nobody, status) = try await report([
      "BEEPER_DESKTOP_BASE_URL": "http://127.0.0.1:1", "BEEPER_ACCESS_TOKEN": "x",
    ])
    #expect(status == 1)
    #expect(nobody["server"]?.advice?.contains("Start Beeper Desktop") == true)
    #expect(nobody["token"]?.verdict == "skipped" && nobody["accounts"]?.verdict == "skipped")
    let (address, _) = try await report([:], "--address http://beeper.example")
    #expect(address["address"]?.detail.contains("plain http to another machine") == true)
    #expect(address["server"]?.verdict == "skipped")
    try await withServer { environment, _ in
      var environment = environment
      environment["BEEPER_ACCESS_TOKEN"] = "not-the-one"
      let (refused, status) = try await report(environment)
      #expect(status == 1)
      #expect(refused["token"]?.detail == "not valid on this server")
      #expect(refused["token"]?.advice?.hasPrefix("unset BEEPER_ACCESS_TOKEN") == true)
      #expect(refused["bridges"]?.verdict == "skipped")
    }
  }

  @Test("a server that exceeds the configured timeout counts as down")
  func slow() async throws {
    try await withServer { environment, _ in
      try await control(environment, "settings", #"{"latency": 300}"#)
      let (slow, status) = try await report(environment, settings: "timeout: 1\n")
      #expect(status == 1 && slow["server"]?.verdict == "failed", "\(slow)")
    }
  }

  @Test("an unusable file is reported with its path, without the home folder")
  func settings() async throws {
    let (unknown, status) = try await report([:], "--target nowhere")
    #expect(status == 1)
    #expect(unknown["settings"]?.detail == "there is no target named nowhere.")
    #expect(unknown["address"]?.verdict == "skipped")
    let (keys, _) = try await report([:], settings: "keys:\n  quit: Enter\n")
    #expect(keys["settings"]?.detail.contains("config.yaml:2: keys.quit: `Enter` is taken") == true)
    let (broken, _) = try await report([:], targets: "{}")
    #expect(
      broken["settings"]?.detail.hasPrefix("~/.config/drawbridge/targets.json is invalid") == true
    )
    #expect(broken["settings"]?.advice?.contains("mv '~/.config/drawbridge/targets.json'") == true)
  }
}
