import AsyncHTTPClient
import BridgeModel
import DesktopAPI
import Foundation
import NIOCore
import NIOHTTP1
import Simulator
import Synchronization
import TestSupport

@testable import Authorization

/// A simulated server, and the actions of a user with a browser.
struct Browser: Sendable {
  let address: ServerAddress
  let client: AuthorizationClient
  /// The server's clock.
  let serverClock: ManualClock

  /// A page shown by the browser.
  struct Page {
    var status: Int
    var text: String
    /// The redirect address, if any.
    var location: String?
  }

  /// Loads an address, without following redirects.
  func visit(_ address: String, form: String? = nil) async throws -> Page {
    var request = HTTPClientRequest(url: address)
    if let form {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: form))
    }
    let answer = try await Self.http.execute(request, timeout: .seconds(30))
    let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
    return Page(status: Int(answer.status.code), text: text, location: answer.headers.first(name: "location"))
  }

  /// Decides on the consent page, and returns the redirect address.
  func decide(_ decision: String, at address: String) async throws -> String {
    let parts = address.split(separator: "?", maxSplits: 1)
    let page = try await visit(String(parts[0]), form: "\(parts[1])&decision=\(decision)")
    guard let location = page.location else { throw Unexpected(what: page.text) }
    return location
  }

  private static let http = HTTPClient(
    eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))
}

/// An unexpected value.
struct Unexpected: Error { let what: String }

/// Runs a simulated server with a browser.
func withBrowser(
  _ body: @escaping @Sendable (Browser) async throws -> Void
) async throws {
  let clock = ManualClock()
  let (endpoints, ready) = AsyncStream<Simulator.Access>.makeStream()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { ready.finish() }
      try await Simulator(clock: clock).run(port: 0) { ready.yield($0) }
    }
    defer { group.cancelAll() }
    for await endpoint in endpoints {
      let address = try ServerAddress(endpoint.address)
      let client = try AuthorizationClient(address: address)
      let result: Result<Void, any Error>
      do {
        result = .success(try await body(Browser(address: address, client: client, serverClock: clock)))
      } catch {
        result = .failure(error)
      }
      await client.shutdown()
      return try result.get()
    }
    // It ended before it listened: the group has its error.
    try await group.waitForAll()
  }
}

/// An authorization in progress, with its events and result.
final class Attempt: Sendable {
  private let task: Task<Result<AuthorizationFlow.IssuedToken, AuthorizationProblem>, Never>
  private let pasting: AsyncStream<String>.Continuation
  private let opened: AsyncStream<String>

  init(_ flow: AuthorizationFlow) {
    let (pasted, pasting) = AsyncStream<String>.makeStream()
    let (opened, opening) = AsyncStream<String>.makeStream()
    self.pasting = pasting
    self.opened = opened
    let events = EventLog()
    log = events
    task = Task {
      do throws(AuthorizationProblem) {
        return .success(
          try await flow.run(pasted: pasted) { event in
            events.add(event)
            if case .open(let address) = event { opening.yield(address) }
          })
      } catch {
        return .failure(error)
      }
    }
  }

  private let log: EventLog

  /// The ignored answers so far.
  var ignored: [RedirectProblem] {
    log.all.compactMap { if case .ignored(let problem) = $0 { problem } else { nil } }
  }

  /// The address for the browser to open.
  func address() async throws -> String {
    for await address in opened { return address }
    throw Unexpected(what: "no address")
  }

  func paste(_ text: String) { pasting.yield(text) }

  /// The result of the authorization.
  func result() async -> Result<AuthorizationFlow.IssuedToken, AuthorizationProblem> { await task.value }

  private final class EventLog: Sendable {
    private let events = Mutex<[AuthorizationFlow.Event]>([])
    var all: [AuthorizationFlow.Event] { events.withLock { $0 } }
    func add(_ event: AuthorizationFlow.Event) { events.withLock { $0.append(event) } }
  }
}
