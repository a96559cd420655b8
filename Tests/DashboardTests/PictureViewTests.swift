import BridgeModel
import BridgeStore
import Imaging
import Logins
import Terminal
import Testing

@testable import Dashboard

@Suite("Pictures and codes in the wizard")
struct PictureViewTests {
  /// 4x4 pixels: red above, blue below.
  private static let picture = Picture(
    width: 4, height: 4, bytes: (0..<16).flatMap { $0 < 8 ? [255, 0, 0] : [0, 0, 255] })

  @Test("a picture is drawn two pixels a cell in its colours, and never enlarged")
  func colors() throws {
    let picture = try #require(Self.picture)
    let lines = PictureView.lines(of: picture, columns: 40, rows: 20, Screens.theme)
    #expect(lines.map(\.count) == [4, 4])
    #expect(lines[0][0] == Cell(.space, style: Style(background: Color(red: 255, green: 0, blue: 0))))
    #expect(lines[1][3] == Cell(.space, style: Style(background: Color(red: 0, green: 0, blue: 255))))
    let small = PictureView.lines(of: picture, columns: 40, rows: 1, Screens.theme)
    #expect(small.map(\.count) == [2])
    #expect(small[0][0].glyph.text == "▀")
    #expect(small[0][0].style.foreground == Color(red: 255, green: 0, blue: 0))
    #expect(small[0][0].style.background == Color(red: 0, green: 0, blue: 255))
  }

  @Test("without colours it is black and white, without UTF-8 a pixel a cell")
  func plain() throws {
    let picture = try #require(
      Picture(width: 2, height: 4, gray: [0, 0, 255, 255, 0, 255, 0, 255]))
    let plain = Theme(isUnicode: true, isColored: false)
    let lines = PictureView.lines(of: picture, columns: 9, rows: 9, plain)
    #expect(lines[0].map(\.glyph.text) == ["▀", "▀"])
    #expect(lines[1].map(\.style) == [plain.qr.reversed, plain.qr])
    let ascii = PictureView.lines(of: picture, columns: 9, rows: 9, Screens.ascii)
    #expect(ascii.joined().allSatisfy { $0.glyph == .space })
    #expect(PictureView.lines(of: picture, columns: 0, rows: 9, plain).isEmpty)
  }

  @Test("colours map to the nearest fixed ones")
  func nearest() {
    #expect(Color(red: 0, green: 0, blue: 0) == .ink)
    #expect(Color(red: 255, green: 255, blue: 255) == .paper)
    #expect(Color(red: 250, green: 3, blue: 2) == Color(red: 255, green: 0, blue: 0))
    #expect(Color(red: 128, green: 128, blue: 128) != Color(red: 135, green: 135, blue: 135))
  }

  @Test("a captcha is shown above its field, with its file named, down to 60x20")
  func captcha() throws {
    let attachment = JSONValue.object([
      "filename": .string("captcha.png"), "content": .string("aGVsbG8="),
      "info": .object(["mimetype": .string("image/png")]),
    ])
    let step = LoginStep.userInput(
      UserInputStep(
        stepID: "c", fields: [LoginInputField(id: "code", type: .captchaCode, label: "Letters")],
        instructions: "Type what it says", attachments: [attachment]))
    let file = try #require(LoginAttachment(attachment))
    let picture = try #require(Picture(width: 300, height: 100, gray: (0..<30_000).map { UInt8($0 % 251) }))
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
      var state = Screens.login(at: step, Size(columns: columns, rows: rows))
      let key = try #require(state.login?.id)
      Screens.send(&state, .answered(.picture(key, file, picture)))
      let lines = Screens.lines(state, columns, rows)
      #expect(lines.contains { $0.contains("captcha.png (image/png, 5 bytes): Ctrl-O opens it") })
      let image = try #require(lines.lastIndex { $0.contains("▀▀▀▀▀▀") })
      let field = try #require(lines.firstIndex { $0.contains("› Letters") })
      #expect(image < field)
      #expect(lines.count { $0.contains("▀▀▀▀▀▀") } >= 5, "\(lines.joined(separator: "\n"))")
      Screens.send(&state, .answered(.ran(.notWritten(path: "/x", reason: "No space left on device"))))
      #expect(Screens.lines(state, columns, rows).contains { $0.contains("/x could not be written") })
    }
  }

  @Test(
    "a PIN in instructions is found, and nothing else is mistaken for one",
    arguments: [
      ("Open LINE and type this PIN: **674688**", "674688"), ("Type `AB12-CD34` there", "AB12-CD34"),
      ("Your PIN is 1234.", "1234"), ("code 123456", "123456"), ("Call +14155550100", nil),
      ("Use version 2024 of the app", nil), ("**Settings**, `Linked devices`", nil),
      ("**12** or **34567**", "34567"),
      ("**12345** or **54321**", nil),
    ])
  func pin(text: String, expected: String?) { #expect(InstructedCode.find(in: text) == expected) }

  @Test("a PIN in instructions is shown large")
  func largePIN() {
    let step = LoginStep.displayAndWait(
      DisplayStep(stepID: "n", display: .nothing, instructions: "Type the PIN **123456**"))
    let lines = Screens.lines(Screens.login(at: step))
    #expect(lines.count { $0.contains("█") } >= 2)
  }

  @Test("the address of a link is visible, however it is written")
  func links() {
    let text = "See [help](https://x.example/a) or https://y.example, **now**. [x] h http://"
    let cells = Markdown.lines(of: text, Screens.theme)
    #expect(
      cells.map { $0.map(\.glyph.text).joined() }
        == ["See help (https://x.example/a) or https://y.example, now. [x] h http://"])
    let underlined = cells[0].filter(\.style.underline).map(\.glyph.text).joined()
    #expect(underlined == "help (https://x.example/a)https://y.example")
  }

  @Test("a QR code that fits nowhere offers an image and another way, and shows where the image is")
  func nowhere() throws {
    var state = Screens.state(Size(columns: 60, rows: 20))
    Screens.send(&state, .asked(.reconnect))
    let key = try #require(state.loginProcesses.first?.id)
    let flows = [LoginFlow(id: "qr", name: "QR code"), LoginFlow(id: "phone", name: "Pairing code")]
    let step = LoginStep.displayAndWait(
      DisplayStep(stepID: "q", display: .qr(data: String(repeating: "x", count: 265))))
    let session = LoginSession(
      bridgeID: "wa", loginSessionID: "s", status: .waitingForDisplay, currentStep: step)
    Screens.send(
      &state, .answered(.login(key, generation: 0, .flows(.success(flows)))), .asked(.confirm),
      .answered(.login(key, generation: 2, .started(.success(session)))), .asked(.saveQR),
      .answered(.ran(.saved(key, path: "/run/qr.png"))))
    let words = Screens.lines(state, 60, 20).joined(separator: " ").replacing("│", with: " ").split(
      separator: " ")
    let text = words.joined(separator: " ")
    for words in ["Press p", "press c", "Pairing code", "/run/qr.png"] {
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test("logins off the screen that need input are counted in the title and marked in the list")
  func hidden() {
    var state = Screens.login(at: DashboardViewTests.form, Size(columns: 120, rows: 36))
    Screens.send(&state, .asked(.back), .asked(.next), .asked(.confirm), .moved(.down))
    let lines = Screens.lines(state, 120, 36)
    #expect(lines[0].contains("1 login needs input (Ctrl-N)"))
    #expect(lines.contains { $0.contains("WhatsApp") && $0.contains("needs input") })
  }
}
