package import BridgeModel
package import Dashboard
package import Settings

/// Determines a run's server and token from the user's files and the environment.
package enum RunConfiguration {
  /// The configuration folder; throws if the environment names none.
  package static func folder(_ environment: [String: String]) throws(Problem) -> ConfigurationFolder {
    guard let folder = ConfigurationFolder(environment) else {
      throw Problem(
        "there is no folder for settings: neither HOME nor XDG_CONFIG_HOME names one.",
        next: "Run:  export HOME=/your/home")
    }
    return folder
  }

  /// The validated contents of the user's files.
  package struct Files {
    /// The configuration folder; nil if the environment names none.
    package let folder: ConfigurationFolder?
    /// The stored targets.
    package let list: TargetList
    /// The effective settings and their sources.
    package let effective: SettingsReader.EffectiveSettings
    /// The keymap with the user's changes.
    package let keymap: Keymap

    /// Reads the files. `options` override environment and file.
    package init(
      _ environment: [String: String], options: [UserSettings.Name: String] = [:]
    ) throws(Problem) {
      folder = ConfigurationFolder(environment)
      list =
        try folder.map { (folder) throws(Problem) in try TargetFile(folder).load() } ?? TargetList()
      effective = try SettingsReader(folder, environment).read(options: options)
      keymap = try RunConfiguration.keymap(effective)
    }

    /// The default target; nil if there are no targets.
    package func defaultTarget() throws(Problem) -> TargetEntry? {
      guard let name = effective.settings.target else { return list.defaultTarget }
      guard let entry = list.target(name) else {
        throw Problem(
          "the setting `target` names \(name), but there is no such target.",
          next: "See where it is set with:  drawbridge config",
          "List the targets with:  drawbridge targets")
      }
      return entry
    }
  }

  /// The keymap with the user's key settings. Throws if they conflict.
  private static func keymap(_ effective: SettingsReader.EffectiveSettings) throws(Problem) -> Keymap {
    do throws(Keymap.ChangeProblem) {
      return try Keymap(effective.keys.map { Keymap.Change(name: $0.name, keys: $0.keys) })
    } catch {
      guard let setting = effective.keys.first(where: { $0.name == error.name }) else {
        throw Problem(error.what)
      }
      throw setting.problem(error.what)
    }
  }

  /// A free name for a new target: its host name, or `local` for this machine.
  static func name(for target: ResolvedTarget, in list: TargetList) throws(Problem) -> String {
    let address = try target.address()
    let host = address.isLoopback ? "local" : String(address.host.prefix(28))
    let base = TargetEntry.isName(host) ? host : "server"
    if list.target(base) == nil { return base }
    // The list is finite, so one of these names is free.
    return (2...).lazy.map { "\(base)\($0)" }.first { list.target($0) == nil } ?? base
  }

  /// The token for a target: `BEEPER_ACCESS_TOKEN` if it was given for its server, else the stored one; nil if there is
  /// none. A token of a target that the user named comes before the variable.
  static func token(
    for target: ResolvedTarget, _ folder: ConfigurationFolder?, _ environment: [String: String]
  ) async throws -> AccessToken? {
    let given = try givenToken(for: target, environment)
    if let given, !target.isNamed || environment.address != nil { return given }
    guard target.isStored, let folder else { return given }
    return try await Vault(folder).token(of: target.entry) ?? given
  }

  /// `BEEPER_ACCESS_TOKEN`, if it is for the server of a target; nil if it is for another one, or not set.
  ///
  /// With `BEEPER_DESKTOP_BASE_URL`, it is for the server at that address; without, for the server that the user chose,
  /// or the one at the default address. It is never for a server that was merely found.
  static func givenToken(
    for target: ResolvedTarget, _ environment: [String: String]
  ) throws(Problem) -> AccessToken? {
    guard target.isSelected, let text = environment["BEEPER_ACCESS_TOKEN"], !text.isEmpty else { return nil }
    guard let token = AccessToken(text) else { throw Problem.malformedToken }
    let address = environment.address ?? (target.isExplicit ? nil : ServerAddress.defaultText)
    guard let address else { return token }
    let own = try? ServerAddress(address, isInsecureAllowed: true)
    return try own?.origin == target.address().origin ? token : nil
  }
}

extension [String: String] {
  /// The address in `BEEPER_DESKTOP_BASE_URL`; nil if it is empty or not set.
  var address: String? { self["BEEPER_DESKTOP_BASE_URL"].flatMap { $0.isEmpty ? nil : $0 } }
}
