public import BridgeModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that stores the targets.
public struct TargetFile: Sendable {
  private let file: SettingsFile<TargetList>

  /// The file in that folder. The folder need not exist yet.
  public init(_ folder: ConfigurationFolder) {
    let path = folder.targets
    file = SettingsFile(path: path) { status in
      if status.st_uid == geteuid(), status.st_mode & 0o022 == 0 { return nil }
      // Anyone who can write the file decides where tokens are sent.
      return Problem(
        "\(path) is writable by others, so it is not used.",
        next: "Check its contents, then run:  chmod 600 '\(path)'")
    }
  }

  /// The targets; an empty list if there is no file.
  public func load() throws(Problem) -> TargetList {
    guard let list = try file.load() else { return TargetList() }
    try check(list)
    return list
  }

  /// Changes the targets. If the change throws, the file stays unchanged.
  public func change(
    _ change: (inout TargetList) throws(Problem) -> Void
  ) throws(Problem) {
    try file.change(from: TargetList()) { (list) throws(Problem) in
      try check(list)
      try change(&list)
    }
  }

  private func check(_ list: TargetList) throws(Problem) {
    do throws(Problem) { try list.check() } catch {
      throw Problem(broken: file.path, error.what)
    }
  }
}
