import BridgeModel
import Foundation
import Testing

@Suite("logins H4, faults M9: one odd record takes nothing with it")
struct OddRecordTests {
  private func decode<Value: Decodable>(_ json: String, as _: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }

  private static let good =
    #"{"accountID": "a1", "bridge": {"id": "b", "provider": "local", "type": "t"}, "status": "connected", "user": {"id": "u", "fullName": "Alice"}, "loginID": "l"}"#

  private func bridge(accounts: [String]) throws -> Bridge {
    try decode(
      """
      {"id": "b", "accounts": [\(accounts.joined(separator: ", "))], "activeAccountCount": 1,
       "displayName": "B", "provider": "local", "status": "connected", "supportsMultipleAccounts": true,
       "type": "t"}
      """)
  }

  @Test(
    "an odd account stays a row with what can be read, and says what cannot",
    arguments: [
      (#""user": {"id": "u", "fullName": "Alice"}"#, #""x": 1"#, "`user` is missing"),
      (#""user": {"id": "u", "fullName": "Alice"}"#, #""user": null"#, "`user` cannot be read"),
      (#""user": {"id": "u", "fullName": "Alice"}"#, #""user": [1]"#, nil),
      (#""fullName": "Alice""#, #""fullName": {"x": 1}"#, nil), (#""loginID": "l""#, #""loginID": 7"#, nil),
      (#""status": "connected""#, #""status": null"#, "`status` cannot be read"),
      (#""status": "connected""#, #""status": 3"#, "`status` cannot be read"),
      (#""provider": "local""#, #""provider": []"#, nil),
      (#""bridge": {"id": "b", "provider": "local", "type": "t"}"#, #""x": 1"#, "`bridge` is missing"),
    ] as [(String, String, String?)])
  func account(_ old: String, _ new: String, _ problem: String?) throws {
    let odd = Self.good.replacing(old, with: new).replacing("a1", with: "odd")
    let accounts = try bridge(accounts: [odd, Self.good]).accounts
    #expect(accounts.map(\.accountID) == ["odd", "a1"] && accounts[1].problem == nil)
    #expect(accounts[0].problem == problem && !accounts[0].isStandIn)
  }

  @Test(
    "an account that cannot be read at all is a row that says so",
    arguments: ["7", "null", #""a""#, "[]", "{}", #"{"accountID": null}"#, #"{"accountID": {"x": 1}}"#])
  func unreadable(_ odd: String) throws {
    let accounts = try bridge(accounts: [Self.good, odd, Self.good.replacing("a1", with: "a2")]).accounts
    #expect(accounts.map(\.isStandIn) == [false, false, true])
    #expect(accounts[2].problem?.hasPrefix("item 1: ") == true)
    #expect(Set(accounts.map(\.accountID)).count == 3)
  }

  @Test(
    "an odd bridge keeps its accounts",
    arguments: [
      (#""displayName": "B""#, "`displayName` is missing"),
      (#""provider": "local""#, "`provider` is missing"),
      (#""supportsMultipleAccounts": true"#, "`supportsMultipleAccounts` is missing"),
      (#""status": "connected", "supports"#, "`status` is missing"), (#""activeAccountCount": 1"#, nil),
      (#""id": "b", "accounts""#, nil), (#""type": "t"}"#, "`type` is missing"),
    ] as [(String, String?)])
  func bridge(_ member: String, _ problem: String?) throws {
    let rest = ["status": #""supports"#, "id": #""accounts""#, "type": #""x": 1}"#]
    let text = """
      {"id": "b", "accounts": [\(Self.good)], "activeAccountCount": 1, "displayName": "B",
       "provider": "local", "status": "connected", "supportsMultipleAccounts": true, "type": "t"}
      """
    let key = String(member.dropFirst().prefix { $0 != "\"" })
    let replacement =
      member.contains("supports") && key == "status"
      ? rest["status"]! : key == "id" ? rest["id"]! : key == "type" ? rest["type"]! : #""x": 1"#
    // The account has members of the same names: replace the last one.
    let range = try #require(text.range(of: member, options: .backwards))
    let bridge: Bridge = try decode(text.replacingCharacters(in: range, with: replacement))
    #expect(bridge.accounts.map(\.accountID) == ["a1"] && bridge.id == "b")
    #expect(bridge.problem == problem)
  }

  @Test("a bridge without accounts, or with null for them", arguments: [#""accounts": null,"#, ""])
  func noAccounts(_ accounts: String) throws {
    let bridge: Bridge = try decode(
      #"{"id": "b", \#(accounts) "displayName": "B", "provider": "local", "status": "available", "supportsMultipleAccounts": true, "type": "t", "activeAccountCount": null}"#
    )
    #expect(bridge.accounts.isEmpty && bridge.activeAccountCount == 0)
    #expect(bridge.problem == "`accounts` is missing" && !bridge.isStandIn)
  }

  @Test("flows, logins and fields are read one by one")
  func lists() throws {
    let flows: ItemList<LoginFlow> = try decode(
      #"[{"id": "a", "name": 7, "description": []}, {"name": "x"}, 3, {"id": "b"}]"#)
    #expect(flows.items == [LoginFlow(id: "a", name: "7"), LoginFlow(id: "b")])
    #expect(flows.problems == ["item 1: `id` is missing", "item 2: `id` is missing"])
    let logins: ItemList<BridgeLogin> = try decode(
      #"[{"loginID": "l", "bridgeID": null, "status": 1, "removeScopes": ["all-devices", 4]}, {}]"#)
    #expect(
      logins.items == [BridgeLogin(bridgeID: "", loginID: "l", removeScopes: [.allDevices], status: .unknown)]
    )
  }

  @Test("optional hints of another shape are ignored")
  func hints() throws {
    let step: LoginStep = try decode(
      """
      {"type": "user_input", "stepID": "s", "instructions": 7, "attachments": {"x": 1},
       "fields": [{"id": "f", "type": 4, "label": null, "placeholder": {}, "initialValue": 12,
                   "optional": "yes", "pattern": 5, "options": [{"value": "a"}, "b", 3], "description": []},
                  {"label": "no id"}]}
      """)
    guard case .userInput(let input) = step else { throw Unexpected(step) }
    #expect(input.instructions == "7" && input.attachments == nil && input.problems.count == 1)
    #expect(
      input.fields == [LoginInputField(id: "f", initialValue: "12", pattern: "5", options: ["b"])])
    let cookies: LoginStep = try decode(
      #"{"type": "cookies", "stepID": "c", "url": 4, "fields": [{"id": "x", "sources": {"a": 1}}, {"id": "y", "required": 1, "sources": [{"type": "cookie"}, {"name": "n"}]}]}"#
    )
    guard case .cookies(let jar) = cookies else { throw Unexpected(cookies) }
    #expect(jar.fields.map(\.id) == ["x", "y"] && jar.fields[1].sources?.map(\.name) == ["n"])
  }

  @Test(
    "a step or display that cannot be read is one of an unknown type",
    arguments: [
      #"{"type": "user_input", "fields": []}"#, "7", "[]", "{}", #"{"type": 3, "stepID": "s"}"#,
      #"{"type": "display_and_wait", "display": {"type": "nothing"}}"#,
    ])
  func steps(_ step: String) throws {
    let session: LoginSession = try decode(#"{"loginSessionID": "s", "currentStep": \#(step)}"#)
    guard case .unknown? = session.currentStep else { throw Unexpected(session) }
    let display: LoginStep = try decode(
      #"{"type": "display_and_wait", "stepID": "s", "display": {"type": "qr", "data": null}}"#)
    guard case .displayAndWait(let shown) = display, case .unknown("qr", _) = shown.display else {
      throw Unexpected(display)
    }
  }

  @Test("a session needs nothing but its id")
  func session() throws {
    let session: LoginSession = try decode(
      #"{"loginSessionID": 12, "bridgeID": 3, "status": null, "account": {"user": 1}, "login": 5, "error": "x"}"#
    )
    let status = LoginSession.Status(rawValue: "")
    #expect(
      session
        == LoginSession(
          bridgeID: "3", loginSessionID: "12", status: status, error: .init(code: "", message: "x")))
    #expect(throws: DecodingError.self) { try decode(#"{"status": "complete"}"#, as: LoginSession.self) }
    let failed: LoginSession = try decode(
      #"{"loginSessionID": "s", "status": "failed", "error": {"code": 500, "message": null}}"#)
    #expect(failed.error == LoginSession.Failure(code: "500", message: ""))
  }

  @Test("capabilities, a removal and an error body of another shape")
  func others() throws {
    let capabilities: ProvisioningCapabilities = try decode(
      #"{"group_creation": {"a": 1, "b": {"type_description": "B"}}, "resolve_identifier": {"search": true, "any_phone": 3}}"#
    )
    #expect(capabilities.resolveIdentifier == .init(search: true))
    #expect(capabilities.groupCreation.keys.sorted() == ["b"])
    #expect(try decode(#"{"scope": 1}"#, as: LoginRemoval.self).loginID == "")
    let body: ErrorBody = try decode(#"{"code": 17, "message": null, "details": {"a": 1}}"#)
    #expect(body.code == "17" && body.message == "" && body.details != nil)
  }

  @Test("faults L9, L10: texts, ids and lists are bounded where an answer is read")
  func bounds() throws {
    let long = String(repeating: "é", count: 5_000_000)
    let session: LoginSession = try decode(
      """
      {"loginSessionID": "s", "error": {"code": "\(long)", "message": "\(long)"},
       "currentStep": {"type": "user_input", "stepID": "i", "instructions": "\(long)",
                       "fields": [{"id": "f", "label": "\(long)", "initialValue": "\(long)"}, {"id": "\(long)"}]}}
      """)
    guard case .userInput(let step)? = session.currentStep else { throw Unexpected(session) }
    #expect(step.instructions?.count == 16_001 && step.instructions?.last == "…")
    #expect(step.fields.map(\.id) == ["f"] && step.fields[0].label?.count == 501)
    #expect(step.fields[0].initialValue == nil && session.error?.message.count == 4_001)
    let code: LoginDisplay = try decode(#"{"type": "code", "data": "\#(long)"}"#)
    guard case .unknown("code", _) = code else { throw Unexpected(code) }
    #expect(throws: DecodingError.self) {
      try decode(#"{"loginSessionID": "\#(long)"}"#, as: LoginSession.self)
    }
    let many = String(repeating: "[],", count: 60_000)
    let flows: ItemList<LoginFlow> = try decode("[\(many) {\"id\": \"a\"}]")
    #expect(flows.items.count == 1 && flows.problems.count == 100)
    let texts: ItemList<String> = try decode("[\(String(repeating: "\"a\",", count: 60_000)) \"b\"]")
    #expect(texts.items.count == 50_000)
  }
}
