import BridgeModel
import Foundation
import Testing

@Suite("API objects")
struct DecodingTests {
  private func decode<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }

  /// Decodes, encodes and decodes again, and checks that nothing is lost.
  private func roundTrip<Value: Codable & Equatable>(_ json: String, as type: Value.Type) throws -> Value {
    let value: Value = try decode(json)
    let again = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    #expect(again == value)
    return value
  }

  private static let account = """
    {"accountID": "slackgo.T01-U02", "bridge": {"id": "slackgo", "provider": "cloud", "type": "slackgo"},
     "status": "attention_required", "user": {"id": "U02", "fullName": "Alice", "isSelf": true},
     "loginID": "T01-U02", "network": "Slack", "statusText": "Open Slack"}
    """

  @Test("a bridge with its accounts")
  func bridge() throws {
    let bridge = try roundTrip(
      """
      {"id": "slackgo", "accounts": [\(Self.account)], "activeAccountCount": 1, "displayName": "Slack",
       "provider": "cloud", "status": "connected", "supportsMultipleAccounts": true, "type": "slackgo"}
      """, as: Bridge.self)
    #expect(bridge.accounts[0].status == .attentionRequired)
    #expect(bridge.accounts[0].status.needsAttention)
    #expect(bridge.takesNewAccount)
  }

  @Test("unknown values are kept, and unknown fields are ignored")
  func unknown() throws {
    let account = try roundTrip(
      """
      {"accountID": "a", "bridge": {"id": "b", "provider": "orbital", "type": "t", "x": 1},
       "status": "half_asleep", "user": {"id": "u", "shoeSize": 43}, "newThing": {"deep": [true]}}
      """, as: Account.self)
    #expect(account.status.rawValue == "half_asleep")
    #expect(account.bridge.provider.rawValue == "orbital")
    #expect(!account.status.needsAttention)
  }

  @Test(
    "whether a bridge takes a new account",
    arguments: [
      ("available", false, 0, true), ("connected", true, 1, true), ("connected", false, 1, false),
      ("limit_reached", true, 1, false), ("temporarily_unavailable", true, 0, false),
      ("disabled", true, 0, false),
      ("brand_new", true, 0, true),
    ])
  func takesNewAccount(status: String, multiple: Bool, count: Int, takes: Bool) throws {
    let account: Account = try decode(Self.account)
    let bridge = Bridge(
      id: "b", accounts: Array(repeating: account, count: count), displayName: "B", provider: .cloud,
      status: .init(rawValue: status), supportsMultipleAccounts: multiple, type: "b")
    #expect(bridge.takesNewAccount == takes)
  }

  @Test("a step of every type")
  func steps() throws {
    let input = try roundTrip(
      """
      {"type": "user_input", "stepID": "s", "instructions": "Do", "attachments": [{"type": "m.image"}],
       "fields": [{"id": "f", "type": "select", "label": "F", "placeholder": "p", "initialValue": "i",
                   "optional": true, "pattern": "^x$", "options": ["a", "b"], "description": "d"}]}
      """, as: LoginStep.self)
    guard case .userInput(let step) = input else { throw Unexpected(input) }
    #expect(step.fields[0].options == ["a", "b"])
    #expect((input.id, input.type) == ("s", "user_input"))

    let cookies = try roundTrip(
      """
      {"type": "cookies", "stepID": "c", "url": "https://x", "userAgent": "UA", "extractJS": "1",
       "expectedFinalURLRegex": "y", "fields": [{"id": "plain"}, {"id": "rich", "required": false,
       "sources": [{"type": "cookie", "name": "d", "cookieDomain": "slack.com"}], "pattern": "^xoxd"}]}
      """, as: LoginStep.self)
    guard case .cookies(let step) = cookies else { throw Unexpected(cookies) }
    #expect(step.fields[0].effectiveSources == [.init(type: "cookie", name: "plain")])
    #expect(step.fields[1].effectiveSources == [.init(type: "cookie", name: "d", cookieDomain: "slack.com")])

    let complete = try roundTrip(#"{"type": "complete", "instructions": "Done"}"#, as: LoginStep.self)
    #expect(complete.instructions == "Done")
    #expect(complete.id == nil)
  }

  @Test(
    "a display of every type",
    arguments: [
      (#"{"type": "qr", "data": "2@x"}"#, LoginDisplay.qr(data: "2@x")),
      (#"{"type": "code", "data": "AB-CD"}"#, .code(data: "AB-CD")),
      (#"{"type": "emoji", "imageURL": "https://e"}"#, .emoji(imageURL: "https://e")),
      (#"{"type": "nothing"}"#, .nothing),
      (
        #"{"type": "hologram", "beam": 3}"#,
        .unknown(type: "hologram", content: .object(["type": .string("hologram"), "beam": .number(3)]))
      ),
    ])
  func displays(json: String, display: LoginDisplay) throws {
    #expect(try roundTrip(json, as: LoginDisplay.self) == display)
  }

  @Test("a step of an unknown type keeps its complete JSON")
  func unknownStep() throws {
    let step = try roundTrip(
      #"{"type": "webauthn", "stepID": "w", "instructions": "Touch the key", "challenge": {"rp": "x"}}"#,
      as: LoginStep.self)
    #expect(step.id == "w")
    #expect(step.type == "webauthn")
    #expect(step.instructions == "Touch the key")
    guard case .unknown(let unknown) = step else { throw Unexpected(step) }
    #expect(unknown.content["challenge"] == .object(["rp": .string("x")]))
  }

  @Test("a session with either name for logins", arguments: ["login", "connection"])
  func sessions(name: String) throws {
    let login = #"{"bridgeID": "b", "loginID": "l", "removeScopes": ["all-devices"], "status": "connected"}"#
    let session = try roundTrip(
      """
      {"bridgeID": "b", "loginSessionID": "s", "status": "complete", "\(name)": \(login), "\(name)ID": "l",
       "currentStep": {"type": "complete", "\(name)": \(login)}}
      """, as: LoginSession.self)
    #expect(session.login?.loginID == "l")
    #expect(session.loginID == "l")
    guard case .complete(let step)? = session.currentStep else { throw Unexpected(session) }
    #expect(step.login == session.login)
  }

  @Test("a failed session has an error")
  func failure() throws {
    let session: LoginSession = try decode(
      """
      {"bridgeID": "b", "loginSessionID": "s", "status": "failed",
       "error": {"code": "FI.MAU.X", "message": "No", "details": {"a": 1}}}
      """)
    #expect(session.error == .init(code: "FI.MAU.X", message: "No", details: .object(["a": .number(1)])))
  }

  @Test("capabilities, with their snake_case keys")
  func capabilities() throws {
    let capabilities = try roundTrip(
      """
      {"group_creation": {"group": {"type_description": "a group", "name": {"allowed": true, "max_length": 5},
        "disappear": {"allowed": true, "settings": {"types": ["", "after_read"], "timers": [86400000]}}}},
       "resolve_identifier": {"any_phone": true, "contact_list": true, "create_dm": true,
        "lookup_email": false, "lookup_phone": true, "lookup_username": false, "search": false}}
      """, as: ProvisioningCapabilities.self)
    #expect(capabilities.groupCreation["group"]?.disappear?.settings?.timers == [86_400_000])
    #expect(capabilities.resolveIdentifier.anyPhone)
  }

  @Test("server information and setup")
  func server() throws {
    let info = try roundTrip(
      """
      {"app": {"name": "Beeper", "version": "4.3.73", "bundle_id": "com.x"},
       "platform": {"os": "linux", "arch": "x64"},
       "server": {"status": "running", "base_url": "http://127.0.0.1:1", "hostname": "h", "port": 1,
                  "remote_access": false, "mcp_enabled": true}, "endpoints": {"spec": "/v1/spec"}}
      """, as: ServerInfo.self)
    #expect(info.app.bundleID == "com.x")
    let setup = AppSetup(state: .needsFirstSync, e2ee: .init(allDone: false))
    let again = try JSONDecoder().decode(AppSetup.self, from: JSONEncoder().encode(setup))
    #expect(again == setup)
  }

  @Test("printing a submission does not reveal its values")
  func submission() throws {
    let submission = StepSubmission(type: "user_input", fields: ["password": "swordfish"], source: .api)
    #expect(!"\(submission)".contains("swordfish"))
    let json = String(decoding: try JSONEncoder().encode(submission), as: UTF8.self)
    #expect(json.contains("swordfish"))
    #expect(!json.contains("lastURL"))
  }
}

/// An unexpected value.
struct Unexpected: Error {
  let value: String
  init(_ value: some Any) { self.value = "\(value)" }
}
