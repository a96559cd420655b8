import AsyncHTTPClient
import BridgeModel
import DesktopAPI
import NIOCore
import NIOHTTP1
import Simulator
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SimulatorOptions {
  /// The options of a simulator whose phones act only when a control route says so.
  static let handsOff: SimulatorOptions = {
    var options = SimulatorOptions()
    options.settings.isHandsOff = true
    return options
  }()
}

/// Calls the control routes of a running simulator, and any other route.
struct Control: Sendable {
  struct Answer {
    var status: Int
    var headers: HTTPHeaders
    var body: String

    func header(_ name: String) -> String? { headers.first(name: name) }
  }

  let address: ServerAddress
  private static let http = HTTPClient(
    eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

  /// Makes a raw call, without following redirects.
  func call(
    _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "\(address)/\(path)")
    request.method = HTTPMethod(rawValue: method)
    request.headers = HTTPHeaders(headers)
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let answer = try await Self.http.execute(request, timeout: .seconds(30))
    return Answer(
      status: Int(answer.status.code), headers: answer.headers,
      body: String(buffer: try await answer.body.collect(upTo: 1 << 22)))
  }

  /// Returns once the newest session has so many open waits.
  func until(waiting count: Int) async throws {
    while try await !call("GET", "simulator/login-sessions/latest").body.contains(#""waiting":\#(count)"#) {}
  }

  /// Posts to a control route. Throws unless the call succeeds.
  func post(_ path: String, _ body: String = "{}") async throws {
    let answer = try await call("POST", "simulator/" + path, body: body)
    guard answer.status < 300 else { throw Unexpected(value: answer.body) }
  }
}

/// Runs a simulator on a free port, with a stopped clock, and a client connected to it.
func withSimulator<Value: Sendable>(
  _ options: SimulatorOptions = SimulatorOptions(), token: String? = nil,
  _ body: @escaping @Sendable (DesktopClient, ManualClock, Control) async throws -> Value
) async throws -> Value {
  let clock = ManualClock()
  let (endpoints, ready) = AsyncStream<Simulator.Access>.makeStream()
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { ready.finish() }
      try await Simulator(options, clock: clock).run(port: 0) { ready.yield($0) }
    }
    defer { group.cancelAll() }
    for await endpoint in endpoints {
      let address = try ServerAddress(endpoint.address)
      let client = try DesktopClient(address: address, token: AccessToken(token ?? endpoint.token))
      let result: Result<Value, any Error>
      do { result = .success(try await body(client, clock, Control(address: address))) } catch {
        result = .failure(error)
      }
      await client.shutdown()
      return try result.get()
    }
    // It ended before it listened: the group has its error.
    try await group.waitForAll()
    throw CancellationError()
  }
}

/// The error that a call throws.
func refusal(_ call: () async throws -> Void) async throws -> ServiceError {
  do {
    try await call()
  } catch let error as ServiceError {
    return error
  }
  throw Unexpected(value: "no error")
}

/// An unexpected value.
struct Unexpected: Error {
  let value: String
}

@Suite("The simulator", .timeLimit(.minutes(1)))
struct SimulatorTests {
  @Test("starts with accounts, each with its bridge and its login")
  func world() async throws {
    try await withSimulator { client, _, _ in
      let bridges = try await client.bridges()
      #expect(bridges.count == 19)
      let accounts = bridges.flatMap(\.accounts)
      #expect(accounts.count { $0.status == .reconnectRequired } == 2)
      for account in accounts {
        let bridge = try await client.bridge(account.bridge.id)
        #expect(bridge.accounts.contains(account))
        let logins = try await client.logins(of: bridge.id)
        #expect(logins.map(\.loginID).contains(account.loginID ?? "") || account.loginID == nil)
        _ = try await client.capabilities(of: bridge.id)
      }
      let info = try await client.info()
      #expect(info.app.name == "Beeper Simulator")
      let setup = try await client.setup()
      #expect(setup.state == .ready)
    }
  }

  @Test("requires its token, except for its own description")
  func authorization() async throws {
    try await withSimulator(token: "wrong") { client, _, _ in
      let info = try await client.info()
      #expect(info.server.port > 0)
      let error = try await refusal { _ = try await client.bridges() }
      #expect(error.kind == .unauthorized)
      #expect(error.code == "unauthorized")
    }
  }

  @Test("reports missing objects in the API's error format")
  func notFound() async throws {
    try await withSimulator { client, _, _ in
      let calls: [@Sendable () async throws -> Void] = [
        { _ = try await client.bridge("no") },
        { _ = try await client.removeLogin("no", of: "line", scope: .allDevices) },
        { _ = try await client.loginSession("no", of: "line") },
        { try await client.cancelLogin("no", of: "line") },
        { _ = try await client.startLogin(LoginStart(flowID: "no"), of: "line") },
      ]
      for call in calls {
        let error = try await refusal(call)
        #expect(error.kind == .notFound)
        #expect(error.code == "not_found")
      }
    }
  }

  @Test("rejects requests that violate the schema, with the path of each issue")
  func broken() async throws {
    try await withSimulator { client, _, _ in
      let session = try await client.startLogin(LoginStart(), of: "line")
      let missing = try await refusal {
        _ = try await client.submit(
          StepSubmission(type: "user_input", fields: ["email": "a@b"]),
          step: "dev.highest.matrix.line.enter_creds",
          session: session.loginSessionID, of: "line")
      }
      #expect(missing.kind == .unprocessable)
      #expect(missing.issues.map(\.path) == ["fields.password"])
      let large = try await refusal {
        _ = try await client.submit(
          StepSubmission(type: "user_input", fields: ["email": String(repeating: "x", count: 1 << 20)]),
          step: "dev.highest.matrix.line.enter_creds", session: session.loginSessionID, of: "line")
      }
      #expect(large.kind == .requestTooLarge)
      let type = try await refusal {
        _ = try await client.wait(
          step: "dev.highest.matrix.line.enter_creds", session: session.loginSessionID, of: "line")
      }
      #expect(type.kind == .conflict)
      let scope = try await refusal {
        _ = try await client.removeLogin("14155550171", of: "local-whatsapp", scope: .init(rawValue: "moon"))
      }
      #expect(scope.kind == .unprocessable)
    }
  }

  @Test("removes a login with its accounts")
  func remove() async throws {
    try await withSimulator { client, _, _ in
      let removal = try await client.removeLogin("14155550171", of: "local-whatsapp", scope: .currentDevice)
      #expect(removal.affectedAccountIDs == ["local-whatsapp_ba_14155550171"])
      let bridge = try await client.bridge("local-whatsapp")
      #expect(bridge.accounts.isEmpty)
      #expect(bridge.status == .available)
    }
  }
}
