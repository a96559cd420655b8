import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@Suite("Files and folders of the user's own")
struct PrivateFileTests {
  private func withFolder(_ body: (FilePath) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "drawbridge-\(UUID().uuidString)"
    ).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(FilePath(path))
  }

  private func reason(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? PrivateFile.Problem)?.reason ?? "\(error)"
    }
  }

  @Test("faults L13: a folder that everybody can write to is not used; one for a group is")
  func folders() throws {
    try withFolder { folder in
      for (mode, expected) in [(0o777, "everybody can write to it"), (0o775, nil), (0o700, nil)] {
        #expect(chmod(folder.string, mode_t(mode)) == 0)
        #expect(reason { try PrivateFile.makeFolder(folder) } == expected)
      }
      let file = folder.appending("file")
      try PrivateFile.write([1], to: file)
      #expect(reason { try PrivateFile.makeFolder(file) } == "\(Errno.notDirectory)")
      // The parents of a new folder may be anybody's.
      #expect(chmod(folder.string, 0o777) == 0)
      #expect(reason { try PrivateFile.makeFolder(folder.appending("a/b")) } == nil)
    }
  }

  @Test(
    "faults L13: files of other users are not read, nor is their folder used",
    .enabled("needs root") { geteuid() == 0 })
  func otherUser() throws {
    try withFolder { folder in
      let file = folder.appending("file")
      try PrivateFile.write([1], to: file)
      #expect(chown(file.string, 65_534, 65_534) == 0)
      #expect(reason { _ = try PrivateFile.read(file, isOwn: true) } == "it belongs to another user")
      #expect(reason { _ = try PrivateFile.append(to: file) } == "it belongs to another user")
      #expect(try PrivateFile.read(file) == [1])
      #expect(chown(folder.string, 65_534, 65_534) == 0)
      #expect(reason { try PrivateFile.makeFolder(folder) } == "it belongs to another user")
      #expect(chown(folder.string, 0, 0) == 0)
    }
  }

  @Test("faults L3: a pipe is neither read nor written, and holds nothing up", .timeLimit(.minutes(1)))
  func pipe() throws {
    try withFolder { folder in
      let pipe = folder.appending("pipe")
      #expect(mkfifo(pipe.string, 0o600) == 0)
      #expect(reason { _ = try PrivateFile.append(to: pipe) } == "\(Errno.noSuchAddressOrDevice)")
      #expect(reason { _ = try PrivateFile.read(pipe) } == "it is not a regular file")
      let reader = try FileDescriptor.open(pipe, .readOnly, options: .nonBlocking)
      #expect(reason { _ = try PrivateFile.append(to: pipe) } == "it is not a regular file")
      try reader.close()
      #expect(reason { _ = try PrivateFile.append(to: FilePath("/dev/null")) } == "it is not a regular file")
    }
  }

  @Test("faults L2: what could not be read back is not written, and no token is that long")
  func size() throws {
    #expect(AccessToken(String(repeating: "a", count: 8_192)) != nil)
    #expect(AccessToken(String(repeating: "a", count: 8_193)) == nil)
    try withFolder { folder in
      let file = folder.appending("file")
      try PrivateFile.write([UInt8](repeating: 1, count: PrivateFile.maxBytes), to: file)
      #expect(try PrivateFile.read(file)?.count == PrivateFile.maxBytes)
      try PrivateFile.write([UInt8](repeating: 1, count: PrivateFile.maxBytes + 1), to: file)
      #expect(reason { _ = try PrivateFile.read(file) } == "it is larger than 1 MiB")
    }
  }
}
