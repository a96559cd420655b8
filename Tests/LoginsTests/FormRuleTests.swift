import BridgeModel
import Testing

@testable import Logins

@Suite("Form fields")
struct FormRuleTests {
  /// A kind of field, what is typed, what is sent, and the validation problem.
  static let cases: [(LoginInputField.Kind, String, String, Form.Problem?)] = [
    (.phoneNumber, "+1 (415) 555-0100", "+14155550100", nil),
    (.phoneNumber, "0044 20 7946 0000", "+442079460000", nil),
    (.phone, "+44.20.7946.0000", "+442079460000", nil),
    (.phoneNumber, "415 555 0100", "4155550100", .phoneWithoutPlus),
    (.phoneNumber, "+1415abc5550100", "+1415abc5550100", .phoneDigits),
    (.phoneNumber, "+1 415", "+1415", .phoneLength),
    (.phoneNumber, "+1234567890123456", "+1234567890123456", .phoneLength),
    (.email, " a@b.example ", "a@b.example", nil),
    (.email, "a@", "a@", .email), (.email, "a b@c", "a b@c", .email), (.email, "a@b@c", "a@b@c", .email),
    (.twoFactorCode, "123 456", "123456", nil), (.twoFactorCode, "abc-123 ", "abc-123", nil),
    (.url, "https://chat.example/x", "https://chat.example/x", nil),
    (.url, "chat.example", "chat.example", .url), (.url, "https://", "https://", .url),
    (.domain, "https://bsky.social/", "bsky.social", nil), (.domain, "a b", "a b", .domain),
    (.password, " swordfish ", " swordfish ", nil), (.token, " abc ", "abc", nil),
    (.username, " alice ", "alice", nil), (.init(rawValue: "pet"), "rex", "rex", nil),
    (.text, "", "", .missing), (.text, "   ", "", .missing),
  ]

  @Test("are validated and sent according to their kind", arguments: cases)
  func rules(_ kind: LoginInputField.Kind, _ typed: String, _ sent: String, _ problem: Form.Problem?) {
    var field = Form.Field(LoginInputField(id: "f", type: kind))
    field.line = LineEditor(typed)
    #expect(field.value == sent)
    #expect(field.check() == problem)
  }

  @Test("must match a valid pattern; an optional field may stay empty")
  func patterns() {
    var field = Form.Field(LoginInputField(id: "f", type: .twoFactorCode, pattern: #"^\d{6}$"#))
    field.line = LineEditor("12345")
    #expect(field.check() == .pattern)
    field.line = LineEditor("123 456")
    #expect(field.check() == nil)
    var broken = Form.Field(LoginInputField(id: "f", pattern: "("))
    broken.line = LineEditor("x")
    #expect(broken.check() == nil)
    #expect(Form.Field(LoginInputField(id: "f", optional: true, pattern: "x")).check() == nil)
  }

  @Test("show a secret only while it is edited")
  func reveal() throws {
    var form = try #require(
      Form(
        .userInput(
          UserInputStep(
            stepID: "s",
            fields: [.init(id: "a", type: .password), .init(id: "b", type: .password)]))))
    form.isRevealed = true
    form.moveFocus(forward: true)
    #expect(!form.isRevealed)
    form.isRevealed = true
    form.dropSecrets()
    #expect(!form.isRevealed)
  }
}
