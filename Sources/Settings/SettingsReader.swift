public import BridgeModel
import Configuration
import Synchronization
public import SystemPackage
import YAMLEntries
import Yams

/// Reads the user's settings, and the source of each value.
public struct SettingsReader: Sendable {
  /// The source of a value.
  public enum Source: Equatable, Sendable {
    /// A command-line option.
    case option
    /// An environment variable, by name.
    case variable(String)
    /// The file, and the line in it.
    case file(FilePath, line: Int?)
    /// The default.
    case builtIn
  }

  /// The effective settings, and their sources.
  public struct EffectiveSettings: Equatable, Sendable {
    /// The values.
    public let settings: UserSettings
    /// The source of each value.
    public let sources: [UserSettings.Name: Source]
    /// The key bindings of the file, in its order.
    public let keys: [KeySetting]
    /// Environment variables that look like settings and are none; they have no effect.
    public let unknownVariables: [String]
  }

  /// The keys of a binding, as written in the file. The keymap interprets them.
  public struct KeySetting: Equatable, Sendable {
    /// The binding's name.
    public let name: String
    /// The keys.
    public let keys: [String]
    /// The file and line, such as `config.yaml:4`.
    public let location: String

    /// A problem with this binding.
    public func problem(_ what: String) -> Problem {
      Problem(
        "\(location): keys.\(name): \(what).", next: "Fix it, then run:  drawbridge config")
    }
  }

  private let file: FilePath?
  private let environment: [String: String]

  /// Creates a reader for the file in a folder, and for environment variables.
  public init(_ folder: ConfigurationFolder?, _ environment: [String: String]) {
    file = folder?.configuration
    self.environment = environment
  }

  /// Reads the effective settings.
  ///
  /// - Parameter options: the values of the command's options, as typed.
  /// - Returns: the settings and key bindings, with their sources.
  /// - Throws: the first problem found, with its location.
  public func read(options: [UserSettings.Name: String] = [:]) throws(Problem) -> EffectiveSettings {
    let (written, keys) = try fileValues()
    let seen = ProviderRecorder()
    let providers: [any ConfigProvider] = [
      InMemoryProvider(name: "options", values: Self.values(options)),
      EnvironmentVariablesProvider(environmentVariables: environment),
      InMemoryProvider(name: "file", values: Self.values(written.mapValues(\.text))),
    ]
    let reader = ConfigReader(providers: providers, accessReporter: seen).scoped(to: "drawbridge")
    var settings = UserSettings()
    var sources: [UserSettings.Name: Source] = [:]
    for name in UserSettings.Name.allCases {
      guard let text = reader.string(forKey: ConfigKey([name.rawValue])) else {
        sources[name] = .builtIn
        continue
      }
      let source = source(of: name, provider: seen.provider, line: written[name]?.line)
      sources[name] = source
      if let wrong = settings.take(text, for: name) { throw problem(wrong, text, name, source) }
    }
    return EffectiveSettings(
      settings: settings, sources: sources, keys: keys, unknownVariables: unknownVariables)
  }

  /// Records which provider supplied the last value read: its index in the order of precedence.
  private final class ProviderRecorder: AccessReporter {
    private let last = Mutex<Int?>(nil)
    var provider: Int? { last.withLock { $0 } }

    func report(_ event: AccessEvent) {
      let first = event.providerResults.firstIndex { (try? $0.result.get().value) ?? nil != nil }
      last.withLock { $0 = first }
    }
  }

  private static func values(_ texts: [UserSettings.Name: String]) -> [AbsoluteConfigKey: ConfigValue] {
    Dictionary(
      uniqueKeysWithValues: texts.map { name, text in
        (AbsoluteConfigKey(["drawbridge", name.rawValue]), ConfigValue(.string(text), isSecret: false))
      })
  }

  private func source(of name: UserSettings.Name, provider: Int?, line: Int?) -> Source {
    switch provider {
    case 0: .option
    case 1: .variable(name.variable)
    default: file.map { .file($0, line: line) } ?? .builtIn
    }
  }

  private func problem(
    _ wrong: String, _ text: String, _ name: UserSettings.Name, _ source: Source
  ) -> Problem {
    let location =
      switch source {
      case .option: name.option
      case .variable(let variable): variable
      case .file(let path, let line): "\(Self.location(path, line)): \(name.rawValue)"
      case .builtIn: name.rawValue
      }
    return Problem(
      "\(location): \(wrong), but is `\(text)`.",
      next: "Fix it, then run:  drawbridge config")
  }

  private static func location(_ path: FilePath, _ line: Int?) -> String {
    "\(path)\(line.map { ":\($0)" } ?? "")"
  }

  /// Variables named like settings that are none: misspelt, or of another version or program.
  private var unknownVariables: [String] {
    let known = Set(UserSettings.Name.allCases.map(\.variable))
    return environment.keys.filter { $0.hasPrefix("DRAWBRIDGE_") && !known.contains($0) }.sorted()
  }

  private static func keys(_ entry: Entry<Void>, in file: FilePath) throws(YAMLProblem) -> KeySetting {
    let keys =
      entry.isList
      ? try entry.list().map { (key) throws(YAMLProblem) in try key.string() } : [try entry.string()]
    return KeySetting(name: entry.path.last ?? "", keys: keys, location: location(file, entry.line))
  }

  private typealias Values = [UserSettings.Name: (text: String, line: Int?)]

  /// The values of the file with their lines, and its key bindings.
  private func fileValues() throws(Problem) -> (Values, [KeySetting]) {
    guard let file else { return ([:], []) }
    let bytes: [UInt8]?
    do { bytes = try PrivateFile.read(file, followsLinks: true) } catch {
      throw Problem(reading: file, error)
    }
    guard let bytes else { return ([:], []) }
    do {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Problem("\(file) is not UTF-8.")
      }
      guard let node = try Yams.compose(yaml: text), node.null == nil else { return ([:], []) }
      let entry = Entry(file: file.string, line: nil, path: [], node: node, names: ())
      let members = try entry.members(UserSettings.Name.allCases.map(\.rawValue) + ["keys"])
      var values: Values = [:]
      for name in UserSettings.Name.allCases {
        if let member = members[name.rawValue] { values[name] = (try member.string(), member.line) }
      }
      guard let keys = members["keys"], !keys.isNothing else { return (values, []) }
      return (values, try keys.pairs().map { (key) throws(YAMLProblem) in try Self.keys(key, in: file) })
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(
        "\(YAMLProblem(error, file: file.string))", next: "Fix it. None of its settings were used.")
    }
  }
}
