import BridgeModel
import SystemPackage

/// Problems with the files of settings, targets and tokens.
extension Problem {
  init(writing problem: PrivateFile.Problem) {
    self.init(
      "\(problem.path) could not be written: \(problem.reason). No settings were changed.",
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
      "\(path) is invalid: \(reason.hasSuffix(".") ? reason : reason + ".")",
      next: "Fix it, or move it away and start over:  mv '\(path)' '\(path).broken'")
  }
}
