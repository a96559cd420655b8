import BridgeModel
import Imaging
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("Opening, copying and saving outside the terminal")
struct HostActionTests {
  private static func inCookies(script: String? = nil) -> State {
    ReducerTests.inLogin(
      .cookies(
        CookiesStep(
          stepID: "jar", url: "https://x.example/login", fields: [CookieField(id: "a")], extractJS: script,
          instructions: "See <https://x.example/help>, or https://x.example/login."))
    ).0
  }

  private static let attachment = JSONValue.object([
    "type": .string("m.image"), "filename": .string("captcha.png"), "content": .string("aGVsbG8="),
    "info": .object(["mimetype": .string("image/png")]),
  ])

  @Test("the sign-in page opens at once; if there are several candidates, a question asks which")
  func open() {
    var (single, id) = ReducerTests.inLogin(Sample.cookies)
    #expect(reduce(&single, .asked(.open)) == [.host(.open(.address("https://x"), id))])
    var state = Self.inCookies()
    #expect(state.openables == [.address("https://x.example/login"), .address("https://x.example/help")])
    #expect(reduce(&state, .asked(.open)) == [])
    send(&state, .asked(.next), changes: ["overlays"])
    #expect(
      reduce(&state, .asked(.confirm)) == [
        .host(.open(.address("https://x.example/help"), state.shownLoginID))
      ]
    )
    var (plain, _) = ReducerTests.inLogin(Sample.input)
    #expect(plain.disabledReason(for: .open) == .nothingToOpen)
    #expect(reduce(&plain, .asked(.open)) == [])
    #expect(plain.notice == .disabled(.nothingToOpen))
  }

  @Test("the address or the script is copied")
  func copy() {
    var state = Self.inCookies(script: "run()")
    #expect(state.copyables.prefix(2) == [.address("https://x.example/login"), .script("run()")])
    send(&state, .asked(.copy), changes: ["overlays"])
    send(&state, .asked(.next), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.host(.copy(.script("run()")))])
    send(&state, .answered(.ran(.copied(.script("run()"), program: "wl-copy"))), changes: ["notice"])
    #expect(state.notice == .report(.copied(.script("run()"), program: "wl-copy")))
    send(&state, .asked(.next), changes: ["notice"])
    #expect(state.notice == nil)
  }

  @Test("in the list, the account's id is copied")
  func copyID() {
    var state = ReducerTests.opened()
    #expect(reduce(&state, .asked(.copy)) == [.host(.copy(.identifier("1")))])
  }

  @Test("the content of a QR code is copied only after a question, whose first answer does nothing")
  func copyCredential() {
    var (state, _) = ReducerTests.inLogin(Sample.qr("payload"))
    #expect(reduce(&state, .asked(.copy)) == [])
    #expect(state.context == .dialog)
    var left = state
    #expect(reduce(&left, .asked(.confirm)) == [])
    #expect(left.context == .display)
    send(&state, .asked(.next), changes: ["overlays"])
    #expect(reduce(&state, .asked(.confirm)) == [.host(.copy(.credential("payload")))])
  }

  @Test("the image of a QR code follows the code, and is deleted with the step")
  func picture() {
    var (state, id) = ReducerTests.inLogin(Sample.qr("1"))
    #expect(reduce(&state, .asked(.saveQR)) == [.host(.saveQR("1", id))])
    send(&state, .answered(.ran(.saved(id, path: "/p/qr.png"))), changes: ["loginProcesses", "notice"])
    #expect(state.login?.savedPath == "/p/qr.png")
    send(
      &state, .fired(.login(id, .poll, generation: 2)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    let rotated = Action.answered(
      .login(id, generation: 2, .waited(.success(Sample.session(Sample.qr("2"))))))
    #expect(
      send(&state, rotated, effects: ["login 1 wait scan", "saveQR"], changes: ["loginProcesses"]).contains(
        .host(.saveQR("2", id))))
    let generation = state.loginProcesses[0].machine.generation
    let next = Action.answered(
      .login(id, generation: generation, .waited(.success(Sample.session(Sample.input)))))
    #expect(
      send(&state, next, effects: ["login 1 poll in 3.0 s", "removeFiles"], changes: ["loginProcesses"])
        .contains(.host(.removeFiles(id))))
    #expect(state.login?.savedPath == nil)
    // An image that is ready too late is deleted at once.
    #expect(reduce(&state, .answered(.ran(.saved(id, path: "/p/qr.png")))) == [.host(.removeFiles(id))])
  }

  @Test("a step's file is read once, drawn if it is an image, and opened")
  func attachments() throws {
    let step = LoginStep.userInput(
      UserInputStep(
        stepID: "captcha", fields: [LoginInputField(id: "code", type: .captchaCode)],
        attachments: [Self.attachment, .string("nothing of the kind")]))
    var state = ReducerTests.opened()
    let id = ReducerTests.beginLogin(&state)
    let started = Action.answered(.login(id, generation: 1, .started(.success(Sample.session(step)))))
    let file = try #require(LoginAttachment(Self.attachment))
    #expect(
      send(
        &state, started, effects: ["login 1 poll in 3.0 s", "decodePicture", "saveSessions 1"],
        changes: ["loginProcesses", "lastSaved"]
      ).contains(.host(.decodePicture(id, file))))
    let picture = try #require(Picture(width: 1, height: 1, gray: [0]))
    send(&state, .answered(.picture(id, file, picture)), changes: ["loginProcesses"])
    #expect(state.login?.pictures.map(\.picture) == [picture])
    // The same step, read again, keeps the decoded image.
    let polled = Action.answered(.login(id, generation: 2, .polled(.success(Sample.session(step)))))
    send(
      &state, .fired(.login(id, .poll, generation: 2)), effects: ["login 1 poll"],
      changes: ["loginProcesses"])
    send(&state, polled, effects: ["login 1 poll in 3.0 s"], changes: ["loginProcesses"])
    #expect(state.login?.pictures.map(\.picture) == [picture])
    #expect(reduce(&state, .asked(.open)) == [.host(.open(.file(file), id))])
  }
}
