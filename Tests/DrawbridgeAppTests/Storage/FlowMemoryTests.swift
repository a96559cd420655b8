import Foundation
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The flow that created a login is remembered", .timeLimit(.minutes(1)))
@MainActor
struct FlowMemoryTests {
  private func withMemory(_ body: @MainActor (FlowMemory, _ file: String) throws -> Void) async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      try body(FlowMemory(state), state.flows.string)
    }
  }

  @Test("by target and login; the last one counts")
  func remembers() async throws {
    try await withMemory { memory, _ in
      #expect(memory.flows.isEmpty)
      try memory.remember("qr", login: "l1", target: "home")
      try memory.remember("phone", login: "l2", target: "home")
      try memory.remember("cookies", login: "l1", target: "work")
      try memory.remember("pairing", login: "l1", target: "home")
      #expect(memory.flows == ["home": ["l1": "pairing", "l2": "phone"], "work": ["l1": "cookies"]])
    }
  }

  @Test("an unreadable file only loses the preselection, and the next flow is remembered")
  func broken() async throws {
    try await withMemory { memory, path in
      try memory.remember("qr", login: "l1", target: "home")
      for text in ["", "nonsense", "[]", #"{"home": 3}"#, #"{"home": {"l1": null}}"#] {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(memory.flows.isEmpty, "\(text)")
      }
      try memory.remember("qr", login: "l1", target: "home")
      #expect(memory.flows == ["home": ["l1": "qr"]])
    }
  }

  @Test("the file and its folder are the user's alone")
  func rights() async throws {
    try await withMemory { memory, path in
      try memory.remember("qr", login: "l1", target: "home")
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let attributes = FileManager.default.attributesOfItem
      #expect(try attributes(path)[.posixPermissions] as? Int == 0o600)
      #expect(try attributes(folder)[.posixPermissions] as? Int == 0o700)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["flows.json"])
    }
  }

  @Test("a symbolic link is not followed, neither to read nor to write")
  func link() async throws {
    try await withMemory { memory, path in
      try memory.remember("qr", login: "l1", target: "home")
      let other = path + ".other"
      try FileManager.default.moveItem(atPath: path, toPath: other)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
      #expect(memory.flows.isEmpty)
      let before = contents(of: other)
      try memory.remember("phone", login: "l2", target: "home")
      #expect(contents(of: other) == before && memory.flows == ["home": ["l2": "phone"]])
    }
  }
}
