import BridgeModel
import DesktopAPI
import Foundation
import Simulator
import Synchronization
import TerminalHarness

/// Options for a server whose simulated users act only on request, so that slow machines miss nothing.
var handsOff: SimulatorOptions {
  var options = SimulatorOptions()
  options.settings.isHandsOff = true
  return options
}

/// A record of the simulator's answers.
final class Sent: Sendable {
  private let log = Mutex<[LoginSession]>([])

  func record(_ session: LoginSession) { log.withLock { $0.append(session) } }

  /// The sessions as sent, the newest last.
  var sessions: [LoginSession] { log.withLock { $0 } }

  /// The QR contents so far, the newest last.
  var qrCodes: [String] {
    sessions.compactMap { session in
      guard case .displayAndWait(let step)? = session.currentStep, case .qr(let data) = step.display else {
        return nil
      }
      return data
    }
  }
}

/// Starts a simulator in this process, and passes the environment for a dashboard to the body.
func withServer(
  _ options: SimulatorOptions = SimulatorOptions(),
  _ body: @escaping @Sendable (_ environment: [String: String], Sent) async throws -> Void
) async throws {
  let sent = Sent()
  let (endpoints, ready) = AsyncThrowingStream<Simulator.Access, any Error>.makeStream()
  // It serves until the tests end: a dashboard that is quitting still calls it, and must meet neither a server
  // that is shutting down nor another test's server on the same port.
  Task {
    do {
      try await Simulator(options, sent: sent.record).run(port: 0) { ready.yield($0) }
    } catch {
      ready.finish(throwing: error)
    }
  }
  for try await endpoint in endpoints {
    Tokens.watch(endpoint.token)
    return try await body(
      ["BEEPER_DESKTOP_BASE_URL": endpoint.address, "BEEPER_ACCESS_TOKEN": endpoint.token], sent)
  }
}

/// Posts to a control route of the dashboard's server.
func control(_ environment: [String: String], _ path: String, _ body: String? = nil) async throws {
  let address = (environment["BEEPER_DESKTOP_BASE_URL"] ?? "") + "/simulator/" + path
  let data = body.map { ["--data", $0] } ?? []
  try await blocking { try run(["curl", "--silent", "--fail", "--request", "POST"] + data + [address]) }
}

/// Reads a control route of the dashboard's server.
func ask<Value: Decodable>(
  _ environment: [String: String], _ path: String, as type: Value.Type
) async throws -> Value {
  let address = (environment["BEEPER_DESKTOP_BASE_URL"] ?? "") + "/simulator/" + path
  let data = try await blocking { try run(["curl", "--silent", "--fail", address]) }
  return try JSONDecoder().decode(type, from: data)
}

/// Runs the body with a client for the dashboard's server.
func withClient<Value>(
  _ environment: [String: String], _ body: (DesktopClient) async throws -> Value
) async throws -> Value {
  let client = try DesktopClient(
    address: try ServerAddress(environment["BEEPER_DESKTOP_BASE_URL"] ?? ""),
    token: AccessToken(environment["BEEPER_ACCESS_TOKEN"] ?? ""))
  do {
    let value = try await body(client)
    await client.shutdown()
    return value
  } catch {
    await client.shutdown()
    throw error
  }
}
