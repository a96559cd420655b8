package import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a command, blocks until it exits, and returns its output.
///
/// Foundation's `Process` would pass an open descriptor to the command, and then wait for the tmux server, which
/// keeps running, to close it. The command must not inherit other descriptors either: an inherited connection
/// would stay open after it is closed here.
///
/// - Parameters:
///   - command: the program and its arguments.
///   - environment: variables to add to the environment.
/// - Returns: its standard output.
/// - Throws: a `Failure` if it exits with an error.
@discardableResult
package func run(_ command: [String], environment: [String: String] = [:]) throws -> Data {
  var pid = pid_t()
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw Failure(description: "pipe: \(errno)") }
  let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
  let error = spawn(command, environment, writingTo: ends[1], &pid)
  close(ends[1])
  guard error == 0 else { throw Failure(description: "\(command): \(String(cString: strerror(error)))") }
  let data = output.readDataToEndOfFile()
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  guard status == 0 else {
    throw Failure(
      description: "\(command) ended with \(status >> 8): \(String(decoding: data, as: UTF8.self))")
  }
  return data
}

/// Starts a command that inherits only standard input, output and error.
private func spawn(
  _ command: [String], _ environment: [String: String], writingTo output: Int32, _ pid: inout pid_t
) -> Int32 {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    posix_spawnattr_init(&attributes)
    let flags = POSIX_SPAWN_CLOEXEC_DEFAULT | POSIX_SPAWN_SETSIGMASK
  #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    let flags = POSIX_SPAWN_SETSIGMASK
  #endif
  defer { posix_spawnattr_destroy(&attributes) }
  // Dispatch's threads block signals, and a tmux server that inherits this mask cannot be terminated.
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(flags))
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  // Standard error is dropped: zbarimg, for one, complains without D-Bus.
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  #if !canImport(Darwin)
    // These tests never open more. Descriptors that are not open are skipped.
    for descriptor in Int32(3)..<1_024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  #endif
  var arguments = command.map { strdup($0) } + [nil]
  defer { arguments.forEach { free($0) } }
  let all = ProcessInfo.processInfo.environment.filter { !isPersonal($0.key) }.merging(environment) { $1 }
  var variables = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { variables.forEach { free($0) } }
  return posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, &variables)
}

/// Whether a variable is about the user's own servers, settings or desktop. Tests must neither use nor change those.
private func isPersonal(_ name: String) -> Bool {
  let names = ["BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "TMUX_PANE", "SSH_CONNECTION", "NO_COLOR"]
  return names.contains(name) || name.lowercased().hasSuffix("_proxy")
    || ["BEEPER_", "DRAWBRIDGE_", "XDG_"].contains { name.hasPrefix($0) }
}
