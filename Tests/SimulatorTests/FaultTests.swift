import BridgeModel
import DesktopAPI
import Simulator
import TestSupport
import Testing

@Suite("Faults", .timeLimit(.minutes(1)))
struct FaultTests {
  @Test("the next calls of one route, and no other, get an error status")
  func status() async throws {
    try await withSimulator { client, _, control in
      try await control.post(
        "faults",
        #"{"method": "get", "path": "/v1/bridges/*", "times": 2, "status": 502, "code": "bridge_down", "#
          + #""message": "The bridge is down.", "retryAfter": 7}"#)
      _ = try await client.bridges()
      _ = try await client.capabilities(of: "line")
      for _ in 1...2 {
        let error = try await refusal { _ = try await client.bridge("line") }
        #expect(error.kind == .serverFailed)
        #expect(error.status == 502)
        #expect(error.code == "bridge_down")
        #expect(error.message == "The bridge is down.")
        #expect(error.retryAfter == 7)
      }
      _ = try await client.bridge("line")
    }
  }

  @Test("a connection is dropped, cut short, or carries invalid JSON")
  func broken() async throws {
    try await withSimulator { client, _, control in
      for (kind, expected) in [
        ("drop", [ServiceError.Kind.connectionLost]), ("truncate", [.connectionLost]),
        ("malformed", [.invalidResponse]),
      ] {
        try await control.post("faults", #"{"kind": "\#(kind)", "path": "/v1/bridges"}"#)
        let error = try await refusal { _ = try await client.bridges() }
        #expect(expected.contains(error.kind), "\(kind): \(error)")
        _ = try await client.bridges()
      }
    }
  }

  @Test("faults from the options are active at the start")
  func option() async throws {
    var options = SimulatorOptions()
    options.faults = [try Fault(json: #"{"path": "/v1/info", "status": 503}"#)]
    try await withSimulator(options) { client, _, _ in
      #expect(try await refusal { _ = try await client.info() }.status == 503)
      _ = try await client.info()
    }
    for (json, message) in [
      (#"{"status": 200}"#, "status: Must be a whole number from 400 to 599."),
      ("{", "The body is not JSON."),
    ] {
      let problem = try #require(throws: Fault.Problem.self) { try Fault(json: json) }
      #expect(problem.message == message)
    }
  }

  @Test("faults can be cleared, and never affect the controls")
  func cleared() async throws {
    try await withSimulator { client, _, control in
      try await control.post("faults", #"{"path": "/**", "times": 1000, "status": 500}"#)
      #expect(try await refusal { _ = try await client.info() }.status == 500)
      let listed = try await control.call("GET", "simulator/faults")
      #expect(listed.body.contains(#""times":999"#))
      _ = try await control.call("DELETE", "simulator/faults")
      _ = try await client.info()
    }
  }

  @Test("latency delays every response", .timeLimit(.minutes(1)))
  func latency() async throws {
    try await withSimulator { client, clock, control in
      try await control.post("settings", #"{"latency": 0.2}"#)
      // A read with the longest timeout: the clock of the client is real.
      async let bridges = client.bridges()
      await clock.until(sleeping: 1)
      clock.advance(by: .seconds(0.1))
      #expect(clock.sleeping == 1)
      clock.advance(by: .seconds(0.1))
      #expect(try await !bridges.isEmpty)
    }
  }
}
