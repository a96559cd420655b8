import Foundation

/// Runs a body with an environment whose home is a temporary folder.
@MainActor
func withHome<Value>(_ body: @MainActor ([String: String]) async throws -> Value) async throws -> Value {
  let home = FileManager.default.temporaryDirectory.appendingPathComponent("drawbridge-\(UUID().uuidString)")
    .path
  try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: home) }
  return try await body(["HOME": home, "PATH": "/nowhere"])
}

/// Writes a shell script that can be run, and returns its path.
@discardableResult
func writeScript(_ name: String, in folder: String, _ body: String) throws -> String {
  let path = "\(folder)/\(name)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: false, encoding: .utf8)
  try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
  return path
}

/// The text of a file; nil if there is none.
func contents(of path: String) -> String? {
  FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}
