import ArgumentParser
import DrawbridgeApp
import Settings
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `drawbridge config`: the effective settings and their sources.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the effective settings and their sources.")

  @OptionGroup var options: SettingsArguments

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let files = try RunConfiguration.Files(environment, options: options.values)
    let effective = files.effective
    var rows = UserSettings.Name.allCases.map { name in
      (
        name.rawValue, effective.settings.text(of: name) ?? "-",
        Self.text(effective.sources[name] ?? .builtIn)
      )
    }

    let keys = effective.keys.map { ("keys.\($0.name)", $0.keys.joined(separator: " "), $0.location) }
    rows += keys
    let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
    for (name, value, source) in rows {
      Output.print("\(name.padded(to: widths.0))  \(value.padded(to: widths.1))  \(source)")
    }
    if !effective.unknownVariables.isEmpty {
      Output.print(
        "\nUnknown variables, without effect: \(effective.unknownVariables.joined(separator: ", "))")
    }
    if let folder = files.folder { Output.print("\nConfiguration file: \(folder.configuration)") }
  }

  private static func text(_ source: SettingsReader.Source) -> String {
    switch source {
    case .option: "option"
    case .variable(let name): name
    case .file(let path, let line): "\(path)\(line.map { ":\($0)" } ?? "")"
    case .builtIn: "default"
    }
  }
}

/// The settings that can be given as options.
struct SettingsArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Seconds between two polls of a server, 1 to 300.", valueName: "seconds"))
  var pollInterval: String?

  @Option(help: ArgumentHelp("Seconds to wait for a server's answer, 1 to 120.", valueName: "seconds"))
  var timeout: String?

  @Option(help: ArgumentHelp("Appearance: auto, plain (no colours) or ascii.", valueName: "look"))
  var look: String?

  @Option(
    help: ArgumentHelp("How to announce an account that needs you: off or bell.", valueName: "how"))
  var notifications: String?

  @Option(
    help: ArgumentHelp(
      "on, or off to let the terminal select text (when on, hold Shift to select).", valueName: "mouse"))
  var mouse: String?

  @Option(
    help: "Name of the server to show first; `drawbridge targets` lists the names and marks the default.")
  var target: String?

  /// The values given, as typed.
  var values: [UserSettings.Name: String] {
    let all: [(UserSettings.Name, String?)] = [
      (.pollInterval, pollInterval), (.timeout, timeout), (.look, look), (.notifications, notifications),
      (.mouse, mouse),
      (.target, target),
    ]
    return Dictionary(uniqueKeysWithValues: all.compactMap { name, text in text.map { (name, $0) } })
  }
}
