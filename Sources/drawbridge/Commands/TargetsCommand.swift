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

/// `drawbridge targets`: the servers that were added.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", abstract: "List, add, remove and rename servers, and choose the usual one.",
    subcommands: [List.self, Add.self, Remove.self, Rename.self, Default.self], defaultSubcommand: List.self)

  /// Reads the targets, changes them and writes them.
  fileprivate static func change(_ change: (inout TargetList) throws(SettingsProblem) -> Void) throws {
    try TargetFile(try Configured.folder(ProcessInfo.processInfo.environment)).change(change)
  }

  /// The target that is set.
  fileprivate static var setting: String? {
    let environment = ProcessInfo.processInfo.environment
    return (try? SettingsReader(ConfigurationFolder(environment), environment).read())?.settings.target
  }

  /// Says that a setting names a target which is there no longer.
  fileprivate static func warn(ofSetting name: String) {
    if setting == name {
      Output.print("The setting `target` still names \(name): drawbridge config tells where.")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the servers (the usual one has a star).")

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let folder = try Configured.folder(environment)
      let files = try Configured.Files(environment)
      let list = files.list
      // A setting that names none is told by what would use it: this is where one looks then.
      let usual = (try? files.usual()) ?? nil
      if list.targets.isEmpty {
        return Output.print("There are no targets yet. Add one with:  drawbridge login")
      }
      let credentials = CredentialFile(folder)
      let width = list.targets.map(\.name.count).max() ?? 0
      for entry in list.targets {
        var notes: [String] = []
        if entry.readOnly == true { notes.append("read-only") }
        if entry.insecure == true { notes.append("not encrypted") }
        if let ca = entry.ca { notes.append("certificates of \(ca)") }
        let origin = (try? entry.serverAddress())?.origin ?? ""
        if try credentials.credential(of: entry.name, at: origin) == nil { notes.append("no token") }
        let mark = entry.name == usual?.name ? "*" : " "
        Output.print(
          "\(mark) \(entry.name.padded(to: width))  \(entry.address)\(notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))")"
        )
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a server, or change the one of that name. `drawbridge login NAME` gets its token.")

    @Argument(help: "What to call it.") var name: String
    @Argument(help: "Its address, such as https://beeper.example.") var address: String
    @Option(help: ArgumentHelp("A file with the certificates (PEM) to trust.", valueName: "file")) var ca:
      String?
    @Flag(inversion: .prefixedNo, help: "Take plain http to another machine.") var insecure: Bool?
    @Flag(inversion: .prefixedNo, help: "Change nothing there.") var readOnly: Bool?

    func run() throws {
      let certificates = ca.map { URL(fileURLWithPath: $0).path }
      try ConnectionOptions(ca: certificates).checkCertificates()
      var isKnown = false
      try TargetsCommand.change { (list) throws(SettingsProblem) in
        isKnown = list.target(name) != nil
        // What is not said stays as it was: that nothing may be changed there, above all.
        var entry = list.target(name) ?? TargetEntry(name: name, address: address)
        entry.address = address
        if let insecure { entry.insecure = insecure ? true : nil }
        if let readOnly { entry.readOnly = readOnly ? true : nil }
        if let certificates { entry.ca = certificates }
        try list.set(entry)
      }
      Output.print(
        "\(name) is \(isKnown ? "changed" : "added"). If it has no token for that address yet:  drawbridge login \(name)"
      )
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget a server and its token. `drawbridge logout NAME` revokes the token first.")

    @Argument(help: "The target.") var name: String

    func run() async throws {
      let folder = try Configured.folder(ProcessInfo.processInfo.environment)
      let entry = try TargetFile(folder).load().known(name)
      // The token first: with the target gone it could not be reached any more.
      try await Vault(folder).forget(entry)
      try TargetsCommand.change { (list) throws(SettingsProblem) in try list.remove(name) }
      Output.print("\(name) is forgotten. Its token still works until it is revoked in Beeper Desktop.")
      TargetsCommand.warn(ofSetting: name)
    }
  }

  struct Rename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Call a server something else.")

    @Argument(help: "The target.") var name: String
    @Argument(help: "Its new name.") var new: String

    func run() async throws {
      let folder = try Configured.folder(ProcessInfo.processInfo.environment)
      let list = try TargetFile(folder).load()
      let entry = try list.known(name)
      var renamed = list
      try renamed.rename(name, to: new)
      // The token is there under both names until the list has the new one.
      if new != name { try await Vault(folder).copy(entry, to: new) }
      try TargetsCommand.change { (list) throws(SettingsProblem) in try list.rename(name, to: new) }
      if new != name { try await Vault(folder).forget(entry) }
      Output.print("\(name) is called \(new) now.")
      TargetsCommand.warn(ofSetting: name)
    }
  }

  struct Default: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Choose the server that is taken when none is named.")

    @Argument(help: "The target.") var name: String

    func run() throws {
      try TargetsCommand.change { (list) throws(SettingsProblem) in try list.makeUsual(name) }
      let set = TargetsCommand.setting
      Output.print(
        set == nil || set == name
          ? "\(name) is the usual target now."
          : "\(name) is the usual target, but the setting `target` names \(set ?? ""), and comes first: drawbridge config tells where."
      )
    }
  }
}
