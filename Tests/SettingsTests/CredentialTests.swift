import BridgeModel
import Dispatch
import Foundation
import Settings
import SystemPackage
import Testing

/// Runs a body with a temporary folder.
func withFolder(_ body: (ConfigurationFolder) throws -> Void) throws {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("drawbridge-\(UUID().uuidString)")
    .path
  defer { try? FileManager.default.removeItem(atPath: path) }
  try body(ConfigurationFolder(FilePath(path).appending("drawbridge")))
}

/// The text of the error that a call throws; empty if it throws none.
func complaint(_ call: () throws -> Void) -> String {
  do {
    try call()
    return ""
  } catch {
    return "\(error)"
  }
}

@Suite("Credentials")
struct CredentialTests {
  private func token(_ text: String) throws -> AccessToken { try #require(AccessToken(text)) }

  private func rights(_ path: FilePath) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
  }

  @Test("credentials stored at the same time are all kept")
  func together() throws {
    try withFolder { folder in
      let file = CredentialFile(folder)
      let names = (0..<40).map { "t\($0)" }
      DispatchQueue.concurrentPerform(iterations: names.count) { index in
        try? file.set(.secretService, of: names[index], at: "https://x")
      }
      for name in names {
        let kept = try file.credential(of: name, at: "https://x")
        #expect(kept == .secretService)
      }
    }
  }

  @Test("each target has its own entry, readable only by the user, and removed on its own")
  func kept() throws {
    try withFolder { folder in
      let file = CredentialFile(folder)
      #expect(try file.credential(of: "home", at: "https://x") == nil)
      try file.set(.token(try token("one")), of: "home", at: "https://x")
      try file.set(.secretService, of: "work", at: "https://x")
      try file.set(.token(try token("two")), of: "home", at: "https://x")
      #expect(try file.credential(of: "home", at: "https://x") == .token(try token("two")))
      #expect(try file.credential(of: "work", at: "https://x") == .secretService)
      // A token is only for the server that issued it.
      #expect(try file.credential(of: "home", at: "https://y") == nil)
      #expect(try rights(folder.credentials) == 0o600)
      #expect(try rights(folder.path) == 0o700)
      try file.remove("home")
      #expect(try file.credential(of: "home", at: "https://x") == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string) == ["credentials.json"])
    }
  }

  @Test(
    "credentials that others can read are not used, and not lost", arguments: [0o640, 0o604, 0o660, 0o644])
  func readable(mode: Int) throws {
    try withFolder { folder in
      let file = CredentialFile(folder)
      try file.set(.token(try token("hunter2")), of: "home", at: "https://x")
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: folder.credentials.string)
      for text in [
        complaint { _ = try file.credential(of: "home", at: "https://x") },
        complaint { try file.set(.secretService, of: "x", at: "https://x") },
      ] {
        #expect(text.contains("is accessible to others") && text.contains("chmod 600"), "\(text)")
        #expect(!text.contains("hunter2"))
      }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: folder.credentials.string)
      #expect(try file.credential(of: "home", at: "https://x") == .token(try token("hunter2")))
    }
  }

  @Test("a symbolic link, a folder or a pipe is not read")
  func links() throws {
    try withFolder { folder in
      try PrivateFile.makeFolder(folder.path)
      let elsewhere = folder.path.appending("elsewhere.json").string
      try Data(#"{"home": {"origin": "https://x", "token": "one"}}"#.utf8).write(
        to: URL(fileURLWithPath: elsewhere))
      try FileManager.default.createSymbolicLink(
        atPath: folder.credentials.string, withDestinationPath: elsewhere)
      let file = CredentialFile(folder)
      #expect(
        complaint { _ = try file.credential(of: "home", at: "https://x") }.contains("is a symbolic link"))
      #expect(
        complaint { try file.set(.secretService, of: "home", at: "https://x") }.contains("is a symbolic link")
      )
      #expect(try String(contentsOfFile: elsewhere, encoding: .utf8).contains("one"))
      try FileManager.default.removeItem(atPath: folder.credentials.string)
      try PrivateFile.makeFolder(folder.credentials)
      #expect(
        complaint { _ = try file.credential(of: "home", at: "https://x") }.contains("not a regular file"))
      try FileManager.default.removeItem(atPath: folder.credentials.string)
      #expect(mkfifo(folder.credentials.string, 0o600) == 0)
      #expect(
        complaint { _ = try file.credential(of: "home", at: "https://x") }.contains("not a regular file"))
    }
  }

  @Test(
    "an error names the key in a broken file, and the file is left unchanged",
    arguments: [
      ("{", "not JSON"), (#"{"home": 1}"#, "`home` has the wrong type"),
      (#"{"home": {"origin": "https://x", "token": 7}}"#, "`home.token`"),
      (#"{"home": {"origin": "https://x"}}"#, "`home` has no valid token"),
      (#"{"home": {"origin": "https://x", "token": "a b"}}"#, "`home` has no valid token"),
    ])
  func broken(text: String, expected: String) throws {
    try withFolder { folder in
      try PrivateFile.makeFolder(folder.path)
      try PrivateFile.write(Array(text.utf8), to: folder.credentials)
      let told = complaint { _ = try CredentialFile(folder).credential(of: "home", at: "https://x") }
      #expect(told.contains(expected) && told.contains(folder.credentials.string), "\(told)")
      #expect(!told.contains("a b"))
      #expect(try PrivateFile.read(folder.credentials) == Array(text.utf8))
    }
  }
}
