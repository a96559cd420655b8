import BridgeModel
import DesktopAPI
import Settings

/// Looks at everything between this terminal and the accounts, in the order in which one needs the other.
struct Doctor {
  let environment: [String: String]
  let reach: ReachOptions
  let target: String?

  /// What is wrong, and what is well.
  func examine() async -> [Finding] {
    var findings = await TerminalExamination(environment).findings
    let (settings, choice, token) = await settings()
    findings += settings
    guard let choice else {
      return findings + Finding.skipped(["address", "server", "token", "setup", "bridges", "accounts"])
    }
    let address: ServerAddress
    do throws(SettingsProblem) {
      address = try choice.address()
      findings.append(
        Finding("address", address.isInsecure ? .note : .ok, told(address)))
    } catch {
      findings.append(Finding("address", Problem(error)))
      return findings + Finding.skipped(["server", "token", "setup", "bridges", "accounts"])
    }
    let examination = ServerExamination(address: address, access: choice.access(environment), token: token)
    return findings + (await examination.findings())
  }

  private func told(_ address: ServerAddress) -> String {
    "\(address)" + (address.isInsecure ? " (not encrypted: the token crosses the network readably)" : "")
  }

  /// The user's files, the server that they mean, and the token for it.
  private func settings() async -> ([Finding], TargetChoice?, AccessToken?) {
    var findings: [Finding] = []
    do {
      let folder = try Configured.folder(environment)
      let list = try TargetFile(folder).load()
      let settings = try SettingsReader(folder, environment).read().settings
      let choice = try reach.choice(of: target, setting: settings.target, in: list, environment)
      let count = list.targets.count
      let token = try await Configured.token(for: choice, folder, environment)
      findings.append(Finding("settings", .ok, "\(count) target\(count == 1 ? "" : "s")"))
      return (findings, choice, token)
    } catch let problem as SettingsProblem {
      findings.append(Finding("settings", Problem(problem)))
    } catch let problem as Problem {
      findings.append(Finding("settings", problem))
    } catch {
      findings.append(Finding("settings", .failed, "\(error)"))
    }
    return (findings, nil, nil)
  }

}
