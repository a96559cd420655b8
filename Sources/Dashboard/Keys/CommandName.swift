/// What a command is called: in the table, in the configuration, and where a text names its key.
public enum CommandName: String, CaseIterable, Hashable, Sendable {
  // Accounts.
  case reconnect, connect, remove, reconnectAll, filter, nextMatch, previousMatch, refresh
  // Servers.
  case servers, signIn
  // Everywhere.
  case confirm, back, next, previous, copy, open, nextLogin, log, help, quit, suspend, redraw
  // Logging in.
  case reveal, fullScreen, smallerQR, saveQR, otherFlow, retry
  // Moving.
  case up, down, left, right, pageUp, pageDown, first, last
  // Typing.
  case wordLeft, wordRight, lineStart, lineEnd, deleteBackward, deleteForward, deleteWord, deleteToStart,
    deleteToEnd
}
