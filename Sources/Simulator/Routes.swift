import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The routes of the API, on a world.
struct Routes: Sendable {
  let world: World
  let token: String
  let sent: @Sendable (LoginSession) -> Void
  let info: @Sendable () -> ServerInfo

  /// The version that is announced: of the Beeper Desktop whose routes these are.
  static let version = "4.3.73"

  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: ErrorShape())
    router.get("v1/info") { _, _ in try JSONResponse(info()) }
    let api = router.group("v1").add(middleware: BearerAuthentication(token: token))
    api.get("app/setup") { _, _ in
      try JSONResponse(
        AppSetup(
          state: .ready, e2ee: .init(allDone: true),
          matrix: .init(
            userID: "@alice:beeper.example", deviceID: "SIMULATED",
            homeserver: "https://matrix.beeper.example")))
    }
    api.get("accounts") { _, _ in try JSONResponse(await world.allAccounts) }
    api.get("accounts/:account") { _, context in
      try JSONResponse(await world.account(context.id("account")))
    }
    addBridges(to: api.group("bridges"))
    addLogins(to: api.group("bridges/:bridge/logins"))
    addSessions(to: api.group("bridges/:bridge/login-sessions"))
    return router
  }

  private func addBridges(to group: RouterGroup<BasicRequestContext>) {
    group.get { _, _ in try JSONResponse(Items(items: await world.bridges)) }
    group.get(":bridge") { _, context in
      try JSONResponse(await world.bridge(context.id("bridge")))
    }
    group.get(":bridge/capabilities") { _, context in
      try JSONResponse(await world.capabilities(context.id("bridge")))
    }
    group.get(":bridge/login-flows") { _, context in
      try JSONResponse(Items(items: await world.flows(context.id("bridge"))))
    }
  }

  private func addLogins(to group: RouterGroup<BasicRequestContext>) {
    group.get { _, context in
      try JSONResponse(Items(items: await world.logins(context.id("bridge"))))
    }
    group.get(":login") { _, context in
      try JSONResponse(await world.login(context.id("login"), of: context.id("bridge")))
    }
    group.post(":login/remove") { request, context in
      let body: RemoveBody = try await request.json()
      return try JSONResponse(
        await world.remove(context.id("login"), of: context.id("bridge"), scope: body.scope))
    }
  }

  private func addSessions(to group: RouterGroup<BasicRequestContext>) {
    group.post { request, context in
      try answer(await world.start(request.json(), of: context.id("bridge")))
    }
    group.get(":session") { _, context in
      try answer(await world.session(context.id("session"), of: context.id("bridge")))
    }
    group.delete(":session") { _, context in
      let (session, bridge) = (try context.id("session"), try context.id("bridge"))
      try await world.cancel(session, of: bridge)
      return try JSONResponse(["bridgeID": bridge, "loginSessionID": session, "status": "cancelled"])
    }
    group.post(":session/steps/:step") { request, context in
      let submission: StepSubmission = try await request.json()
      let (session, bridge, step) = (
        try context.id("session"), try context.id("bridge"), try context.id("step")
      )
      if submission.type == StepSubmission.wait.type {
        return try answer(await world.wait(step: step, session: session, of: bridge))
      }
      return try answer(await world.submit(submission, step: step, session: session, of: bridge))
    }
  }

  private func answer(_ session: LoginSession) throws -> JSONResponse {
    sent(session)
    return try JSONResponse(session)
  }
}

/// `{items: [...]}`, the shape of most lists.
private struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
  var items: [Item]
}

/// What is asked of a login's removal.
private struct RemoveBody: Decodable {
  var scope: BridgeLogin.Scope
}

/// A value as a JSON answer.
private struct JSONResponse: ResponseGenerator {
  let body: Data

  init(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    body = try encoder.encode(value)
  }

  func response(from request: Request, context: some RequestContext) -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }
}

extension Request {
  /// The largest body that is read, in bytes.
  private static var largestBody: Int { 1 << 20 }

  /// The body, which has to be JSON of that shape; an empty one counts as `{}`.
  fileprivate func json<Value: Decodable>() async throws -> Value {
    var request = self
    let buffer: ByteBuffer
    do {
      buffer = try await request.collectBody(upTo: Self.largestBody)
    } catch is NIOTooManyBytesError {
      throw APIError(
        .contentTooLarge, code: "payload_too_large", "The body is larger than \(Self.largestBody) bytes.")
    }
    let data = buffer.readableBytes == 0 ? Data("{}".utf8) : Data(buffer.readableBytesView)
    do {
      return try JSONDecoder().decode(Value.self, from: data)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw APIError.invalid("It is required.", at: context.path + [key.stringValue])
    } catch DecodingError.typeMismatch(_, let context) {
      throw APIError.invalid("It has another type.", at: context.path)
    } catch DecodingError.valueNotFound(_, let context) {
      throw APIError.invalid("It must not be null.", at: context.path)
    } catch {
      throw APIError(.badRequest, code: "bad_request", "The body is not JSON.")
    }
  }
}

extension DecodingError.Context {
  fileprivate var path: [String] { codingPath.map(\.stringValue) }
}

extension RequestContext {
  /// A part of the path, percent-decoded.
  fileprivate func id(_ name: String) throws -> String { try parameters.require(name) }
}
