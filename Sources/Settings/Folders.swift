public import SystemPackage

/// The folder for state kept between runs: `$XDG_STATE_HOME/drawbridge`, or `~/.local/state/drawbridge` (XDG Base
/// Directory Specification 0.8). Its permanent files hold no secrets. A QR code saved as an image stays there until
/// its step ends, or after a crash until the next start.
public struct StateFolder: Sendable {
  /// The folder. It need not exist yet.
  public let path: FilePath

  /// The folder for an environment; nil if neither the variable nor `HOME` is an absolute path.
  public init?(_ environment: [String: String]) {
    guard let path = folder(environment, "XDG_STATE_HOME", ".local/state") else { return nil }
    self.path = path
  }

  /// The log file.
  public var log: FilePath { path.appending("drawbridge.log") }
  /// The flow that each login was made with.
  public var flows: FilePath { path.appending("flows.json") }
  /// The state of the runs, one folder each.
  public var runs: FilePath { path.appending("runs") }
}

/// The folder for the user's configuration: `$XDG_CONFIG_HOME/drawbridge`, or `~/.config/drawbridge`.
public struct ConfigurationFolder: Sendable {
  /// The folder. It need not exist yet.
  public let path: FilePath

  /// The folder for an environment; nil if neither the variable nor `HOME` is an absolute path.
  public init?(_ environment: [String: String]) {
    guard let path = folder(environment, "XDG_CONFIG_HOME", ".config") else { return nil }
    self.path = path
  }

  /// The folder at a path.
  public init(_ path: FilePath) { self.path = path }

  /// The settings and key bindings.
  public var configuration: FilePath { path.appending("config.yaml") }
  /// The targets that the user added.
  public var targets: FilePath { path.appending("targets.json") }
  /// The tokens of the targets.
  public var credentials: FilePath { path.appending("credentials.json") }
}

/// Ignores relative paths, as the specification requires.
private func folder(_ environment: [String: String], _ variable: String, _ fallback: String) -> FilePath? {
  if let base = environment[variable], base.hasPrefix("/") { return FilePath(base).appending("drawbridge") }
  guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
  return FilePath(home).appending(fallback).appending("drawbridge")
}
