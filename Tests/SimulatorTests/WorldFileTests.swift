import BridgeModel
import Foundation
import Testing
import YAMLEntries

@testable import Simulator

/// A world file with one network. Each test breaks it in one place.
private let good = """
  bridge:
    id: test
    displayName: Test
    type: test
    provider: local
  capabilities:
    resolve_identifier: {any_phone: false, contact_list: true, create_dm: true, lookup_email: false, \
  lookup_phone: false, lookup_username: false, search: false}
    group_creation: {}
  identity:
    loginID: "{username}"
    user: {id: "@{username}:test"}
    accounts: [{id: "test.{username}"}]
  logins:
    - values: {username: alice}
      status: needs_login
  flows:
    - {id: password, begins: form}
  scenes:
    form:
      stepID: form
      fields:
        - {id: password, type: password, pattern: '^.+$'}
      answers:
        - when: {password: '^good$'}
          go: code
        - complaint: "No."
          go: form
    code:
      stepID: code
      display: {code: "{of digits 6}"}
      events:
        typed: {after: 5, complete: true}
  """

@Suite("World files")
struct WorldFileTests {
  @Test("a network is read completely")
  func reading() throws {
    let network = try #require(SimulatedWorld(text: good, file: "test.yaml").networks.first)
    #expect(network.id == "test")
    #expect(network.removeScopes == [.currentDevice, .allDevices])
    #expect(network.capabilities.resolveIdentifier.contactList)
    #expect(network.logins.map(\.status) == [.needsLogin])
    #expect(network.flows.map(\.flow.id) == ["password"])
    #expect(network.scenes["code"]?.userEvent == "typed")
    #expect(network.scenes["form"]?.outcomes.map(\.name) == ["answers[0]", "answers[1]"])
  }

  @Test("the built-in networks are read, and their ids are unique")
  func builtIn() {
    let networks = SimulatedWorld.builtIn.networks
    #expect(networks.count == 19)
    #expect(Set(networks.map(\.id)).count == networks.count)
  }

  /// The text to replace, its replacement, and the expected error: line, key, and part of the message.
  static let mistakes: [(String, String, Int, String, String)] = [
    (
      "displayName: Test", "displayname: Test", 3, "bridge.displayname",
      "unknown key; known keys: id, displayName"
    ),
    ("  displayName: Test\n", "", 1, "bridge", "displayName is missing"),
    ("provider: local", "provider: moon", 5, "bridge.provider", "moon is not one of cloud"),
    (
      "contact_list: true", "contact_list: 7", 7, "capabilities.resolve_identifier.contact_list",
      "wrong type"
    ),
    ("search: false", "serch: false", 7, "capabilities.resolve_identifier", "search is missing"),
    ("group_creation: {}", "group_creation: {}\n  more: 1", 9, "capabilities.more", "no such key"),
    ("status: needs_login", "status: fine", 15, "logins[0].status", "fine is not one of connected"),
    ("begins: form", "begins: from", 17, "flows[0].begins", "no scene from"),
    ("type: password, pattern", "kind: password, pattern", 22, "scenes.form.fields[0].kind", "no such key"),
    ("pattern: '^.+$'", "pattern: '['", 22, "scenes.form.fields[0].pattern", "invalid regular expression"),
    (
      "when: {password: '^good$'}", "when: {password: '('}", 24, "answers[0].when.password",
      "regular expression"
    ),
    ("        go: code\n", "", 24, "scenes.form.answers[0]", "exactly one of go, complete, fail"),
    ("go: code", "go: cold", 25, "answers[0].go", "there is no scene cold"),
    ("{of digits 6}", "{user}", 30, "scenes.code.display.code", "unknown field or value user"),
    ("when: {password: '^good$'}", "when: {pasword: x}", 24, "when.pasword", "field or value pasword"),
    (
      "display: {code: \"{of digits 6}\"}", "display: none", 30, "scenes.code.display",
      "nothing, or a mapping"
    ),
    (
      "stepID: code", "stepID: code\n    tries: {count: 1, fail: {code: x, status: 400, message: x}}", 30,
      "scenes.code.tries", "does not apply to this kind of step"
    ),
    ("  loginID: \"{username}\"\n", "", 15, "flows", "no loginID"),
    ("after: 5", "after: 0", 32, "events.typed.after", "from 0.1 to 86400"),
    ("contact_list: true", "contact_list: \"true\"", 7, "contact_list", "quote only strings"),
    (
      "- complaint: \"No.\"", "- when: {password: x}", 23, "scenes.form.answers", "match every submission"
    ),
    ("{of digits 6}", "{of digits 0}", 30, "scenes.code.display.code", "{of ALPHABET COUNT}"),
    ("{of digits 6}", "{username|loud}", 30, "scenes.code.display.code", "unknown filter loud"),
    ("{of digits 6}", "{username", 30, "scenes.code.display.code", "has no }"),
    ("after: 5", "after: soon", 32, "scenes.code.events.typed.after", "seconds"),
    ("complete: true", "complete: false", 32, "scenes.code.events.typed.complete", "must be true"),
    ("    events:\n      typed: {after: 5, complete: true}", "", 28, "scenes.code", "needs events"),
    ("stepID: code", "stepID: code\n    stepID: again", 29, "", "duplicate key stepID"),
    ("- {id: password, begins: form}", "- {id: password, begins: form", 18, "", "invalid YAML"),
    (
      "  form:\n    stepID",
      "  other: {stepID: x, fields: [], answers: [{complete: true}]}\n  form:\n    stepID", 19,
      "scenes.other", "this scene is unreachable"
    ),
  ]

  @Test("a complaint may lead to another scene")
  func complaintElsewhere() throws {
    _ = try SimulatedWorld(
      text: good.replacingOccurrences(of: "go: form", with: "go: code"), file: "test.yaml")
  }

  @Test("an error names its file, line and key", arguments: mistakes)
  func mistake(_ old: String, _ new: String, _ line: Int, _ key: String, _ message: String) throws {
    let text = good.replacingOccurrences(of: old, with: new)
    try #require(text != good)
    let error = try #require(throws: WorldError.self) { try SimulatedWorld(text: text, file: "test.yaml") }
    #expect(error.line == line, "\(error)")
    #expect(error.key.hasSuffix(key), "\(error)")
    #expect(error.message.contains(message), "\(error)")
    #expect(error.description.hasPrefix("test.yaml:\(line): "))
  }

  @Test("a missing file, an empty file and a duplicate network are errors")
  func files() throws {
    let missing = try #require(throws: WorldError.self) { try SimulatedWorld(file: "/no/such/file.yaml") }
    #expect(missing.description == "/no/such/file.yaml: the file cannot be read")
    #expect(throws: WorldError.self) { try SimulatedWorld(text: "", file: "test.yaml") }
    let twice = try #require(throws: WorldError.self) {
      try SimulatedWorld(text: good + "\n---\n" + good, file: "test.yaml")
    }
    #expect(twice.message.contains("duplicate network id test"))
    #expect((twice.line ?? 0) > 30)
  }

  @Test("templates fill their placeholders")
  func templates() throws {
    var values = Values(["phone": "+1 415", "name": "Ål ice"])
    func filled(_ text: String) throws -> String { try Template(text).filled(&values) }
    #expect(try filled("a {phone} b {{c} {missing}") == "a +1 415 b {c} ")
    #expect(try filled("{phone|digits}-{name|upper}-{name|lower|before c}") == "1415-ÅL ICE-ål i")
    #expect(try filled("{phone|after 1}/{phone|before 4}/{name|after q}") == "415/+1/Ål ice")
    #expect(try filled("{base64 33|escaped}").wholeMatch(of: /[\w%]{44,}/) != nil)
    #expect(try filled("{phone|number 12}").wholeMatch(of: /[1-9]\d{11}/) != nil)
    #expect(try filled("{phone|hex 40}") == filled("{phone|hex 40}"))
    #expect(try filled("{of AB 8}{of hex 2}").wholeMatch(of: /[AB]{8}[0-9a-f]{2}/) != nil)
    #expect(try filled("{base64 32}").wholeMatch(of: /[\w+\/]{43}=/) != nil)
    #expect(try ["x", "y"].contains(filled("{one-of x y}")))
    #expect(try filled("{of digits 30}") != filled("{of digits 30}"))
  }
}
