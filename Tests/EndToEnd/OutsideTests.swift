import Foundation
import TerminalHarness
import Testing

@Suite("Opening and copying outside the terminal", .timeLimit(.minutes(5)))
struct OutsideTests {
  /// A dashboard with a login in progress, and a browser that records its argument.
  private func begun(
    _ environment: [String: String], _ network: String, flow: Int, _ command: String = "drawbridge"
  ) async throws -> Tmux {
    let terminal = try await Tmux(environment: environment)
    let browser = terminal.stateFolder.deletingLastPathComponent().appendingPathComponent("browser")
    try
      "#!/bin/sh\ncd '\(browser.deletingLastPathComponent().path)'\nls -l /proc/$$/fd > browser.open\nenv > browser.env\nprintf %s \"$1\" > new\nmv new browser.address\n"
      .write(to: browser, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: browser.path)
    let folder = browser.deletingLastPathComponent().path
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/xdg-open", withDestinationPath: browser.path)
    try await terminal.command("PATH='\(folder)':$PATH DISPLAY=:0 BROWSER='\(browser.path)' \(command)")
    try await terminal.wait(for: "NEEDS YOU")
    try await terminal.press("/")
    try await terminal.type(network)
    try await terminal.wait("the filter never applied") { $0.contains(/of \d+/) }
    try await terminal.press("Enter", "c")
    try await terminal.wait(for: "How do you want to log in?")
    for _ in 0..<flow { try await terminal.press("Down") }
    try await terminal.press("Enter")
    return terminal
  }

  /// The browser's record.
  private func opened(_ terminal: Tmux, _ what: String = "address") async throws -> String {
    let file = terminal.stateFolder.deletingLastPathComponent().appendingPathComponent("browser.\(what)")
    return try await terminal.wait("the browser was never started") {
      try? String(contentsOf: file, encoding: .utf8)
    }
  }

  @Test("Ctrl-O opens the sign-in page in the browser, which inherits no sockets and no token (faults M7)")
  func open() async throws {
    try await withServer { environment, _ in
      let terminal = try await begun(environment, "discord", flow: 0)
      try await terminal.wait(for: "https://discord.com/login")
      try await terminal.press("C-o")
      try await terminal.wait(for: "Opened with ")
      #expect(try await opened(terminal) == "https://discord.com/login")
      let open = try await opened(terminal, "open")
      #expect(!open.contains("socket:"), "\(open)")
      let variables = try await opened(terminal, "env")
      #expect(variables.contains("DISPLAY=:0") && !variables.contains("BEEPER_ACCESS_TOKEN"), "\(variables)")
    }
  }

  @Test("Ctrl-Y puts the address or the script on tmux's clipboard")
  func copy() async throws {
    try await withServer { environment, _ in
      let terminal = try await begun(environment, "discord", flow: 0)
      try await terminal.wait(for: "https://discord.com/login")
      try await terminal.press("C-y")
      try await terminal.wait(for: "Copy the script")
      try await terminal.press("Down", "Enter")
      try await terminal.wait(for: "Copied (tmux): ")
      #expect(try await terminal.clipboard().contains("localStorage.token"))
      try await terminal.press("C-y", "Enter")
      try await terminal.wait(for: "(tmux): the address https://discord.com/login")
      #expect(try await terminal.clipboard() == "https://discord.com/login")
    }
  }

  @Test("without a clipboard program, copied text goes to the terminal")
  func copyByTerminal() async throws {
    try await withServer { environment, _ in
      let terminal = try await begun(environment, "discord", flow: 0, "env -u TMUX -u DISPLAY drawbridge")
      try await terminal.wait(for: "https://discord.com/login")
      try await terminal.press("C-y", "Enter")
      try await terminal.wait(for: "Sent to your terminal's clipboard")
      try await terminal.drain()
      let sequence = "\u{1B}]52;c;" + Data("https://discord.com/login".utf8).base64EncodedString() + "\u{07}"
      #expect(String(decoding: terminal.output, as: UTF8.self).contains(sequence))
    }
  }

  @Test("p saves the QR code as a private image, which follows the code and is deleted after the step")
  func picture() async throws {
    try await withServer(handsOff) { environment, sent in
      let terminal = try await begun(environment, "whatsapp", flow: 0)
      try await terminal.wait(for: "p Save image")
      try await terminal.press("p")
      try await terminal.wait(for: "Saved until this step ends")
      let file = try #require(try files(terminal).first { $0.lastPathComponent.hasSuffix("qr.png") })
      let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(rights == 0o600)
      try await expectNewest(sent, in: file, terminal)
      try await control(environment, "login-sessions/latest/rotate")
      try await terminal.wait(for: "code 2")
      try await expectNewest(sent, in: file, terminal)
      #expect(Set(sent.qrCodes).count == 2)
      try await control(environment, "login-sessions/latest/act")
      try await terminal.wait(for: "WhatsApp is connected")
      try await expectGone(file.path, terminal)
    }
  }

  @Test("a captcha is drawn, and Ctrl-O opens the file in its program")
  func captcha() async throws {
    try await withServer(handsOff) { environment, _ in
      let terminal = try await begun(environment, "messenger", flow: 2)
      try await terminal.wait(for: "Password")
      try await terminal.press("C-u")
      try await terminal.type("captcha")
      try await terminal.press("Tab")
      try await terminal.type("swordfish")
      try await terminal.press("Enter")
      try await terminal.wait("the captcha is not drawn") {
        $0.contains("captcha.png (image/png") && $0.contains("▀▀▀▀")
      }
      try await terminal.press("C-o", "Enter")
      let path = try await opened(terminal)
      #expect(path.hasSuffix("captcha.png"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
      try await terminal.press("Escape")
      try await terminal.wait(for: "Cancel the login to")
      try await terminal.press("Up", "Enter")
      try await terminal.wait(for: "the login was cancelled")
      try await expectGone(path, terminal)
    }
  }

  /// The files in the run folders.
  private func files(_ terminal: Tmux) throws -> [URL] {
    let runs = terminal.stateFolder.appendingPathComponent("drawbridge/runs")
    return (FileManager.default.enumerator(at: runs, includingPropertiesForKeys: nil)?.allObjects as? [URL])
      ?? []
  }

  private func expectNewest(_ sent: Sent, in file: URL, _ terminal: Tmux) async throws {
    try await terminal.wait("the image does not show the latest code") {
      try await decoded(file) == sent.qrCodes.last ? true : nil
    }
  }

  private func expectGone(_ path: String, _ terminal: Tmux) async throws {
    try await terminal.wait("\(path) is still there") {
      FileManager.default.fileExists(atPath: path) ? nil : true
    }
  }

  private func decoded(_ file: URL) async throws -> String? {
    let text = try await blocking { try? run(["zbarimg", "-q", "--raw", file.path]) }
    return text.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .newlines) }
  }
}
