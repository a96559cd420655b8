public import SystemPackage

/// Where what is kept between runs lies: `$XDG_STATE_HOME/drawbridge`, or `~/.local/state/drawbridge`
/// (XDG Base Directory Specification 0.8). What stays in it is no secret; a QR code that the user
/// had written as a picture lies there while its step lasts, or after a crash until the next start.
public struct StateFolder: Sendable {
  /// The folder, which need not be there yet.
  public let path: FilePath

  /// The folder that an environment names; nil without a home.
  public init?(_ environment: [String: String]) {
    guard let path = folder(environment, "XDG_STATE_HOME", ".local/state") else { return nil }
    self.path = path
  }

  /// What happened.
  public var log: FilePath { path.appending("drawbridge.log") }
  /// Which flow made a login.
  public var flows: FilePath { path.appending("flows.json") }
  /// What each run keeps while it lives.
  public var runs: FilePath { path.appending("runs") }
}

/// Where what the user decides lies: `$XDG_CONFIG_HOME/drawbridge`, or `~/.config/drawbridge`.
public struct ConfigurationFolder: Sendable {
  /// The folder, which need not be there yet.
  public let path: FilePath

  /// The folder that an environment names; nil without a home.
  public init?(_ environment: [String: String]) {
    guard let path = folder(environment, "XDG_CONFIG_HOME", ".config") else { return nil }
    self.path = path
  }

  /// The folder at a path.
  public init(_ path: FilePath) { self.path = path }

  /// What else the user has set.
  public var configuration: FilePath { path.appending("config.yaml") }
  /// The servers that were added.
  public var targets: FilePath { path.appending("targets.json") }
  /// Their tokens.
  public var credentials: FilePath { path.appending("credentials.json") }
}

/// A path that is not absolute is to be ignored, says the specification.
private func folder(_ environment: [String: String], _ variable: String, _ usual: String) -> FilePath? {
  if let base = environment[variable], base.hasPrefix("/") { return FilePath(base).appending("drawbridge") }
  guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
  return FilePath(home).appending(usual).appending("drawbridge")
}
