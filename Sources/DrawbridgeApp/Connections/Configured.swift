import BridgeModel
package import Dashboard
package import Settings

/// What the user's files and environment make of a run: the server, and the token for it.
package enum Configured {
  /// The folder of the user's files.
  package static func folder(_ environment: [String: String]) throws(Problem) -> ConfigurationFolder {
    guard let folder = ConfigurationFolder(environment) else {
      throw Problem(
        "there is no place for settings: neither HOME nor XDG_CONFIG_HOME names a folder.",
        next: "Type:  export HOME=/your/home")
    }
    return folder
  }

  /// What is in the user's files, checked.
  package struct Files {
    /// Where they are; nil where there is no place for them.
    package let folder: ConfigurationFolder?
    /// The targets that were added.
    package let list: TargetList
    /// What is set.
    package let found: SettingsReader.Found
    /// The keys.
    package let keymap: Keymap

    /// Reads them, with what the command's options say.
    package init(
      _ environment: [String: String], options: [UserSettings.Name: String] = [:]
    ) throws(SettingsProblem) {
      folder = ConfigurationFolder(environment)
      list =
        try folder.map { (folder) throws(SettingsProblem) in try TargetFile(folder).load() } ?? TargetList()
      found = try SettingsReader(folder, environment).read(options: options)
      keymap = try Configured.keymap(found)
    }

    /// The target that is taken when none is named; nil where there is none.
    package func usual() throws(SettingsProblem) -> TargetEntry? {
      guard let name = found.settings.target else { return list.usualTarget }
      guard let entry = list.target(name) else {
        throw SettingsProblem(
          "there is no target named \(name), which the setting `target` names.",
          next: "See where it is set with:  drawbridge config",
          "See the targets with:  drawbridge targets")
      }
      return entry
    }
  }

  /// The keymap with the keys that the user has set.
  private static func keymap(_ found: SettingsReader.Found) throws(SettingsProblem) -> Keymap {
    do throws(Keymap.ChangeProblem) {
      return try Keymap(found.keys.map { Keymap.Change(name: $0.name, keys: $0.keys) })
    } catch {
      guard let setting = found.keys.first(where: { $0.name == error.name }) else {
        throw SettingsProblem(error.what)
      }
      throw setting.problem(error.what)
    }
  }

  /// A name for a new target: its host's, or `local` for this machine.
  static func name(for choice: TargetChoice, in list: TargetList) throws(SettingsProblem) -> String {
    let address = try choice.address()
    let host = address.isLoopback ? "local" : String(address.host.prefix(28))
    let base = TargetEntry.isName(host) ? host : "server"
    if list.target(base) == nil { return base }
    // A list has an end, so one of these is free.
    return (2...).lazy.map { "\(base)\($0)" }.first { list.target($0) == nil } ?? base
  }

  /// The token for a target: `BEEPER_ACCESS_TOKEN` first, then what is kept. nil if there is none.
  static func token(
    for choice: TargetChoice, _ folder: ConfigurationFolder?, _ environment: [String: String]
  ) async throws -> AccessToken? {
    if let text = environment["BEEPER_ACCESS_TOKEN"], !text.isEmpty {
      guard let token = AccessToken(text) else { throw Problem.malformedToken }
      return token
    }
    guard choice.isKnown, let folder else { return nil }
    return try await Vault(folder).token(of: choice.entry)
  }
}
