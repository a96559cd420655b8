import Foundation
import Testing

@testable import DrawbridgeApp

@Suite("The programs that open and copy", .timeLimit(.minutes(1)))
@MainActor
struct HelperProgramsTests {
  private static let page = "https://beeper.example/a?b=c"

  /// Runs a body with the folder of these programs, which is the whole PATH.
  private func withPrograms(
    _ names: [String], _ variables: [String: String],
    _ body: @MainActor (HelperPrograms, _ folder: String) throws -> Void
  ) async throws {
    try await withHome { environment in
      let folder = (environment["HOME"] ?? "") + "/bin"
      for name in names { try writeScript(name, in: folder, "exit 0") }
      let all = environment.merging(["PATH": "/nowhere:\(folder)"]) { $1 }.merging(variables) { $1 }
      try body(HelperPrograms(all), folder)
    }
  }

  @Test("BROWSER names commands, tried in turn; %s stands for the address, which otherwise comes last")
  func browser() async throws {
    try await withPrograms(["lynx"], ["BROWSER": "missing:lynx -x %s:never"]) { programs, folder in
      #expect(programs.opener(ofAddress: Self.page) == ["\(folder)/lynx", "-x", Self.page])
    }
    try await withPrograms(["lynx"], ["BROWSER": "lynx --new"]) { programs, folder in
      #expect(programs.opener(ofAddress: Self.page) == ["\(folder)/lynx", "--new", Self.page])
    }
  }

  @Test("an address with %s in it is not substituted again")
  func placeholderInAddress() async throws {
    try await withPrograms(["lynx"], ["BROWSER": "lynx"]) { programs, folder in
      #expect(programs.opener(ofAddress: "https://x/%s") == ["\(folder)/lynx", "https://x/%s"])
    }
  }

  #if os(Linux)
    @Test("without BROWSER, the desktop's opener is used, and only where there is a display")
    func opener() async throws {
      try await withPrograms(["xdg-open"], ["DISPLAY": ":0"]) { programs, folder in
        #expect(programs.opener(ofAddress: Self.page) == ["\(folder)/xdg-open", Self.page])
        #expect(programs.opener(ofFile: "/tmp/a.png") == ["\(folder)/xdg-open", "/tmp/a.png"])
      }
      try await withPrograms(["wslview"], ["WAYLAND_DISPLAY": "w"]) { programs, folder in
        #expect(programs.opener(ofAddress: Self.page) == ["\(folder)/wslview", Self.page])
      }
      try await withPrograms(["xdg-open"], ["DISPLAY": ""]) { programs, _ in
        #expect(programs.opener(ofAddress: Self.page) == nil && programs.opener(ofFile: "/a") == nil)
      }
      try await withPrograms([], ["DISPLAY": ":0", "BROWSER": "missing"]) { programs, _ in
        #expect(programs.opener(ofAddress: Self.page) == nil)
      }
    }

    @Test("the clipboard's program fits the display; over ssh the clipboard here is not the user's")
    func clipboard() async throws {
      let all = ["tmux", "wl-copy", "xclip", "xsel"]
      let cases: [(programs: [String], variables: [String: String], expected: String?)] = [
        (all, ["WAYLAND_DISPLAY": "w", "DISPLAY": ":0"], "wl-copy"),
        (all, ["DISPLAY": ":0"], "xclip"),
        (["xsel"], ["DISPLAY": ":0"], "xsel"),
        (["xclip"], ["WAYLAND_DISPLAY": "w"], nil),
        (all, [:], nil),
        (all, ["DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"], nil),
        (all, ["DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4", "TMUX": "/tmp/t"], "tmux"),
        (["xclip"], ["DISPLAY": ":0", "TMUX": "/tmp/t"], "xclip"),
      ]
      for (names, variables, expected) in cases {
        try await withPrograms(names, variables) { programs, folder in
          #expect(programs.clipboard?.first == expected.map { "\(folder)/\($0)" }, "\(names) \(variables)")
          #expect((programs.forgetCopied != nil) == (expected == "tmux"), "\(names) \(variables)")
        }
      }
    }
  #endif

  @Test("a file that cannot be run is no program")
  func notExecutable() async throws {
    try await withPrograms(["lynx"], ["BROWSER": "lynx"]) { programs, folder in
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/lynx")
      // Not even root may run a file without an execute bit.
      #expect(programs.opener(ofAddress: Self.page)?.first != "\(folder)/lynx")
    }
  }
}
