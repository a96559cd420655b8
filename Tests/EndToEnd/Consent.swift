import Authorization
import BridgeModel
import DesktopAPI
import Foundation
import Testing

/// A program for `BROWSER` that presses Allow at once.
func allowingBrowser(in folder: URL) throws -> String {
  let script = folder.appendingPathComponent("browser")
  try #"""
  #!/bin/sh
  exec curl --silent --location --data "${1#*\?}&decision=allow" "${1%%\?*}"
  """#.write(to: script, atomically: true, encoding: .utf8)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
  return script.path
}

/// Revokes a token on the dashboard's server.
func revoke(_ token: String, _ environment: [String: String]) async throws {
  let client = try AuthorizationClient(
    address: try ServerAddress(environment["BEEPER_DESKTOP_BASE_URL"] ?? ""))
  try await client.revoke(try #require(AccessToken(token)))
  await client.shutdown()
}
