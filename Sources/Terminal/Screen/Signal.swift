import CNcurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A signal that matters to a program on a terminal.
public enum Signal: Equatable, Sendable {
  /// SIGWINCH: the window was resized.
  case resized
  /// SIGTSTP from outside: suspend.
  case stopped
  /// SIGCONT: resumed after a stop.
  case continued
  /// SIGINT or SIGTERM: a request to end, with the signal's number.
  case terminate(Int32)
  /// SIGHUP: the terminal is gone, with the signal's number.
  case hungUp(Int32)

  init?(number: Int32) {
    switch number {
    case SIGWINCH: self = .resized
    case SIGTSTP: self = .stopped
    case SIGCONT: self = .continued
    case SIGINT, SIGTERM: self = .terminate(number)
    case SIGHUP: self = .hungUp(number)
    default: return nil
    }
  }
}
