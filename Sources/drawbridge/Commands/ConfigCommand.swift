import ArgumentParser
import DrawbridgeApp
import Settings
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge config`: what is set, and where each value comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the effective settings, and where each comes from.")

  @OptionGroup var options: SettingsArguments

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let files = try Configured.Files(environment, options: options.values)
    let found = files.found
    var rows = UserSettings.Name.allCases.map { name in
      (name.rawValue, found.settings.text(of: name) ?? "-", Self.told(found.origins[name] ?? .usual))
    }

    let keys = found.keys.map { ("keys.\($0.name)", $0.keys.joined(separator: " "), $0.place) }
    rows += keys
    let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
    for (name, value, origin) in rows {
      Output.print("\(name.padded(to: widths.0))  \(value.padded(to: widths.1))  \(origin)")
    }
    if let folder = files.folder { Output.print("\nThe file is \(folder.configuration).") }
  }

  private static func told(_ origin: SettingsReader.Origin) -> String {
    switch origin {
    case .option: "option"
    case .variable(let name): name
    case .file(let path, let line): "\(path)\(line.map { ":\($0)" } ?? "")"
    case .usual: "usual"
    }
  }
}

/// The settings that can be given as options.
struct SettingsArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The seconds between two reads of a server, 1 to 300.", valueName: "seconds"))
  var pollInterval: String?

  @Option(help: ArgumentHelp("The seconds that a server has for an answer, 1 to 120.", valueName: "seconds"))
  var timeout: String?

  @Option(help: ArgumentHelp("auto, plain (no colours) or ascii.", valueName: "look"))
  var look: String?

  @Option(
    help: ArgumentHelp("What tells of an account that begins to need you: off or bell.", valueName: "how"))
  var notifications: String?

  @Option(
    help: ArgumentHelp(
      "on, or off: the terminal selects text then, as it does with Shift otherwise.", valueName: "mouse"))
  var mouse: String?

  @Option(help: "The target, as `drawbridge targets` names it; without it, the usual one.")
  var target: String?

  /// What was given, as it was written.
  var values: [UserSettings.Name: String] {
    let all: [(UserSettings.Name, String?)] = [
      (.pollInterval, pollInterval), (.timeout, timeout), (.look, look), (.notifications, notifications),
      (.mouse, mouse),
      (.target, target),
    ]
    return Dictionary(uniqueKeysWithValues: all.compactMap { name, text in text.map { (name, $0) } })
  }
}
