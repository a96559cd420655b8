import BridgeModel
import BridgeStore
import Foundation
import Imaging
import Logins
import Settings
import SystemPackage
import TestSupport
import Testing

@testable import DrawbridgeApp

@Suite("Host actions", .timeLimit(.minutes(1)))
@MainActor
struct HostActionRunnerTests {
  private let inbox = Inbox()
  private let clock = ManualClock()
  private let login = LoginProcessID(number: 4)

  /// A runner in a temporary home, the text that it copied to the terminal, and the folder of programs.
  private struct Machine {
    let runner: HostActionRunner
    let terminal: Terminal
    let bin: String
    let home: String

    /// Writes a script that runs until `endWaiting`.
    func writeWaitingScript(_ name: String) throws {
      #expect(mkfifo("\(home)/end", 0o600) == 0)
      try writeScript(name, in: bin, "read line < '\(home)/end'")
    }

    /// Ends the waiting script, which reads from a pipe: opening that for writing needs its reader, and then ends it.
    func endWaiting() { FileHandle(forWritingAtPath: "\(home)/end")?.closeFile() }
  }

  @MainActor
  private final class Terminal { var copied: [String] = [] }

  private func withMachine(
    _ variables: [String: String] = [:], hasState: Bool = true,
    _ body: @MainActor (Machine) async throws -> Void
  ) async throws {
    try await withHome { environment in
      let home = environment["HOME"] ?? ""
      let all = environment.merging(["PATH": "\(home)/bin:/usr/bin:/bin"]) { $1 }.merging(variables) { $1 }
      let terminal = Terminal()
      let folder = hasState ? StateFolder(environment).map(RunFolder.init) : nil
      let runner = HostActionRunner(
        HelperPrograms(all), folder: folder, clock: clock, copyToTerminal: { terminal.copied.append($0) },
        send: inbox.receive)
      try await body(Machine(runner: runner, terminal: terminal, bin: "\(home)/bin", home: home))
      await folder?.close(leaving: [])
    }
  }

  private func attachment(_ content: String, name: String = "voice.exe") throws -> LoginAttachment {
    try #require(
      LoginAttachment(
        .object([
          "type": .string("m.file"), "filename": .string(name),
          "content": .string(Data(content.utf8).base64EncodedString()),
        ])))
  }

  private func report() async throws -> HostReport {
    guard case .answered(.ran(let report)) = try await inbox.first(1)[0] else { throw CancellationError() }
    #expect(inbox.actions.count == 1)
    return report
  }

  @Test("an address goes to the browser as one argument, whatever is in it")
  func opens() async throws {
    try await withMachine(["BROWSER": "browser"]) { machine in
      try writeScript("browser", in: machine.bin, "printf '%s|' \"$@\" > '\(machine.home)/seen'")
      let address = "https://x/?a=b c&d='$(rm)'"
      machine.runner.perform(.open(.address(address), nil))
      #expect(try await report() == .opened(.address(address), program: "browser"))
      #expect(contents(of: "\(machine.home)/seen") == address + "|")
      #expect(machine.terminal.copied.isEmpty)
    }
  }

  @Test("a browser that fails is reported by name; one that keeps running counts as open after two seconds")
  func outcomes() async throws {
    try await withMachine(["BROWSER": "browser"]) { machine in
      try writeScript("browser", in: machine.bin, "exit 3")
      machine.runner.perform(.open(.address("https://x"), nil))
      #expect(try await report() == .programFailed("browser"))
    }
    try await withMachine(["BROWSER": "slow"]) { machine in
      try machine.writeWaitingScript("slow")
      machine.runner.perform(.open(.address("https://x"), nil))
      await clock.until(sleeping: 1)
      clock.advance(by: .seconds(2))
      #expect(try await inbox.first(2)[1] == .answered(.ran(.opened(.address("https://x"), program: "slow"))))
      machine.endWaiting()
    }
  }

  #if os(Linux)
    @Test("without a browser nothing is opened")
    func noBrowser() async throws {
      try await withMachine(["BROWSER": "missing", "PATH": "/nowhere"]) { machine in
        machine.runner.perform(.open(.address("https://x"), nil))
        let report = try await report()
        #expect(report == .noBrowser)
      }
    }

    @Test("text is copied through the program's standard input, and not to the terminal too")
    func copies() async throws {
      try await withMachine(["DISPLAY": ":0"]) { machine in
        try writeScript(
          "xclip", in: machine.bin, "cat > '\(machine.home)/seen'; echo \"$*\" > '\(machine.home)/words'")
        machine.runner.perform(.copy(.credential("2@secret")))
        #expect(try await report() == .copied(.credential("2@secret"), program: "xclip"))
        #expect(contents(of: "\(machine.home)/seen") == "2@secret")
        #expect(contents(of: "\(machine.home)/words")?.contains("secret") == false)
        #expect(machine.terminal.copied.isEmpty)
      }
    }

    @Test("a clipboard program that fails, one that does not end, and none leave the copying to the terminal")
    func copiesToTerminal() async throws {
      try await withMachine(["DISPLAY": ":0"]) { machine in
        try writeScript("xclip", in: machine.bin, "exit 1")
        machine.runner.perform(.copy(.identifier("local-wa")))
        #expect(try await report() == .copied(.identifier("local-wa"), program: nil))
        #expect(machine.terminal.copied == ["local-wa"])
      }
      try await withMachine(["DISPLAY": ":0"]) { machine in
        try machine.writeWaitingScript("xclip")
        machine.runner.perform(.copy(.address("https://x")))
        await clock.until(sleeping: 1)
        #expect(machine.terminal.copied.isEmpty)
        clock.advance(by: .seconds(2))
        #expect(try await inbox.first(2)[1] == .answered(.ran(.copied(.address("https://x"), program: nil))))
        #expect(machine.terminal.copied == ["https://x"])
        machine.endWaiting()
      }
      try await withMachine { machine in
        machine.runner.perform(.copy(.script("run()")))
        let third = try await inbox.first(3)[2]
        #expect(third == .answered(.ran(.copied(.script("run()"), program: nil))))
        #expect(machine.terminal.copied == ["run()"])
      }
    }

    @Test("tmux keeps no copy of a credential; other text it may keep")
    func forgets() async throws {
      try await withMachine(["TMUX": "/tmp/t"]) { machine in
        try writeScript("tmux", in: machine.bin, "cat > /dev/null; echo \"$1\" >> '\(machine.home)/calls'")
        machine.runner.perform(.copy(.credential("2@secret")))
        #expect(try await report() == .copied(.credential("2@secret"), program: "tmux"))
        #expect(contents(of: "\(machine.home)/calls") == "load-buffer\ndelete-buffer\n")
        machine.runner.perform(.copy(.address("https://x")))
        _ = try await inbox.first(2)
        #expect(contents(of: "\(machine.home)/calls") == "load-buffer\ndelete-buffer\nload-buffer\n")
      }
    }

    @Test("a picture is saved under the name of its content's kind, and opened")
    func opensFile() async throws {
      try await withMachine(["DISPLAY": ":0"]) { machine in
        try writeScript("xdg-open", in: machine.bin, "printf %s \"$1\" > '\(machine.home)/seen'")
        let file = try attachment("GIF89a...", name: "captcha.sh")
        machine.runner.perform(.open(.file(file), login))
        #expect(try await report() == .opened(.file(file), program: "xdg-open"))
        let path = try #require(contents(of: "\(machine.home)/seen"))
        #expect(path.hasSuffix("/login-4-captcha.gif"))
        #expect(contents(of: path) == "GIF89a...")
        machine.runner.perform(.removeFiles(LoginProcessID(number: 5)))
        machine.runner.perform(.removeFiles(login))
        await until { !FileManager.default.fileExists(atPath: path) }
        #expect(inbox.actions.count == 1)
      }
    }
  #endif

  @Test("a file of an unknown kind is saved and never opened, and its name is no path")
  func savesUnknown() async throws {
    try await withMachine(["DISPLAY": ":0"]) { machine in
      try writeScript("xdg-open", in: machine.bin, "touch '\(machine.home)/opened'")
      machine.runner.perform(.open(.file(try attachment("#!/bin/sh", name: "../../x y.sh")), login))
      guard case .saved(login, let path) = try await report() else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(path.hasPrefix("\(machine.home)/.local/state/drawbridge/runs/") && path.hasSuffix(".bin"))
      #expect(!path.contains(" ") && !path.contains(".."))
      #expect(!FileManager.default.fileExists(atPath: "\(machine.home)/opened"))
    }
  }

  @Test("a QR code is saved as a picture that only the user can read")
  func savesQR() async throws {
    try await withMachine { machine in
      machine.runner.perform(.saveQR("2@secret", login))
      guard case .saved(login, let path) = try await report() else {
        Issue.record("\(inbox.actions)")
        return
      }
      let bytes = Array(try #require(FileManager.default.contents(atPath: path)))
      #expect(FileKind(bytes) == .png && Picture(file: bytes) != nil)
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(rights as? Int == 0o600)
    }
  }

  @Test("without a state folder, what should be saved is reported, not lost silently")
  func noFolder() async throws {
    try await withMachine(hasState: false) { machine in
      machine.runner.perform(.saveQR("2@secret", login))
      guard case .notWritten(_, let reason) = try await report() else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(reason.contains("HOME") && reason.contains("XDG_STATE_HOME"))
    }
  }

  @Test("a folder that cannot be written is reported with its path")
  func unwritable() async throws {
    try await withMachine { machine in
      try "x".write(toFile: "\(machine.home)/.local", atomically: false, encoding: .utf8)
      machine.runner.perform(.saveQR("2@secret", login))
      guard case .notWritten(let path, let reason) = try await report() else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(path.hasPrefix("\(machine.home)/.local") && !reason.isEmpty)
    }
  }

  @Test("a picture is decoded, at most 600 by 400; other content gives no answer")
  func decodes() async throws {
    try await withMachine { machine in
      let wide = try #require(
        Picture(width: 1_200, height: 10, bytes: [UInt8](repeating: 7, count: 36_000)))
      let png = try #require(wide.png)
      let file = try #require(
        LoginAttachment(
          .object([
            "type": .string("m.image"), "filename": .string("a.png"),
            "content": .string(Data(png).base64EncodedString()),
          ])))
      machine.runner.perform(.decodePicture(login, try attachment("no picture")))
      machine.runner.perform(.decodePicture(login, file))
      guard case .answered(.picture(login, file, let picture)) = try await inbox.first(1)[0] else {
        Issue.record("\(inbox.actions)")
        return
      }
      #expect(picture.width == 600 && picture.height <= 400 && inbox.actions.count == 1)
    }
  }
}
