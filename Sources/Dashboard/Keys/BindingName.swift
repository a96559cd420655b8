/// The name of a binding, for the table, the configuration file, and texts that mention its key.
public enum BindingName: String, CaseIterable, Hashable, Sendable {
  // Accounts.
  case reconnect, connect, remove, reconnectAll, open, reconnectAccount, filter, nextMatch, previousMatch,
    refresh, copyID, keepFilter
  // Servers.
  case targets, targetsFromForm, signIn, signInFromForm, showTarget, sendPasted, cancelSignIn
  // Forms.
  case nextOrSend, nextField, previousField, above, below, reveal, openFromForm, copyFromForm, left,
    right, lineStart, lineEnd, deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
  // Choices and questions.
  case takeMarked, nextAnswer, previousAnswer
  // While a code is shown.
  case alone, dots, picture, otherWay, copy, openAddress
  // After a login.
  case close, retry, chooseAgain
  // Everywhere.
  case quit, otherPane, cancel, closeOverlay, back, log, help, helpFromForm, quitAnywhere, nextLogin,
    suspend, redraw
  // Moving.
  case up, down, filterUp, filterDown, pageUp, overlayPageDown, pageDown, first, last, paneRight,
    paneLeft
}
