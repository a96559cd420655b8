import SystemPackage

/// A problem with the user's settings: what is wrong, where, and what to do about it.
public struct SettingsProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the path of the file, if any.
  public let what: String
  /// What to do, one line each.
  public let next: [String]

  /// A problem, and what to do about it.
  public init(_ what: String, next: String...) {
    self.what = what
    self.next = next
  }

  /// The problem and what to do, one line each.
  public var description: String { ([what] + next).joined(separator: "\n") }

  init(writing problem: PrivateFile.Problem) {
    self.init(
      "\(problem.path) could not be written: \(problem.reason). Its previous contents are unchanged.",
      next: "Free some space or make the folder writable, then try again; or set XDG_CONFIG_HOME.")
  }

  init(reading path: FilePath, _ error: any Error) {
    let problem = error as? PrivateFile.Problem
    if problem?.error == .tooManySymbolicLinkLevels {
      self.init(
        "\(path) is a symbolic link, which is not followed: it could point anywhere.",
        next: "Replace the link with the file itself.")
    } else {
      self.init(
        "\(path) cannot be read: \(problem?.reason ?? "\(error)").",
        next: "Make sure that it is a regular file that you can read.")
    }
  }

  init(broken path: FilePath, _ reason: String) {
    self.init(
      "\(path) is invalid: \(reason).",
      next: "Fix it, or move it away and start over:  mv '\(path)' '\(path).broken'")
  }
}
