import SystemPackage

/// What is wrong with something the user has set: what and where, and what to do about it.
public struct SettingsProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the file's path where there is one.
  public let what: String
  /// What to do, a line each.
  public let next: [String]

  /// A problem, and what to do about it.
  public init(_ what: String, next: String...) {
    self.what = what
    self.next = next
  }

  /// Both, a line each.
  public var description: String { ([what] + next).joined(separator: "\n") }

  init(writing problem: PrivateFile.Problem) {
    self.init(
      "\(problem.path) could not be written: \(problem.reason). What was there before is unchanged.",
      next: "Make room, or make the folder writable, and try again; or set XDG_CONFIG_HOME to another one.")
  }

  init(reading path: FilePath, _ error: any Error) {
    let problem = error as? PrivateFile.Problem
    if problem?.error == .tooManySymbolicLinkLevels {
      self.init(
        "\(path) is a symbolic link, which is not followed: it could lead anywhere.",
        next: "Put the file itself in its place.")
    } else {
      self.init(
        "\(path) cannot be read: \(problem?.reason ?? "\(error)").", next: "Make it readable for you alone.")
    }
  }

  init(broken path: FilePath, _ reason: String) {
    self.init(
      "\(path) is not as it should be: \(reason).",
      next: "Mend it, or move it away and begin anew:  mv '\(path)' '\(path).broken'")
  }
}
