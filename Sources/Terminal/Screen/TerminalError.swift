import CNcurses

/// Why the terminal could not be taken over.
public enum TerminalError: Error, Equatable, Sendable {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// TERM is unset or empty, or terminfo does not know the terminal.
  case unknownTerminal
  /// The terminal cannot move its cursor, or curses refused it.
  case unfitTerminal

  init?(answer: Int) {
    switch answer {
    case CN_OPENED: return nil
    case CN_NOT_A_TERMINAL: self = .notATerminal
    case CN_UNKNOWN_TERMINAL: self = .unknownTerminal
    default: self = .unfitTerminal
    }
  }
}
