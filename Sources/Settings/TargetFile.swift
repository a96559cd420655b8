import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that the servers are kept in.
public struct TargetFile: Sendable {
  private let file: SettingsFile<TargetList>

  /// The file in that folder, which need not be there yet.
  public init(_ folder: ConfigurationFolder) {
    let path = folder.targets
    file = SettingsFile(path: path) { status in
      if status.st_uid == geteuid(), status.st_mode & 0o022 == 0 { return nil }
      // Whoever can write it decides where tokens go.
      return SettingsProblem(
        "\(path) can be changed by others, so it is not used.",
        next: "Look at what is in it; then  chmod 600 '\(path)'")
    }
  }

  /// The servers; none if there is no file.
  public func load() throws(SettingsProblem) -> TargetList {
    guard let list = try file.load() else { return TargetList() }
    try check(list)
    return list
  }

  /// Changes the servers; what the change throws leaves them as they were.
  public func change(
    _ change: (inout TargetList) throws(SettingsProblem) -> Void
  ) throws(SettingsProblem) {
    try file.change(from: TargetList()) { (list) throws(SettingsProblem) in
      try check(list)
      try change(&list)
    }
  }

  private func check(_ list: TargetList) throws(SettingsProblem) {
    do throws(SettingsProblem) { try list.check() } catch {
      throw SettingsProblem(broken: file.path, error.what)
    }
  }
}
