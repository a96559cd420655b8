import BridgeModel
import TestSupport
import Testing

@testable import Logins

@Suite("A form that is filled in")
struct FormTests {
  private func form(_ fields: LoginInputField...) throws -> Form {
    try #require(Form(.userInput(UserInputStep(stepID: "ask", fields: fields))))
  }

  private func texts(_ form: Form?) -> [String] { form?.fields.map(\.line.text) ?? [] }

  @Test("only steps that ask for values have one")
  func steps() {
    #expect(Form(Sample.input)?.fields.map(\.id) == ["name", "pass", "note"])
    #expect(Form(Sample.cookies)?.fields.map(\.id) == ["a", "b"])
    #expect(Form(Sample.qr("1")) == nil)
    #expect(Form(.unknown(UnknownStep(type: "webauthn", content: .null))) == nil)
  }

  @Test("prefilled values are there, and empty optional fields are not sent")
  func values() throws {
    var form = try form(
      LoginInputField(id: "name", initialValue: "alice"),
      LoginInputField(id: "kind", initialValue: "a", options: ["a", "b"]),
      LoginInputField(id: "note", optional: true), LoginInputField(id: "rest"))
    #expect(form.values == ["name": "alice", "kind": "a", "rest": ""])
    form.focus(on: 2)
    form.edit(.insert(" x "))
    #expect(form.values["note"] == "x")
  }

  @Test("the focus stops at both ends, and goes to no field that is not there")
  func focus() throws {
    var form = try form(LoginInputField(id: "a"), LoginInputField(id: "b"))
    form.moveFocus(forward: false)
    #expect(form.focus == 0)
    form.moveFocus(forward: true)
    form.moveFocus(forward: true)
    #expect(form.focus == 1)
    form.focus(on: 2)
    form.focus(on: -1)
    #expect(form.focus == 1)
    var empty = try self.form()
    empty.moveFocus(forward: true)
    empty.edit(.insert("x"))
    let isValid = empty.check()
    #expect(isValid && empty.focus == 0 && empty.values.isEmpty)
  }

  @Test("a choice is changed with left and right, in a circle, and takes no text")
  func choices() throws {
    var form = try form(LoginInputField(id: "kind", initialValue: "a", options: ["a", "b", "c"]))
    form.edit(.right)
    #expect(texts(form) == ["b"])
    form.edit(.left)
    form.edit(.left)
    #expect(texts(form) == ["c"])
    form.edit(.right)
    form.edit(.insert("x"))
    form.edit(.deleteBackward)
    #expect(texts(form) == ["a"])
  }

  @Test("real-bridge F2: nothing is chosen for the user, and the options have a stable order")
  func noChoice() throws {
    let shuffled = LoginInputField(id: "network", options: ["local", "Dead", "oftc"])
    var form = try form(shuffled, LoginInputField(id: "only", options: ["one"]))
    #expect(texts(form) == ["", "one"] && form.fields[0].options == ["Dead", "local", "oftc"])
    let isValid = form.check()
    #expect(!isValid && form.fields[0].problem == .missing)
    var backwards = form
    form.edit(.right)
    backwards.edit(.left)
    #expect(texts(form)[0] == "Dead" && texts(backwards)[0] == "oftc")
    // What is not among the options is no choice.
    let odd = try self.form(LoginInputField(id: "network", initialValue: "gone", options: ["a", "b"]))
    #expect(texts(odd) == [""])
  }

  @Test("logins M10: an optional choice may be left open, and taken back")
  func optionalChoice() throws {
    var form = try form(LoginInputField(id: "kind", optional: true, options: ["a", "b"]))
    #expect(form.values.isEmpty)
    form.edit(.right)
    #expect(form.values == ["kind": "a"])
    form.edit(.left)
    let isValid = form.check()
    #expect(isValid && form.values.isEmpty)
  }

  @Test("checking marks every field that is wrong and goes to the first; typing takes its mark away")
  func check() throws {
    var form = try form(
      LoginInputField(id: "a", initialValue: "x"), LoginInputField(id: "b"),
      LoginInputField(id: "c", type: .email, initialValue: "nobody"))
    let isValid = form.check()
    #expect(!isValid)
    #expect(form.fields.map(\.problem) == [nil, .missing, .email] && form.focus == 1)
    form.edit(.insert("y"))
    #expect(form.fields.map(\.problem) == [nil, nil, .email])
    form.focus(on: 2)
    form.edit(.insert("@x"))
    let isMended = form.check()
    #expect(isMended && form.focus == 2)
  }

  @Test("a secret is readable only while its field has the focus")
  func reveal() throws {
    var form = try form(LoginInputField(id: "a", type: .password), LoginInputField(id: "b"))
    form.isRevealed = true
    form.showsTop = true
    form.moveFocus(forward: true)
    #expect(!form.isRevealed && !form.showsTop)
    form.showsTop = true
    form.edit(.insert("x"))
    #expect(!form.showsTop)
  }

  // MARK: From phase to phase

  private func filled() throws -> Form {
    var form = try #require(Form(Sample.input))
    form.edit(.insert("x"))
    form.moveFocus(forward: true)
    form.edit(.insert("s3cret"))
    return form
  }

  private func next(_ phase: LoginPhase, since before: LoginPhase, _ old: Form?) -> Form? {
    Form.next(for: phase, since: before, old: old)
  }

  @Test("the same phase, and those that only wait for an answer, keep the form as it is")
  func kept() throws {
    let form = try filled()
    let editing = LoginPhase.editing(Sample.input, complaint: nil)
    #expect(next(editing, since: editing, form) == form)
    for phase in [.submitting(Sample.input), .resyncing(Sample.input), .starting, .loadingFlows]
      as [LoginPhase]
    {
      #expect(next(phase, since: editing, form) == form)
    }
  }

  @Test("a step that changes while the user types keeps everything, with the focus")
  func changed() throws {
    let before = LoginPhase.editing(Sample.input, complaint: nil)
    let after = next(.editing(Sample.input("Hurry up"), complaint: nil), since: before, try filled())
    #expect(texts(after) == ["alicex", "s3cret", ""] && after?.focus == 1)
  }

  @Test("a rejection keeps plain values and clears secrets, and goes to the first of them")
  func rejected() throws {
    let after = next(
      .editing(Sample.input("Wrong"), complaint: .rejected), since: .submitting(Sample.input), try filled())
    #expect(texts(after) == ["alicex", "", ""] && after?.focus == 1)
  }

  @Test(
    "values that were never checked are all kept",
    arguments: [
      LoginComplaint.refused(Sample.error(.unauthorized)), .refused(Sample.error(.forbidden)),
      .refused(Sample.error(.rateLimited)), .refused(Sample.error(.requestTooLarge)),
      .responseLost(Sample.error(.timedOut)),
    ])
  func refusedCall(_ complaint: LoginComplaint) throws {
    let after = next(
      .editing(Sample.input, complaint: complaint), since: .resyncing(Sample.input), try filled())
    #expect(texts(after) == ["alicex", "s3cret", ""])
  }

  @Test(
    "values that were refused are kept, but for secrets",
    arguments: [
      LoginComplaint.refused(Sample.error(.badRequest)), .refused(Sample.error(.unprocessable)),
    ])
  func refusedValues(_ complaint: LoginComplaint) throws {
    let after = next(
      .editing(Sample.input, complaint: complaint), since: .resyncing(Sample.input), try filled())
    #expect(texts(after) == ["alicex", "", ""])
  }

  @Test("another step starts empty, whatever its fields are called")
  func another() throws {
    let after = next(
      .editing(Sample.input("Say it", id: "other"), complaint: nil), since: .submitting(Sample.input),
      try filled())
    #expect(texts(after) == ["alice", "", ""])
  }

  @Test("a display has no form; the end keeps plain values for a retry, and no secret")
  func ends() throws {
    let editing = LoginPhase.editing(Sample.input, complaint: nil)
    let wait = LoginWait(stepShownAt: Sample.now, contentShownAt: Sample.now, rotations: 0)
    #expect(next(.waiting(Sample.qr("1"), wait), since: editing, try filled()) == nil)
    #expect(next(.choosingFlow([]), since: editing, try filled()) == nil)
    let ended = next(.ended(.lost(wasLookedFor: true)), since: editing, try filled())
    #expect(texts(ended) == ["alicex", "", ""])
    let again = next(.editing(Sample.input, complaint: nil), since: .starting, ended)
    #expect(texts(again) == ["alicex", "", ""])
    #expect(next(.ended(.lost(wasLookedFor: true)), since: editing, nil) == nil)
  }
}
