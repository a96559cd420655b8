import SystemPackage

/// Where what is kept between runs lies: `$XDG_STATE_HOME/drawbridge`, or `~/.local/state/drawbridge`
/// (XDG Base Directory Specification 0.8). Nothing in it is a secret of an account.
struct StateFolder: Sendable {
  let path: FilePath

  /// The folder that an environment names; nil without a home.
  init?(_ environment: [String: String]) {
    // A path that is not absolute is to be ignored, says the specification.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      path = FilePath(state).appending("drawbridge")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      path = FilePath(home).appending(".local/state/drawbridge")
    } else {
      return nil
    }
  }

  var log: FilePath { path.appending("drawbridge.log") }
  var flows: FilePath { path.appending("flows.json") }
  var runs: FilePath { path.appending("runs") }
}
