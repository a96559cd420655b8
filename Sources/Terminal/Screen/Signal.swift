import CNcurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A signal that concerns a program on a terminal.
public enum Signal: Equatable, Sendable {
  /// SIGWINCH: the window has another size.
  case resized
  /// SIGTSTP from outside: stop for now.
  case stopped
  /// SIGCONT: going on after a stop.
  case continued
  /// SIGINT or SIGTERM: asked to end. Carries the signal's number.
  case asked(Int32)
  /// SIGHUP: the terminal is gone. Carries the signal's number.
  case hungUp(Int32)

  init?(number: Int32) {
    switch number {
    case SIGWINCH: self = .resized
    case SIGTSTP: self = .stopped
    case SIGCONT: self = .continued
    case SIGINT, SIGTERM: self = .asked(number)
    case SIGHUP: self = .hungUp(number)
    default: return nil
    }
  }
}
