import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One at a time: a pipe is never there without its close-on-exec flag while another command starts.
private let spawning = Mutex(())

/// Runs a command, blocks until it has ended, and gives what it wrote.
///
/// Foundation's `Process` would hand an open descriptor of its own to the command, and then wait for tmux's
/// server, which lives on, to close it.
@discardableResult
func run(_ command: [String]) throws -> Data {
  var pid = pid_t()
  let output = try spawning.withLock { _ in
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(description: "pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    // Only what a command is asked for counts: zbarimg, for one, complains where there is no D-Bus.
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    let error = posix_spawnp(&pid, command[0], &actions, nil, &arguments, environ)
    close(ends[1])
    guard error == 0 else {
      close(ends[0])
      throw Failure(description: "\(command): \(String(cString: strerror(error)))")
    }
    return FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
  }
  let data = output.readDataToEndOfFile()
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  guard status == 0 else {
    throw Failure(
      description: "\(command) ended with \(status >> 8): \(String(decoding: data, as: UTF8.self))")
  }
  return data
}
