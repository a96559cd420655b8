import BridgeModel
import Dashboard
import Settings

/// Checks everything between this terminal and the accounts, in the order of their dependencies.
package struct Doctor {
  private let environment: [String: String]
  private let options: ConnectionOptions
  private let name: String?

  /// A doctor for the target of that name, or for the default one.
  package init(environment: [String: String], options: ConnectionOptions, target: String?) {
    self.environment = environment
    self.options = options
    name = target
  }

  /// Runs all checks. Checks that depend on a failed one are skipped.
  package func examine() async -> [Finding] {
    var keymap = Keymap.standard
    let settings: Finding
    var selection: (target: ResolvedTarget, token: AccessToken?)?
    do {
      let files = try RunConfiguration.Files(environment)
      keymap = files.keymap
      selection = try await self.selection(files)
      let count = files.list.targets.count
      settings = Finding("settings", .ok, "\(count) target\(count == 1 ? "" : "s")")
    } catch {
      settings = Finding("settings", Problem(any: error))
    }
    var findings = await TerminalExamination(environment, keymap).findings + [settings]
    guard let (target, token) = selection else {
      return findings + Finding.skipped(["address", "server", "token", "setup", "bridges", "accounts"])
    }
    let address: ServerAddress
    do throws(Problem) {
      address = try target.address()
      findings.append(
        Finding("address", address.isInsecure ? .note : .ok, text(address, target)))
    } catch {
      findings.append(Finding("address", error))
      return findings + Finding.skipped(["server", "token", "setup", "bridges", "accounts"])
    }
    let examination = ServerExamination(
      address: address, access: target.access(environment), token: token, signIn: signIn(target),
      keymap: keymap)
    return findings + (await examination.findings())
  }

  private func text(_ address: ServerAddress, _ target: ResolvedTarget) -> String {
    "\(address)" + (target.isStored ? ", target \(target.entry.name)" : "")
      + (address.isInsecure ? " (the token is sent unencrypted)" : "")
  }

  /// The selected server, and the token for it.
  private func selection(_ files: RunConfiguration.Files) async throws -> (ResolvedTarget, AccessToken?) {
    var target = try options.target(name, in: files, environment)
    await target.findServer()
    return (target, try await RunConfiguration.token(for: target, files.folder, environment))
  }

  /// The command that gets a token for a server.
  private func signIn(_ target: ResolvedTarget) -> String {
    if (try? RunConfiguration.givenToken(for: target, environment)) != nil {
      return "unset BEEPER_ACCESS_TOKEN  (it overrides the stored token), or set a new one"
    }
    return target.isStored
      ? "drawbridge login \(target.entry.name)" : "drawbridge login --address \(target.entry.address)"
  }
}
