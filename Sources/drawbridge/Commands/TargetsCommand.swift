import ArgumentParser
import BridgeModel
import DrawbridgeApp
import Settings
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge targets`: manages the stored servers.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", abstract: "List, add, remove and rename servers, and choose the default one.",
    subcommands: [List.self, Add.self, Remove.self, Rename.self, Default.self], defaultSubcommand: List.self)

  /// Reads the target list, changes it and writes it back.
  fileprivate static func change(_ change: (inout TargetList) throws(Problem) -> Void) throws {
    try TargetFile(try RunConfiguration.folder(ProcessInfo.processInfo.environment)).change(change)
  }

  /// The value of the setting `target`; nil if it is not set or cannot be read.
  fileprivate static var setting: String? {
    let environment = ProcessInfo.processInfo.environment
    return (try? SettingsReader(ConfigurationFolder(environment), environment).read())?.settings.target
  }

  /// Warns if the setting `target` names a target that no longer exists.
  fileprivate static func warn(ofSetting name: String) {
    if setting == name {
      Output.print("The setting `target` still names \(name). See where it is set with:  drawbridge config")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the servers (a star marks the default).")

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let folder = try RunConfiguration.folder(environment)
      let files = try RunConfiguration.Files(environment)
      let list = files.list
      // A setting that names a missing target is no error here: users run this command to look for the right name.
      let defaultTarget = (try? files.defaultTarget()) ?? nil
      if list.targets.isEmpty {
        return Output.print("There are no targets yet. Add one with:  drawbridge login")
      }
      let credentials = CredentialFile(folder)
      let width = list.targets.map(\.name.count).max() ?? 0
      for entry in list.targets {
        var notes: [String] = []
        if entry.readOnly == true { notes.append("read-only") }
        if entry.insecure == true { notes.append("unencrypted") }
        if let ca = entry.ca { notes.append("certificates from \(ca)") }
        let origin = (try? entry.serverAddress())?.origin ?? ""
        if try credentials.credential(of: entry.name, at: origin) == nil { notes.append("no token") }
        let mark = entry.name == defaultTarget?.name ? "*" : " "
        Output.print(
          "\(mark) \(entry.name.padded(to: width))  \(entry.address)\(notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))")"
        )
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a server, or change the one with that name. `drawbridge login NAME` gets its token.")

    @Argument(help: "Target name.") var name: String
    @Argument(help: "URL of the server, such as https://beeper.example.") var address: String
    @Option(
      help: ArgumentHelp("PEM file of certificates to trust instead of the system's.", valueName: "file"))
    var ca: String?
    @Flag(inversion: .prefixedNo, help: "Allow unencrypted http to other machines.") var insecure: Bool?
    @Flag(inversion: .prefixedNo, help: "Read-only: never send a request that changes anything.")
    var readOnly: Bool?

    func run() throws {
      let options = ConnectionOptions(
        ca: ca.map { URL(fileURLWithPath: $0).path }, insecure: insecure, readOnly: readOnly)
      try options.checkCertificates()
      var isStored = false
      try TargetsCommand.change { (list) throws(Problem) in
        isStored = list.target(name) != nil
        // Keep the values of options that are not given, `readOnly` above all.
        var entry = list.target(name) ?? TargetEntry(name: name, address: address)
        entry.address = address
        options.apply(to: &entry)
        try list.set(entry)
      }
      Output.print(
        "\(isStored ? "Changed" : "Added") \(name). If it has no token for that address yet:  drawbridge login \(name)"
      )
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a server and its token. To revoke the token first: `drawbridge logout NAME`.")

    @Argument(help: "Target name.") var name: String

    func run() async throws {
      let folder = try RunConfiguration.folder(ProcessInfo.processInfo.environment)
      let entry = try TargetFile(folder).load().known(name)
      // The token first: without the target it could no longer be found.
      let hadToken = try await Vault(folder).forget(entry)
      try TargetsCommand.change { (list) throws(Problem) in try list.remove(name) }
      Output.print(
        "Removed \(name)." + (hadToken ? " Its token stays valid until you revoke it in Beeper Desktop." : "")
      )
      TargetsCommand.warn(ofSetting: name)
    }
  }

  struct Rename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Rename a server.")

    @Argument(help: "Target name.") var name: String
    @Argument(help: "New name.") var new: String

    func run() async throws {
      let folder = try RunConfiguration.folder(ProcessInfo.processInfo.environment)
      let list = try TargetFile(folder).load()
      let entry = try list.known(name)
      var renamed = list
      try renamed.rename(name, to: new)
      // The token is stored under both names until the list has the new name.
      if new != name { try await Vault(folder).copy(entry, to: new) }
      try TargetsCommand.change { (list) throws(Problem) in try list.rename(name, to: new) }
      if new != name { try await Vault(folder).forget(entry) }
      Output.print("Renamed \(name) to \(new).")
      TargetsCommand.warn(ofSetting: name)
    }
  }

  struct Default: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Choose the default server.")

    @Argument(help: "Target name.") var name: String

    func run() throws {
      try TargetsCommand.change { (list) throws(Problem) in try list.makeDefault(name) }
      let set = TargetsCommand.setting
      Output.print(
        set == nil || set == name
          ? "\(name) is now the default target."
          : "\(name) is the default, but the setting `target` overrides it with \(set ?? ""). See:  drawbridge config"
      )
    }
  }
}
