#if os(Linux)
  import Foundation
  import Testing

  /// What a container or a hardened system may refuse, although the programs for it are installed.
  enum SystemPermission: String {
    case tracing = "strace -f -o /dev/null true"
    case sessionBus = "dbus-run-session true"
    case mounting = "unshare -rm mount -t tmpfs tmpfs /mnt"

    /// Whether the system permits it. A program that is missing counts as permission: the test then fails, and shows
    /// that the installation is incomplete.
    private var isGranted: Bool {
      get throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", rawValue]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        return [0, 127].contains(process.terminationStatus)
      }
    }

    /// Skips a test where the system refuses this.
    var required: ConditionTrait { .enabled("this system refuses '\(rawValue)'") { try isGranted } }
  }
#endif
